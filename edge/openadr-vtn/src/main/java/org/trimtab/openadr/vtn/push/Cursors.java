package org.trimtab.openadr.vtn.push;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far each way of telling has come in the outbox. */
final class Cursors {
    /** What the deliveries were made of. */
    static final String WEBHOOK = "webhook";

    /** What the broker has taken. */
    static final String MQTT = "mqtt";

    private Cursors() {}

    /** The last change handled; -1 when this way was never used. */
    static long read(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT seq FROM cursors WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    static void write(Connection connection, String name, long seq) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        "INSERT INTO cursors (name, seq) VALUES (?, ?)"
                                + " ON CONFLICT (name) DO UPDATE SET seq = excluded.seq")) {
            upsert.setString(1, name);
            upsert.setLong(2, seq);
            upsert.executeUpdate();
        }
    }

    static void drop(Connection connection, String name) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM cursors WHERE name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }
}
