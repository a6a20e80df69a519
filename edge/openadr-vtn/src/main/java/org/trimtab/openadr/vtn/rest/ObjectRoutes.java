package org.trimtab.openadr.vtn.rest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;
import org.trimtab.openadr.vtn.access.Entitlements;
import org.trimtab.openadr.vtn.access.Entitlements.Unnamed;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.ReportTargets;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.push.CallbackRefused;
import org.trimtab.openadr.vtn.push.Push;
import org.trimtab.openadr.vtn.push.Signatures;
import org.trimtab.openadr.vtn.rest.Draft.Stamp;
import org.trimtab.openadr.vtn.rest.KnownLists.Known;
import org.trimtab.openadr.vtn.rest.KnownLists.Question;
import org.trimtab.openadr.vtn.store.Asked;
import org.trimtab.openadr.vtn.store.BearerTokens;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Newest;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.ResourceRequest;
import org.trimtab.openadr.wire.VenRequest;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** List, read, create, replace and delete, alike for all six kinds of object. */
final class ObjectRoutes {
    /** How many objects are deleted with the one they belong to, in one go. */
    private static final int WITH_IT_AT_ONCE = 500;

    private final Database database;
    private final InstantSource clock;
    private final Choices choices;
    private final Push push;
    private final Drafts drafts;
    private final Grants grants;
    private final KnownLists known;

    ObjectRoutes(Database database, InstantSource clock, Choices choices, Push push) {
        this.database = database;
        this.clock = clock;
        this.choices = choices;
        this.push = push;
        this.drafts = new Drafts(choices);
        this.grants = new Grants(database);
        this.known = new KnownLists(clock);
    }

    Reply list(ObjectKind kind, Ask ask) {
        if (!isHidden(kind)) {
            return Reply.json(200, database.reading(c -> listed(c, kind, ask, Set.of())).body());
        }
        Newest newest = database.newest();
        if (ask.caller().isBusinessLogic()) {
            return Reply.json(200, known(kind, ask, Set.of(), newest).body());
        }
        Set<String> granted = grants.of(ask.caller().clientId(), newest);
        Set<String> counting = counting(ask, granted);
        Known shared = known(kind, ask, counting, newest);
        Known own =
                shared.turnsOnAllGrants() && !counting.equals(granted)
                        ? known(kind, ask, granted, newest)
                        : shared;
        return Reply.json(200, own.body());
    }

    private Known known(ObjectKind kind, Ask ask, Set<String> counting, Newest newest) {
        Question question =
                new Question(
                        kind, ask.old(), ask.caller().isBusinessLogic(), counting, ask.query());
        long asked = newest.of(kind);
        return known.answer(
                question,
                asked,
                () -> database.reading(c -> listed(c, kind, ask, counting).known(asked)));
    }

    /** Of the targets a caller was granted those that make a difference to what it asks. */
    private Set<String> counting(Ask ask, Set<String> granted) {
        List<String> named = ask.targets();
        if (named != null) {
            Set<String> counting = new LinkedHashSet<>(named);
            counting.retainAll(granted);
            return counting;
        }
        return choices.targetsImplied() || ask.old() ? granted : Set.of();
    }

    /** A list as it was read, the moment it was asked for, when an event on it ends, and what it turns on. */
    private record Listed(
            Body body, Instant at, @Nullable Instant until, boolean turnsOnAllGrants) {
        Known known(long newest) {
            return new Known(body, newest, at, until, turnsOnAllGrants);
        }
    }

    private Listed listed(Connection connection, ObjectKind kind, Ask ask, Set<String> counting)
            throws SQLException {
        Caller caller = ask.caller();
        List<String> named = isTargeted(kind) ? ask.targets() : null;
        venInPath(connection, ask);
        Instant at = clock.instant();
        Asked question = Questions.of(kind, ask, counting, choices, at);
        List<String> asked = named == null ? List.of() : named;
        Unnamed unnamed =
                choices.targetsImplied() || ask.old()
                        ? Unnamed.ASKS_FOR_GRANTED
                        : Unnamed.ASKS_FOR_NONE;
        List<String> bodies = new ArrayList<>();
        boolean turnsOnAllGrants = false;
        Viewer viewer = caller.viewer(counting);
        for (Stored object : Objects.list(connection, question)) {
            List<String> shown = Entitlements.shown(viewer, object.sight(), asked, unnamed);
            if (shown != null) {
                turnsOnAllGrants |= mayHideReports(object, viewer) && namesReportTargets(object);
                bodies.add(body(object, shown, viewer, ask));
            }
        }
        String text = "[" + String.join(",", bodies) + "]";
        return new Listed(
                new Body(text.getBytes(StandardCharsets.UTF_8)),
                at,
                question.activeAt() == null ? null : Objects.firstEnd(connection, question),
                turnsOnAllGrants);
    }

