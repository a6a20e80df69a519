package org.trimtab.openadr.ven;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.NotifierTopics;
import org.trimtab.openadr.wire.Notifiers;
import org.trimtab.openadr.wire.OperationTopics;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.Report;
import org.trimtab.openadr.wire.ReportRequest;
import org.trimtab.openadr.wire.Resource;
import org.trimtab.openadr.wire.Subscription;
import org.trimtab.openadr.wire.SubscriptionRequest;
import org.trimtab.openadr.wire.V301;
import org.trimtab.openadr.wire.Ven;
import org.trimtab.openadr.wire.VenRequest;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;
import org.trimtab.openadr.wire.WireObject;
import tools.jackson.databind.JsonNode;

/**
 * What a VEN asks of a VTN. Every method throws {@link VtnFault} when there is no answer that can
 * be used. Safe for several threads.
 */
public final class VenClient implements AutoCloseable {
    /** Objects of one page, the most 3.1.0 allows. */
    static final int PAGE = 50;

    /** Objects of one list; what lies beyond is not read, and said. */
    static final int LIST_MAX = 10_000;

    private static final String SECRET_HEADER = "X-OpenADR-Webhook-Secret";

    private final VtnAddress vtn;
    private final VtnHttp http;

    /** A client of one VTN. */
    public VenClient(VtnAddress vtn, InstantSource clock) {
        this.vtn = vtn;
        http = new VtnHttp(vtn, clock);
    }

    /** The VTN it speaks to. */
    public VtnAddress vtn() {
        return vtn;
    }

    /**
     * A list as the VTN gave it.
     *
     * @param objects those that could be read, by id
     * @param unread ids of those that could not; empty text where even the id is missing
     * @param faults why, in words
     */
    public record Listed<T extends WireObject>(
            Map<String, T> objects, List<String> unread, List<String> faults) {}

    /**
     * The events this VEN may see: those for everyone and those for its targets, which a VTN gives
     * only to those who ask for them by name (Definitions, object privacy).
     */
    public Listed<Event> events(Collection<String> targets) {
        return both("/events", Event.class, targets);
    }

    /** The programs this VEN may see. */
    public Listed<Program> programs(Collection<String> targets) {
        return both("/programs", Program.class, targets);
    }

    /** The targets this VEN was granted, on its ven and its resources; none where it may not ask. */
    public Set<String> granted() {
        Set<String> granted = new TreeSet<>();
        try {
            Listed<Ven> vens = list("/vens", Ven.class, "");
            for (Ven ven : vens.objects().values()) {
                boolean ours = vens.objects().size() == 1 || ven.venName().equals(vtn.venName());
                if (ours && ven.targets() != null) {
                    granted.addAll(ven.targets());
                }
                if (ours && !vtn.old()) {
                    Listed<Resource> resources =
                            list("/resources", Resource.class, "&venID=" + ven.meta().id());
                    for (Resource resource : resources.objects().values()) {
                        if (resource.targets() != null) {
                            granted.addAll(resource.targets());
                        }
                    }
                }
            }
        } catch (VtnFault e) {
            if (e.kind() != VtnFault.Kind.REFUSED && e.kind() != VtnFault.Kind.DENIED) {
                throw e;
            }
        }
        return granted;
    }

