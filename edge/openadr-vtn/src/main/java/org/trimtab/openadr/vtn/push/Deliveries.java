package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.openadr.vtn.push.Settled.State;
import org.trimtab.openadr.vtn.push.Telling.Notice;

/** The table of deliveries, and the notices they carry. */
final class Deliveries {
    private static final int SAID_MAX = 500;

    private Deliveries() {}

    /** Keeps what is told of a change. */
    static void addNotices(Connection connection, Telling telling) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO notices (change_seq, variant, body) VALUES (?, ?, ?)")) {
            for (Notice notice : telling.notices()) {
                insert.setLong(1, telling.change().seq());
                insert.setInt(2, notice.variant());
                insert.setString(3, new String(notice.body(), StandardCharsets.UTF_8));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Keeps new deliveries; those that are dead from birth say why. */
    static void add(Connection connection, List<Settled> fresh) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO deliveries (subscription_id, entry, change_seq, variant, state,"
                                + " attempts, next_at, created_at, settled_at, said)"
                                + " VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)")) {
            for (Settled row : fresh) {
                Delivery delivery = row.delivery();
                insert.setString(1, delivery.lane().subscriptionId());
                insert.setInt(2, delivery.lane().entry());
                insert.setLong(3, delivery.changeSeq());
                insert.setInt(4, delivery.variant());
                insert.setString(5, row.state().name());
                insert.setLong(6, row.at().toEpochMilli());
                insert.setLong(7, delivery.createdAt().toEpochMilli());
                settledAt(insert, 8, row);
                insert.setString(9, shortened(row.said()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes down how attempts ended. */
    static void settle(Connection connection, List<Settled> ended) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, settled_at = ?,"
                                + " said = ? WHERE subscription_id = ? AND entry = ?"
                                + " AND change_seq = ? AND state = 'WAITING'")) {
            for (Settled row : ended) {
                Delivery delivery = row.delivery();
                update.setString(1, row.state().name());
                update.setInt(2, delivery.attempts());
                update.setLong(3, row.at().toEpochMilli());
                settledAt(update, 4, row);
                update.setString(5, shortened(row.said()));
                update.setString(6, delivery.lane().subscriptionId());
                update.setInt(7, delivery.lane().entry());
                update.setLong(8, delivery.changeSeq());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void settledAt(PreparedStatement statement, int place, Settled row)
            throws SQLException {
        if (row.state() == State.WAITING) {
            statement.setNull(place, Types.BIGINT);
        } else {
            statement.setLong(place, row.at().toEpochMilli());
        }
    }

    private static String shortened(String said) {
        return said.length() <= SAID_MAX ? said : said.substring(0, SAID_MAX);
    }

    /** How many wait in each lane, for one that begins to tell; those wanted again are among them. */
    static Map<LaneKey, Integer> takenUp(Connection connection) throws SQLException {
        Letters.wanted(connection);
        Map<LaneKey, Integer> waiting = new LinkedHashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT subscription_id, entry, COUNT(*) FROM deliveries"
                                        + " WHERE state = 'WAITING' GROUP BY subscription_id, entry"
                                        + " ORDER BY MIN(change_seq)");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                waiting.put(new LaneKey(row.getString(1), row.getInt(2)), row.getInt(3));
            }
        }
        return waiting;
    }

    /** What waits in a lane after a change, the oldest first. */
    static List<Delivery> next(Connection connection, LaneKey lane, long after, int most)
            throws SQLException {
        List<Delivery> next = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT d.change_seq, d.variant, d.attempts, d.created_at, n.body"
                                + " FROM deliveries d JOIN notices n ON n.change_seq = d.change_seq"
                                + " AND n.variant = d.variant WHERE d.subscription_id = ?"
                                + " AND d.entry = ? AND d.change_seq > ? AND d.state = 'WAITING'"
                                + " ORDER BY d.change_seq LIMIT ?")) {
            select.setString(1, lane.subscriptionId());
            select.setInt(2, lane.entry());
            select.setLong(3, after);
            select.setInt(4, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    next.add(
                            new Delivery(
                                    lane,
                                    row.getLong(1),
                                    row.getInt(2),
                                    row.getInt(3),
                                    Instant.ofEpochMilli(row.getLong(4)),
                                    row.getString(5).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return next;
    }

    /** Forgets what waits for a subscription that is gone. */
    static void drop(Connection connection, String subscriptionId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM deliveries WHERE subscription_id = ? AND state = 'WAITING'")) {
            delete.setString(1, subscriptionId);
            delete.executeUpdate();
        }
    }

    /** Gives up everything that waits in a lane. */
    static void kill(Connection connection, LaneKey lane, Instant at, String said)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE deliveries SET state = 'DEAD', settled_at = ?, said = ?"
                                + " WHERE subscription_id = ? AND entry = ? AND state = 'WAITING'")) {
            update.setLong(1, at.toEpochMilli());
            update.setString(2, said);
            update.setString(3, lane.subscriptionId());
            update.setInt(4, lane.entry());
            update.executeUpdate();
        }
    }

    /** How many rows are in a state. */
    static long count(Connection connection, State state) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM deliveries WHERE state = ?")) {
            select.setString(1, state.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Forgets the oldest settled rows of a state beyond a number, and notices nobody needs any more. */
    static void trim(Connection connection, State state, int keep) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM deliveries WHERE state = ? AND settled_at < (SELECT MIN(settled_at)"
                                + " FROM (SELECT settled_at FROM deliveries WHERE state = ?"
                                + " ORDER BY settled_at DESC LIMIT ?) AS kept)")) {
            delete.setString(1, state.name());
            delete.setString(2, state.name());
            delete.setInt(3, keep);
            delete.executeUpdate();
        }
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM notices WHERE NOT EXISTS (SELECT 1 FROM deliveries d"
                                + " WHERE d.change_seq = notices.change_seq)")) {
            delete.executeUpdate();
        }
    }
}
