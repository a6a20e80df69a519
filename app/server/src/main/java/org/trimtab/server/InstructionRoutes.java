package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.trimtab.live.EventView;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.live.Words;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.program.Signal;
import org.trimtab.server.Problem.Kind;

/** Takes instructions and takes them back. */
final class InstructionRoutes implements HttpService {
    /** The largest body read; a larger one is refused unread. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    /** Chosen devices named in a preview: every one of the largest site. */
    static final int CHOSEN_MAX = 200_000;

    private static final int CHOSEN_DEFAULT = 1_000;

    private final SiteDesk desk;

    InstructionRoutes(SiteDesk desk) {
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.on(rules, "/api/v1/instructions", Routes.post(this::instruct));
        Routes.on(rules, "/api/v1/plans", Routes.post(this::preview));
        Routes.on(rules, "/api/v1/instructions/{id}", Routes.delete(this::cancel));
        Routes.on(rules, "/api/v1/instructions/{id}/signals", Routes.post(this::signal));
    }

    private void instruct(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        byte[] body = Bodies.json(request, BODY_BYTES_MAX);
        Ask ask = AskReader.read(body, desk.now());
        Obligation obligation;
        try {
            obligation = desk.instruct(ask);
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.BAD_VALUE, String.valueOf(e.getMessage()));
        }
        String id = obligation.id().value();
        Refusal refusal = obligation.refusal();
        if (refusal == Refusal.ID_REUSED) {
            throw new Problem(Kind.ID_REUSED, Words.of(refusal))
                    .with("id", id)
                    .with("refusal", refusal.name());
        }
        EventView event = desk.event(id);
        if (obligation.state() == ObligationState.REFUSED || event == null) {
            throw new Problem(Kind.REFUSED, refusal == null ? "refused" : Words.of(refusal))
                    .with("id", id)
                    .with("refusal", refusal == null ? null : refusal.name())
                    .with("event", event);
        }
        response.header(HeaderNames.LOCATION, "/api/v1/events/" + id);
        Replies.json(request, response, isRepeat(ask, obligation) ? 200 : 201, event);
    }

    /** The desk answers a repeated ask with the obligation it already had, which came earlier. */
    private static boolean isRepeat(Ask ask, Obligation obligation) {
        return obligation
                .instruction()
                .notice()
                .receivedAt()
                .truncatedTo(ChronoUnit.MILLIS)
                .isBefore(ask.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private void preview(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of("chosen"));
        int most = Replies.number(request, "chosen", CHOSEN_DEFAULT, 0, CHOSEN_MAX);
        Ask ask = AskReader.read(Bodies.json(request, BODY_BYTES_MAX), desk.now());
        try {
            Replies.json(request, response, 200, desk.preview(ask).withFirst(most));
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.BAD_VALUE, String.valueOf(e.getMessage()));
        }
    }

    private void signal(ServerRequest request, ServerResponse response) {
        Replies.knownQueries(request, List.of());
        String id = request.path().pathParameters().get("id");
        byte[] body = Bodies.json(request, SignalReader.BYTES_MAX);
        List<Signal> signals = SignalReader.read(body, id, desk.now());
        String shown = Replies.shown(id);
        switch (desk.signal(id, signals)) {
            case TAKEN -> Replies.json(request, response, 202, new Taken(signals.size()));
            case UNKNOWN_TRACK -> throw ReadRoutes.noEvent(id);
            case NOT_A_TRACK ->
                    throw new Problem(
                            Kind.DOES_NOT_FIT,
                            "instruction \""
                                    + shown
                                    + "\" is none that is followed; only one with a base_point takes"
                                    + " signals");
            case OVER ->
                    throw new Problem(
                            Kind.DOES_NOT_FIT,
                            "instruction \""
                                    + shown
                                    + "\" is over or was refused; send a new one with a base_point");
        }
    }

    /** How many signals were taken. */
    private record Taken(int taken) {}

    private void cancel(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        EventView event = desk.cancel(id) == null ? null : desk.event(id);
        if (event == null) {
            throw ReadRoutes.noEvent(id);
        }
        Replies.json(request, response, 200, event);
    }
}