    Reply read(ObjectKind kind, Ask ask) {
        return database.reading(connection -> {
            Stored object = visible(connection, kind, ask);
            return Reply.json(200, shownBody(connection, object, ask));
        });
    }

    Reply create(ObjectKind kind, Ask ask) {
        byte[] bytes = ask.json();
        Draft draft = drafts.read(kind, ask.caller(), body(kind, bytes, ask));
        String key = Answered.key(ask);
        String clientId = ask.caller().clientId();
        String hash = key == null ? "" : Answered.hash(kind.collection(), bytes);
        if (key != null) {
            String before =
                    database.reading(
                            connection -> Answered.before(connection, clientId, key, hash));
            if (before != null) {
                return created(kind, before, ask).header("Idempotency-Replayed", "true");
            }
        }
        requireReachable(draft);
        return database.inTransaction(connection -> {
            if (key != null) {
                String before = Answered.before(connection, clientId, key, hash);
                if (before != null) {
                    return created(kind, before, ask).header("Idempotency-Replayed", "true");
                }
            }
            Instant now = now();
            Stamp stamp = new Stamp(UUID.randomUUID().toString(), kind, now, now);
            Stored object = sealed(draft.stored(connection, stamp, null));
            requireUnique(connection, object);
            Objects.create(connection, object, now);
            if (key != null) {
                Answered.remember(connection, clientId, key, hash, object.body(), now);
            }
            return created(kind, object.body(), ask);
        });
    }

    private Reply created(ObjectKind kind, String kept, Ask ask) {
        JsonNode id = Wire.parse(kept.getBytes(StandardCharsets.UTF_8)).path("id");
        String body =
                kind == ObjectKind.SUBSCRIPTION
                        ? BearerTokens.opened(database.seal(), id.asString(), kept)
                        : kept;
        Reply reply =
                Reply.json(201, ask.old() ? Old.answer(kind, body) : body)
                        .header("Location", ask.incoming().path() + "/" + id.asString());
        if (kind == ObjectKind.SUBSCRIPTION) {
            reply.header(Signatures.SECRET_HEADER, push.secret(id.asString()));
        }
        return reply;
    }

    Reply replace(ObjectKind kind, Ask ask) {
        byte[] bytes = ask.json();
        JsonNode body = body(kind, bytes, ask);
        // Whether it is there at all comes before what is wrong with the body.
        database.reading(connection -> visible(connection, kind, ask));
        Draft draft = drafts.read(kind, ask.caller(), body);
        requireReachable(draft);
        return database.inTransaction(connection -> {
            Stored before = visible(connection, kind, ask);
            requireMatch(connection, before, ask);
            JsonNode old = Wire.parse(before.body().getBytes(StandardCharsets.UTF_8));
            Instant created = Instant.parse(old.path("createdDateTime").asString());
            Instant modified = Instant.parse(old.path("modificationDateTime").asString());
            Stored same =
                    sealed(
                            draft.stored(
                                    connection,
                                    new Stamp(before.id(), kind, created, modified),
                                    before));
            if (same.body().equals(before.body())) {
                return Reply.json(200, shownBody(connection, before, ask));
            }
            Instant now = now();
            Instant later = now.isAfter(modified) ? now : modified.plusMillis(1);
            Stored after =
                    sealed(
                            draft.stored(
                                    connection,
                                    new Stamp(before.id(), kind, created, later),
                                    before));
            requireUnique(connection, after);
            Objects.update(connection, before, after, later);
            return Reply.json(200, shownBody(connection, after, ask));
        });
    }

