package org.trimtab.openadr.vtn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;

/** Reads and writes objects on an open connection; each write also tells the outbox. Lists are oldest first. */
public final class Objects {
    private static final String COLUMNS =
            "o.id, o.object_type, o.client_id, o.owner_sees_all, o.program_id, o.event_id,"
                    + " o.ven_id, o.name, o.client_name, o.ends_at, o.body";
    private static final String TARGET = "TARGET";
    private static final String LISTEN = "LISTEN";

    private Objects() {}

    /** The object with an id, whatever its kind; null when there is none. */
    public static @Nullable Stored find(Connection connection, ObjectKind kind, String id)
            throws SQLException {
        List<Stored> found =
                select(
                        connection,
                        "SELECT "
                                + COLUMNS
                                + " FROM objects o WHERE o.object_type = ? AND o.id = ?",
                        List.of(kind.name(), id));
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The object of a kind with a unique name; null when there is none. */
    public static @Nullable Stored named(
            Connection connection, ObjectKind kind, @Nullable String venId, String name)
            throws SQLException {
        String key =
                kind == ObjectKind.RESOURCE ? kind + "/" + venId + "/" + name : kind + "/" + name;
        List<Stored> found =
                select(
                        connection,
                        "SELECT " + COLUMNS + " FROM objects o WHERE o.name_key = ?",
                        List.of(key));
        return found.isEmpty() ? null : found.getFirst();
    }

    /** What is asked for, oldest first. */
    public static List<Stored> list(Connection connection, Asked asked) throws SQLException {
        Condition where = Condition.of(asked);
        List<Object> values = new ArrayList<>(where.values());
        values.add(asked.limit());
        values.add(asked.skip());
        return select(
                connection,
                "SELECT "
                        + COLUMNS
                        + " FROM objects o WHERE "
                        + where.sql()
                        + " ORDER BY o.seq LIMIT ? OFFSET ?",
                values);
    }

    /** When the first of the events asked for ends, however many there are; null when none does. */
    public static @Nullable Instant firstEnd(Connection connection, Asked asked)
            throws SQLException {
        Condition where = Condition.of(asked);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT MIN(o.ends_at) FROM objects o WHERE " + where.sql())) {
            for (int i = 0; i < where.values().size(); i++) {
                select.setObject(i + 1, where.values().get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                long endsAt = row.next() ? row.getLong(1) : 0;
                return row.wasNull() ? null : Instant.ofEpochMilli(endsAt);
            }
        }
    }

    /** The subscriptions that listen to a kind of object, oldest first. */
    public static List<Stored> listeners(Connection connection, ObjectKind kind)
            throws SQLException {
        return select(
                connection,
                "SELECT "
                        + COLUMNS
                        + " FROM objects o JOIN labels l ON l.object_id = o.id AND l.label_kind = '"
                        + LISTEN
                        + "' WHERE l.label = ? ORDER BY o.seq",
                List.of(kind.name()));
    }

    /** The targets a client was granted: those on its ven and on that ven's resources. */
    public static Set<String> granted(Connection connection, String clientId) throws SQLException {
        Set<String> granted = new LinkedHashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        // CROSS JOIN keeps SQLite from beginning with the targets of everyone.
                        "SELECT DISTINCT l.label FROM objects v CROSS JOIN objects o"
                                + " CROSS JOIN labels l WHERE o.ven_id = v.id"
                                + " AND l.object_id = o.id AND l.label_kind = '"
                                + TARGET
                                + "' AND v.client_id = ? AND v.object_type = 'VEN'")) {
            select.setString(1, clientId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    granted.add(row.getString(1));
                }
            }
        }
        return granted;
    }

    /** Keeps a new object and tells of it. */
    public static void create(Connection connection, Stored object, Instant at)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO objects (client_id, owner_sees_all, program_id, event_id,"
                                + " ven_id, name, name_key, client_name, ends_at, targeted, body, id,"
                                + " object_type) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, object);
            insert.setString(13, object.kind().name());
            insert.executeUpdate();
        }
        label(connection, object);
        Changes.append(connection, change(Operation.CREATE, object, object.body(), null, at));
    }

    /** Replaces an object and tells of it. */
    public static void update(Connection connection, Stored before, Stored after, Instant at)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE objects SET client_id = ?, owner_sees_all = ?, program_id = ?,"
                                + " event_id = ?, ven_id = ?, name = ?, name_key = ?, client_name = ?,"
                                + " ends_at = ?, targeted = ?, body = ? WHERE id = ?")) {
            bind(update, after);
            update.executeUpdate();
        }
        unlabel(connection, after.id());
        label(connection, after);
        Changes.append(
                connection, change(Operation.UPDATE, after, after.body(), before.body(), at));
    }

    /** Removes an object and tells of it. */
    public static void delete(Connection connection, Stored object, Instant at)
            throws SQLException {
        unlabel(connection, object.id());
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM objects WHERE id = ?")) {
            delete.setString(1, object.id());
            delete.executeUpdate();
        }
        Changes.append(connection, change(Operation.DELETE, object, null, object.body(), at));
    }

    private static Change change(
            Operation operation,
            Stored object,
            @Nullable String body,
            @Nullable String previous,
            Instant at) {
        return new Change(
                0,
                object.kind(),
                operation,
                object.id(),
                object.clientId(),
                object.programId(),
                body,
                previous,
                at);
    }

    private static void bind(PreparedStatement statement, Stored object) throws SQLException {
        statement.setString(1, object.clientId());
        statement.setInt(2, object.ownerSeesAll() ? 1 : 0);
        statement.setString(3, object.programId());
        statement.setString(4, object.eventId());
        statement.setString(5, object.venId());
        statement.setString(6, object.name());
        statement.setString(7, object.nameKey());
        statement.setString(8, object.clientName());
        Instant endsAt = object.endsAt();
        if (endsAt == null) {
            statement.setNull(9, Types.BIGINT);
        } else {
            statement.setLong(9, endsAt.toEpochMilli());
        }
        statement.setInt(10, object.targets().isEmpty() ? 0 : 1);
        statement.setString(11, object.body());
        statement.setString(12, object.id());
    }

    private static void label(Connection connection, Stored object) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO labels (object_id, label_kind, label, place) VALUES (?, ?, ?,"
                                + " ?)")) {
            addLabels(insert, object.id(), TARGET, object.targets());
            addLabels(insert, object.id(), LISTEN, object.listensTo());
            if (!object.targets().isEmpty() || !object.listensTo().isEmpty()) {
                insert.executeBatch();
            }
        }
    }

    private static void addLabels(
            PreparedStatement insert, String id, String kind, List<String> labels)
            throws SQLException {
        int place = 0;
        for (String label : new LinkedHashSet<>(labels)) {
            insert.setString(1, id);
            insert.setString(2, kind);
            insert.setString(3, label);
            insert.setInt(4, place++);
            insert.addBatch();
        }
    }

    private static void unlabel(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM labels WHERE object_id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    private static List<Stored> select(Connection connection, String sql, List<?> values)
            throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), Row.read(row));
                }
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        readLabels(connection, rows);
        return rows.values().stream().map(Row::stored).toList();
    }

    private static void readLabels(Connection connection, Map<String, Row> rows)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT object_id, label_kind, label FROM labels WHERE object_id IN ("
                                + marks(rows.size())
                                + ") ORDER BY object_id, place")) {
            int place = 1;
            for (String id : rows.keySet()) {
                select.setString(place++, id);
            }
            try (ResultSet label = select.executeQuery()) {
                while (label.next()) {
                    Row row = rows.get(label.getString(1));
                    if (row != null) {
                        (label.getString(2).equals(TARGET) ? row.targets : row.listensTo)
                                .add(label.getString(3));
                    }
                }
            }
        }
    }

    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A row whose labels are still being read. */
    private record Row(Stored bare, List<String> targets, List<String> listensTo) {
        static Row read(ResultSet row) throws SQLException {
            long endsAt = row.getLong(10);
            boolean ends = !row.wasNull();
            Stored bare =
                    new Stored(
                            row.getString(1),
                            ObjectKind.valueOf(row.getString(2)),
                            row.getString(3),
                            row.getInt(4) == 1,
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            ends ? Instant.ofEpochMilli(endsAt) : null,
                            List.of(),
                            List.of(),
                            row.getString(11));
            return new Row(bare, new ArrayList<>(), new ArrayList<>());
        }

        Stored stored() {
            return new Stored(
                    bare.id(),
                    bare.kind(),
                    bare.clientId(),
                    bare.ownerSeesAll(),
                    bare.programId(),
                    bare.eventId(),
                    bare.venId(),
                    bare.name(),
                    bare.clientName(),
                    bare.endsAt(),
                    targets,
                    listensTo,
                    bare.body());
        }
    }
}
