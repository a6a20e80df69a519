package org.trimtab.openadr.vtn.push;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;

/** Writes objects as the API does, for the tests of what happens after. */
final class Outbox {
    static final Instant AT = Instant.parse("2026-07-01T12:00:00Z");
    private static final String META =
            "\"id\":\"%s\",\"createdDateTime\":\"2026-07-01T12:00:00Z\","
                    + "\"modificationDateTime\":\"2026-07-01T12:00:00Z\",\"objectType\":\"%s\"";

    private final Database database;

    Outbox(Path folder) {
        this(Database.open(folder.resolve("vtn.db").toString()));
    }

    Outbox(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    Stored program(String id) {
        String body = "{" + META.formatted(id, "PROGRAM") + ",\"programName\":\"" + id + "\"}";
        return create(
                stored(ObjectKind.PROGRAM, id, new Owner(null, false, id, null), List.of(), body));
    }

    Stored event(String id, String programId, List<String> targets) {
        return create(eventOf(id, programId, targets));
    }

    Stored retarget(Stored event, List<String> targets) {
        Stored after = eventOf(event.id(), String.valueOf(event.programId()), targets);
        return database.inTransaction(connection -> {
            Objects.update(connection, event, after, AT);
            return after;
        });
    }

    private static Stored eventOf(String id, String programId, List<String> targets) {
        String body =
                "{"
                        + META.formatted(id, "EVENT")
                        + ",\"programID\":\""
                        + programId
                        + "\",\"targets\":"
                        + list(targets)
                        + ",\"intervals\":[{\"id\":0,\"payloads\":[{\"type\":\"PRICE\",\"values\":[0.10]}]}]}";
        return stored(ObjectKind.EVENT, id, new Owner(null, false, programId, null), targets, body);
    }

    Stored ven(String id, String clientId, List<String> targets) {
        String body =
                "{"
                        + META.formatted(id, "VEN")
                        + ",\"clientID\":\""
                        + clientId
                        + "\",\"venName\":\""
                        + id
                        + "\",\"targets\":"
                        + list(targets)
                        + "}";
        return create(
                stored(ObjectKind.VEN, id, new Owner(clientId, false, null, id), targets, body));
    }

    Stored subscription(
            String id,
            String clientId,
            boolean seesAll,
            List<String> targets,
            String... callbacks) {
        return create(subscriptionOf(id, clientId, seesAll, targets, callbacks));
    }

    /** Many at once, of business logic. */
    void subscriptions(int count, IntFunction<String> callback) {
        database.inTransaction(connection -> {
            for (int i = 0; i < count; i++) {
                Objects.create(
                        connection,
                        subscriptionOf("s" + i, "bl", true, List.of(), callback.apply(i)),
                        AT);
            }
            return true;
        });
    }

    private static Stored subscriptionOf(
            String id,
            String clientId,
            boolean seesAll,
            List<String> targets,
            String... callbacks) {
        StringBuilder entries = new StringBuilder();
        for (String callback : callbacks) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"objects\":[\"EVENT\",\"PROGRAM\"],")
                    .append("\"operations\":[\"CREATE\",\"UPDATE\",\"DELETE\"],\"callbackUrl\":\"")
                    .append(callback)
                    .append("\",\"bearerToken\":\"token-of-")
                    .append(id)
                    .append("\"}");
        }
        String body =
                "{"
                        + META.formatted(id, "SUBSCRIPTION")
                        + ",\"clientID\":\""
                        + clientId
                        + "\",\"clientName\":\"c\",\"objectOperations\":["
                        + entries
                        + "],\"targets\":"
                        + list(targets)
                        + "}";
        return stored(
                ObjectKind.SUBSCRIPTION,
                id,
                new Owner(clientId, seesAll, null, null),
                targets,
                body);
    }

    void delete(Stored object) {
        database.inTransaction(connection -> {
            Objects.delete(connection, object, AT);
            return true;
        });
    }

    private Stored create(Stored object) {
        return database.inTransaction(connection -> {
            Objects.create(connection, object, AT);
            return object;
        });
    }

    /** Whose an object is and what it hangs on. */
    private record Owner(
            @Nullable String clientId,
            boolean seesAll,
            @Nullable String programId,
            @Nullable String venId) {}

    private static Stored stored(
            ObjectKind kind, String id, Owner owner, List<String> targets, String body) {
        List<String> listens =
                kind == ObjectKind.SUBSCRIPTION ? List.of("EVENT", "PROGRAM") : List.of();
        boolean named = kind == ObjectKind.PROGRAM || kind == ObjectKind.VEN;
        return new Stored(
                id,
                kind,
                owner.clientId(),
                owner.seesAll(),
                owner.programId(),
                null,
                owner.venId(),
                named ? id : null,
                null,
                null,
                targets,
                listens,
                body);
    }

    private static String list(List<String> names) {
        return names.stream()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