    /** An event by its id; empty when the VTN says it has none (404) or hides it (403). */
    public Optional<Event> event(String id) {
        try {
            return Optional.of(object("/events/" + id, Event.class));
        } catch (VtnFault e) {
            if (e.status() == 404 || e.status() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Hands a report in. */
    public Report report(ReportRequest report) {
        return post("/reports", "REPORT", Wire.tree(report), Report.class);
    }

    /**
     * A subscription that was made.
     *
     * @param subscription as the VTN keeps it
     * @param secret what it signs notifications with; empty when it says none
     */
    public record Subscribed(Subscription subscription, Optional<String> secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Subscribed[" + subscription.meta().id() + "]";
        }
    }

    /** Subscribes. */
    public Subscribed subscribe(SubscriptionRequest request) {
        JsonNode sent = Wire.tree(request);
        VtnHttp.Answer answer =
                http.answered(
                        VtnHttp.Call.json(
                                "POST",
                                vtn.at("/subscriptions"),
                                Wire.write(vtn.old() ? V301.down("SUBSCRIPTION", sent) : sent)));
        JsonNode body = vtn.old() ? V301.up("SUBSCRIPTION", answer.body()) : answer.body();
        return new Subscribed(
                read(body, Subscription.class), answer.headers().firstValue(SECRET_HEADER));
    }

    /** Subscriptions of this VEN. */
    public Listed<Subscription> subscriptions() {
        return list("/subscriptions", Subscription.class, "&clientName=" + encoded(vtn.venName()));
    }

    /** Ends a subscription; one that is gone already is fine. */
    public void unsubscribe(String id) {
        try {
            http.json(new VtnHttp.Call("DELETE", vtn.at("/subscriptions/" + id), null, ""));
        } catch (VtnFault e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    /** The ven object of this VEN's name, made when there is none. */
    public Ven enrol() {
        Listed<Ven> vens = list("/vens", Ven.class, "&venName=" + encoded(vtn.venName()));
        for (Ven ven : vens.objects().values()) {
            if (ven.venName().equals(vtn.venName())) {
                return ven;
            }
        }
        VenRequest request = VenRequest.ofVen(vtn.venName());
        return post("/vens", "VEN", Wire.tree(request), Ven.class);
    }

    /** The ways of notification the VTN has. */
    public Notifiers notifiers() {
        return read(http.json(VtnHttp.Call.get(vtn.at("/notifiers"))), Notifiers.class);
    }

    /**
     * Topics of a look-up.
     *
     * @param path such as {@code vens/ID/events}
     */
    public OperationTopics topics(String path) {
        JsonNode answer = http.json(VtnHttp.Call.get(vtn.at("/notifiers/mqtt/topics/" + path)));
        return read(answer, NotifierTopics.class).topics();
    }

    /** The access token in use, for a broker that asks for it. */
    public Optional<String> token() {
        return http.token();
    }

    /** How far the VTN's clock is ahead of ours; empty until it has said. */
    public Optional<Duration> skew() {
        return http.skew();
    }

    @Override
    public void close() {
        http.close();
    }

    private <T extends WireObject> Listed<T> both(
            String path, Class<T> type, Collection<String> targets) {
        Listed<T> all = list(path, type, "");
        if (!targets.isEmpty()) {
            Listed<T> targeted = list(path, type, query(targets));
            all.objects().putAll(targeted.objects());
            targeted.unread().stream()
                    .filter(id -> !all.unread().contains(id))
                    .forEach(all.unread()::add);
            targeted.faults().stream()
                    .filter(fault -> !all.faults().contains(fault))
                    .forEach(all.faults()::add);
        }
        return all;
    }

    private String query(Collection<String> targets) {
        StringBuilder query = new StringBuilder(vtn.old() ? "&targetType=GROUP" : "");
        String name = vtn.old() ? "&targetValues=" : "&targets=";
        targets.forEach(target -> query.append(name).append(encoded(target)));
        return query.toString();
    }

    private <T extends WireObject> Listed<T> list(String path, Class<T> type, String query) {
        Map<String, T> objects = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        String kind = kind(type);
        for (int skip = 0; skip < LIST_MAX; skip += PAGE) {
            JsonNode page =
                    http.json(
                            VtnHttp.Call.get(
                                    vtn.at(path + "?skip=" + skip + "&limit=" + PAGE + query)));
            if (!page.isArray()) {
                throw new VtnFault(
                        VtnFault.Kind.NOT_OPENADR,
                        200,
                        "VTN " + vtn.name() + " answers " + path + " with no list",
                        null);
            }
            int before = objects.size() + unread.size();
            for (JsonNode entry : page) {
                take(entry, kind, type, new Listed<>(objects, unread, faults));
            }
            // a short page is the last; a server that does not page gives the same again
            if (page.size() < PAGE || objects.size() + unread.size() == before) {
                return new Listed<>(objects, unread, faults);
            }
        }
        faults.add(path + " lists more than " + LIST_MAX + " objects; the rest is not read");
        unread.add("");
        return new Listed<>(objects, unread, faults);
    }

    private <T extends WireObject> void take(
            JsonNode entry, String kind, Class<T> type, Listed<T> into) {
        try {
            T object = Wire.readAnswer(vtn.old() ? V301.up(kind, entry) : entry, type);
            into.objects.put(object.meta().id(), object);
        } catch (WireFault e) {
            JsonNode id = entry.get("id");
            String named = id != null && id.isString() ? id.stringValue() : "";
            if (!into.unread.contains(named)) {
                into.unread.add(named);
                into.faults.add(
                        kind.toLowerCase(java.util.Locale.ROOT)
                                + " "
                                + named
                                + " cannot be read: "
                                + e.getMessage());
            }
        }
    }

    private <T extends WireObject> T object(String path, Class<T> type) {
        JsonNode answer = http.json(VtnHttp.Call.get(vtn.at(path)));
        return read(vtn.old() ? V301.up(kind(type), answer) : answer, type);
    }

    private <T extends WireObject> T post(String path, String kind, JsonNode body, Class<T> type) {
        JsonNode sent = vtn.old() ? V301.down(kind, body) : body;
        JsonNode answer = http.json(VtnHttp.Call.json("POST", vtn.at(path), Wire.write(sent)));
        return read(vtn.old() ? V301.up(kind, answer) : answer, type);
    }

    private <T> T read(JsonNode answer, Class<T> type) {
        try {
            return Wire.readAnswer(answer, type);
        } catch (WireFault e) {
            throw new VtnFault(
                    VtnFault.Kind.NOT_OPENADR,
                    200,
                    "VTN "
                            + vtn.name()
                            + " answers with what is no "
                            + type.getSimpleName()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static String kind(@Nullable Class<?> type) {
        return type == null ? "" : type.getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