    Reply delete(ObjectKind kind, Ask ask) {
        return database.inTransaction(connection -> {
            Stored object = visible(connection, kind, ask);
            requireMatch(connection, object, ask);
            String body = shownBody(connection, object, ask);
            Instant now = now();
            switch (kind) {
                case PROGRAM -> {
                    deleteWith(connection, ObjectKind.EVENT, object.id(), now);
                    deleteWith(connection, ObjectKind.SUBSCRIPTION, object.id(), now);
                }
                case VEN -> deleteWith(connection, ObjectKind.RESOURCE, object.id(), now);
                case EVENT, REPORT, SUBSCRIPTION, RESOURCE -> {}
            }
            Objects.delete(connection, object, now);
            return Reply.json(200, body);
        });
    }

    /** What belongs to a program or a ven goes with it, and each is told of. */
    private static void deleteWith(Connection connection, ObjectKind kind, String ofId, Instant now)
            throws SQLException {
        Asked asked =
                new Asked(
                        kind,
                        null,
                        kind == ObjectKind.RESOURCE ? null : ofId,
                        null,
                        kind == ObjectKind.RESOURCE ? ofId : null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        0,
                        WITH_IT_AT_ONCE);
        List<Stored> belonging = Objects.list(connection, asked);
        while (!belonging.isEmpty()) {
            for (Stored object : belonging) {
                Objects.delete(connection, object, now);
            }
            belonging = Objects.list(connection, asked);
        }
    }

    /** The object named in the path, when it is there for the caller. */
    private static Stored visible(Connection connection, ObjectKind kind, Ask ask)
            throws SQLException {
        String id = ask.part("id");
        Stored object = Objects.find(connection, kind, id);
        String venId = ask.path().get(Old.VEN);
        if (object == null
                || (venId != null && !venId.equals(object.venId()))
                || shown(connection, object, ask) == null) {
            throw Refusal.missing(kind.word(), id);
        }
        return object;
    }

    private static @Nullable List<String> shown(Connection connection, Stored object, Ask ask)
            throws SQLException {
        return shown(viewer(connection, object, ask), object);
    }

    private static @Nullable List<String> shown(Viewer viewer, Stored object) {
        return Entitlements.shown(viewer, object.sight(), List.of(), Unnamed.ASKS_FOR_GRANTED);
    }

    private static Viewer viewer(Connection connection, Stored object, Ask ask)
            throws SQLException {
        return ask.caller().viewer(granted(connection, ask.caller(), object.kind()));
    }

    private String shownBody(Connection connection, Stored object, Ask ask) throws SQLException {
        Viewer viewer = viewer(connection, object, ask);
        List<String> shown = shown(viewer, object);
        return body(object, shown == null ? List.of() : shown, viewer, ask);
    }

    private void requireMatch(Connection connection, Stored object, Ask ask) throws SQLException {
        String wanted = ask.header("If-Match");
        if (wanted != null) {
            String tag =
                    Etag.of(shownBody(connection, object, ask).getBytes(StandardCharsets.UTF_8));
            if (!Etag.isIn(wanted, tag)) {
                throw new Refusal(
                        412,
                        "the " + object.kind().word() + " was changed meanwhile; read it again");
            }
        }
    }

    private static void requireUnique(Connection connection, Stored object) throws SQLException {
        if (object.name() == null) {
            return;
        }
        Stored other = Objects.named(connection, object.kind(), object.venId(), object.name());
        if (other != null && !other.id().equals(object.id())) {
            throw Refusal.conflict(
                    object.kind().word()
                            + "Name \""
                            + object.name()
                            + "\" is taken"
                            + (object.kind() == ObjectKind.RESOURCE ? " in this ven" : "")
                            + "; choose another");
        }
    }

