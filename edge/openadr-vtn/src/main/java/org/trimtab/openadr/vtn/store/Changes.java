package org.trimtab.openadr.vtn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * The outbox. A row is written in the transaction of what it tells of, and a reader that remembers the last number it
 * handled misses none: numbers appear in their order.
 */
public final class Changes {
    private static final String COLUMNS =
            "seq, object_type, operation, object_id, client_id, program_id, body, previous_body,"
                    + " at";

    private Changes() {}

    /** Tells of a change; {@code seq} of the argument is not used. */
    static void append(Connection connection, Change change) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO changes (object_type, operation, object_id, client_id,"
                                + " program_id, body, previous_body, at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, change.kind().name());
            insert.setString(2, change.operation().name());
            insert.setString(3, change.objectId());
            insert.setString(4, change.clientId());
            insert.setString(5, change.programId());
            insert.setString(6, change.body());
            insert.setString(7, change.previousBody());
            insert.setLong(8, change.at().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /**
     * The changes after a number, oldest first.
     *
     * @param after the last number already handled; 0 for all
     * @param most how many at most
     */
    public static List<Change> after(Connection connection, long after, int most)
            throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT " + COLUMNS + " FROM changes WHERE seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, after);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(
                            new Change(
                                    row.getLong(1),
                                    ObjectKind.valueOf(row.getString(2)),
                                    Operation.valueOf(row.getString(3)),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getString(6),
                                    row.getString(7),
                                    row.getString(8),
                                    Instant.ofEpochMilli(row.getLong(9))));
                }
            }
        }
        return changes;
    }

    /** The newest number there is; 0 when nothing ever changed. */
    public static long newest(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT MAX(seq) FROM changes");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Forgets the changes that everyone has handled.
     *
     * @param upTo the last number to forget
     * @return how many were forgotten
     */
    public static int forget(Connection connection, long upTo) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM changes WHERE seq <= ?")) {
            delete.setLong(1, upTo);
            return delete.executeUpdate();
        }
    }
}
