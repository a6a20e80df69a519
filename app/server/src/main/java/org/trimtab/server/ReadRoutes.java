package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.trimtab.live.DeviceView;
import org.trimtab.live.EventView;
import org.trimtab.live.Explanation;
import org.trimtab.live.FamilyView;
import org.trimtab.live.SiteDesk;
import org.trimtab.server.Problem.Kind;
import org.trimtab.settlement.Statement;

/** Everything that can be looked at. */
final class ReadRoutes implements HttpService {
    /** The most devices or events in one answer. */
    static final int ROWS_MAX = 1_000;

    private static final int ROWS_DEFAULT = 100;
    private static final int OFFSET_MAX = 1_000_000;

    private final SiteDesk desk;
    private final LiveFeed feed;

    ReadRoutes(SiteDesk desk, LiveFeed feed) {
        this.desk = desk;
        this.feed = feed;
    }

    /** One page of devices. */
    private record DevicePage(int total, int offset, int limit, List<DeviceView> devices) {}

    /** One page of events. */
    private record EventPage(int total, int offset, int limit, List<EventView> events) {}

    /** The meter's last minutes. */
    private record Families(List<FamilyView> families) {}

    private record History(List<LiveFeed.Sample> samples) {}

    @Override
    public void routing(HttpRules rules) {
        Routes.on(rules, "/api/v1/status", Routes.get(this::status));
        Routes.on(rules, "/api/v1/history", Routes.get(this::history));
        Routes.on(rules, "/api/v1/offers", Routes.get(this::offers));
        Routes.on(rules, "/api/v1/devices", Routes.get(this::devices));
        Routes.on(rules, "/api/v1/devices/{id}", Routes.get(this::device));
        Routes.on(rules, "/api/v1/families", Routes.get(this::families));
        Routes.on(rules, "/api/v1/events", Routes.get(this::events));
        Routes.on(rules, "/api/v1/events/{id}", Routes.get(this::event));
        Routes.on(rules, "/api/v1/events/{id}/explanation", Routes.get(this::explanation));
        Routes.on(rules, "/api/v1/events/{id}/statement", Routes.get(this::statement));
        Routes.on(rules, "/api/v1/events/{id}/evidence", Routes.get(this::evidence));
    }

    private void status(ServerRequest request, ServerResponse response) {
        Replies.json(request, response, 200, desk.status());
    }

    private void history(ServerRequest request, ServerResponse response) {
        Replies.json(request, response, 200, new History(feed.samples()));
    }

    private void offers(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        Replies.json(request, response, 200, desk.offers());
    }

    private void devices(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("phase", "family", "limit", "offset"));
        String phase = Replies.query(request, "phase");
        String family = Replies.query(request, "family");
        int limit = Replies.number(request, "limit", ROWS_DEFAULT, 1, ROWS_MAX);
        int offset = Replies.number(request, "offset", 0, 0, OFFSET_MAX);
        List<DeviceView> found =
                desk.devices().stream()
                        .filter(d -> phase == null || d.phase().equalsIgnoreCase(phase))
                        .filter(d -> family == null || d.family().equalsIgnoreCase(family))
                        .toList();
        List<DeviceView> page = found.stream().skip(offset).limit(limit).toList();
        Replies.json(request, response, 200, new DevicePage(found.size(), offset, limit, page));
    }

    private void device(ServerRequest request, ServerResponse response) {
        String id = id(request);
        DeviceView device =
                desk.devices().stream()
                        .filter(d -> d.id().equals(id))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        Kind.NOT_FOUND,
                                        "no device \""
                                                + Replies.shown(id)
                                                + "\"; /api/v1/devices lists them all"));
        Replies.json(request, response, 200, device);
    }

    private void families(ServerRequest request, ServerResponse response) {
        Replies.json(request, response, 200, new Families(desk.families()));
    }

    private void events(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("limit", "offset"));
        int limit = Replies.number(request, "limit", ROWS_DEFAULT, 1, ROWS_MAX);
        int offset = Replies.number(request, "offset", 0, 0, OFFSET_MAX);
        List<EventView> all = desk.events();
        List<EventView> page = all.stream().skip(offset).limit(limit).toList();
        Replies.json(request, response, 200, new EventPage(all.size(), offset, limit, page));
    }

    private void event(ServerRequest request, ServerResponse response) {
        Replies.json(request, response, 200, known(id(request)));
    }

    private void explanation(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("device"));
        String id = id(request);
        try {
            Explanation told = desk.explanation(id, Replies.query(request, "device"));
            if (told == null) {
                throw noEvent(id);
            }
            Replies.json(request, response, 200, told);
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.NOT_FOUND, String.valueOf(e.getMessage()))
                    .with("field", "device");
        }
    }

    private void statement(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("format"));
        String id = id(request);
        EventView event = known(id);
        Statement statement = desk.statement(id);
        if (statement == null) {
            throw notReady(event, "statement");
        }
        response.header(HeaderNames.VARY, "Accept");
        if (wantsHtml(request)) {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            byte[] page = StatementPage.of(statement).getBytes(StandardCharsets.UTF_8);
            Replies.bytes(request, response, 200, Replies.HTML, page);
        } else {
            Replies.json(request, response, 200, StatementJson.of(statement));
        }
    }

    private void evidence(ServerRequest request, ServerResponse response) {
        String id = id(request);
        EventView event = known(id);
        Path bundle = desk.evidence(id);
        if (bundle == null) {
            throw notReady(event, "evidence");
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/zip");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(
                "Content-Disposition",
                "attachment; filename=\"evidence-" + id.replace(':', '-') + ".zip\"");
        try {
            response.contentLength(Files.size(bundle));
            if (Replies.isHead(request)) {
                response.send();
                return;
            }
            try (OutputStream out = response.outputStream()) {
                Files.copy(bundle, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean wantsHtml(ServerRequest request) {
        String format = Replies.query(request, "format");
        if (format == null) {
            return request.headers()
                    .first(HeaderNames.ACCEPT)
                    .map(accept -> accept.contains("text/html"))
                    .orElse(false);
        }
        return switch (format) {
            case "html" -> true;
            case "json" -> false;
            default ->
                    throw new Problem(Kind.BAD_VALUE, "query \"format\" must be json or html")
                            .with("field", "format");
        };
    }

    private EventView known(String id) {
        EventView event = desk.event(id);
        if (event == null) {
            throw noEvent(id);
        }
        return event;
    }

    static Problem noEvent(String id) {
        return new Problem(
                Kind.NOT_FOUND,
                "no event \"" + Replies.shown(id) + "\"; /api/v1/events lists them");
    }

    private static Problem notReady(EventView event, String what) {
        return new Problem(
                        Kind.NOT_READY,
                        "event "
                                + event.id()
                                + " is "
                                + event.state()
                                + "; its "
                                + what
                                + " comes when it is settled")
                .with("state", event.state());
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    /** Says that the process is up; nothing of the site. */
    static Map<String, String> health() {
        return Map.of("status", "ok");
    }
}