    /** A subscription's callbacks are tried before it is kept. */
    private void requireReachable(Draft draft) {
        try {
            push.admit(draft.callbacks());
        } catch (CallbackRefused e) {
            throw Refusal.bad(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode body(ObjectKind kind, byte[] bytes, Ask ask) {
        JsonNode body = Wire.parse(bytes);
        if (!ask.old()) {
            return own(kind, body, ask.caller());
        }
        Stored ven = database.reading(connection -> venInPath(connection, ask));
        return Old.request(kind, body, ask, ven);
    }

    /**
     * A ven or resource that a client writes back as it read it says VEN or RESOURCE. What the VTN wrote is passed over
     * (Definitions, POST and PUT); who writes tells which of the two requests it is.
     */
    private static JsonNode own(ObjectKind kind, JsonNode body, Caller caller) {
        boolean written = kind.name().equals(body.path("objectType").asString(""));
        if (!written || !(body instanceof ObjectNode node)) {
            return body;
        }
        boolean businessLogic = caller.isBusinessLogic();
        switch (kind) {
            case VEN -> node.put("objectType", businessLogic ? VenRequest.BL : VenRequest.VEN);
            case RESOURCE ->
                    node.put(
                            "objectType", businessLogic ? ResourceRequest.BL : ResourceRequest.VEN);
            case PROGRAM, EVENT, REPORT, SUBSCRIPTION -> {}
        }
        return node;
    }

    /** The ven a path of 3.0.1 goes through; null when it goes through none. */
    private static @Nullable Stored venInPath(Connection connection, Ask ask) throws SQLException {
        String id = ask.path().get(Old.VEN);
        if (id == null) {
            return null;
        }
        Stored ven = Objects.find(connection, ObjectKind.VEN, id);
        if (ven == null || shown(connection, ven, ask) == null) {
            throw Refusal.missing("ven", id);
        }
        return ven;
    }

    /** An object as it is kept. */
    private Stored sealed(Stored object) {
        return object.kind() == ObjectKind.SUBSCRIPTION
                ? object.with(BearerTokens.sealed(database.seal(), object.id(), object.body()))
                : object;
    }

    /** A subscription's bearer tokens are for its owner alone. */
    private String readable(Stored object, Ask ask) {
        if (object.kind() != ObjectKind.SUBSCRIPTION) {
            return object.body();
        }
        return ask.caller().clientId().equals(object.clientId())
                ? BearerTokens.opened(database.seal(), object.id(), object.body())
                : BearerTokens.leftOut(object.body());
    }

    /** Whether what a viewer is shown of an object may turn on every target the viewer was granted. */
    private static boolean mayHideReports(Stored object, Viewer viewer) {
        return object.kind() == ObjectKind.EVENT
                && !viewer.seesAll()
                && ReportTargets.mayBeIn(object.body());
    }

    private static boolean namesReportTargets(Stored object) {
        byte[] body = object.body().getBytes(StandardCharsets.UTF_8);
        return ReportTargets.hides(Wire.parse(body), List.of());
    }

    /** An object as one viewer is shown it. */
    private String body(Stored object, List<String> shown, Viewer viewer, Ask ask) {
        String body = readable(object, ask);
        boolean hides = !shown.equals(object.targets());
        boolean asksReports = mayHideReports(object, viewer);
        if (hides || asksReports) {
            ObjectNode tree = (ObjectNode) Wire.parse(body.getBytes(StandardCharsets.UTF_8));
            List<String> known = asksReports ? ReportTargets.known(tree, viewer) : List.of();
            if (asksReports && ReportTargets.hides(tree, known)) {
                ReportTargets.hide(tree, known);
                hides = true;
            }
            if (!shown.equals(object.targets())) {
                ArrayNode targets = JsonNodeFactory.instance.arrayNode();
                shown.forEach(targets::add);
                tree.set("targets", targets);
            }
            body = hides ? new String(Wire.write(tree), StandardCharsets.UTF_8) : body;
        }
        return ask.old() ? Old.answer(object.kind(), body) : body;
    }

    private static Set<String> granted(Connection connection, Caller caller, ObjectKind kind)
            throws SQLException {
        return caller.isBusinessLogic() || !isHidden(kind)
                ? Set.of()
                : Objects.granted(connection, caller.clientId());
    }

    private static boolean isHidden(ObjectKind kind) {
        return kind == ObjectKind.PROGRAM || kind == ObjectKind.EVENT;
    }

    static boolean isTargeted(ObjectKind kind) {
        return kind != ObjectKind.REPORT && kind != ObjectKind.SUBSCRIPTION;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
