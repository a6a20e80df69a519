package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * Notifications that were given up: rows that are DEAD. One that is wanted again is WAITING though it has a time it was
 * settled at, until whoever tells takes it up.
 */
final class Letters {
    private static final Pattern ID =
            Pattern.compile("([a-zA-Z0-9_-]{1,128})\\.([0-9]{1,9})\\.([0-9]{1,18})");
    private static final String THIS_ONE =
            " AND subscription_id = ? AND entry = ? AND change_seq = ?";

    private Letters() {}

    /** Those given up last, the newest first. */
    static List<DeadLetter> dead(Connection connection, int most) throws SQLException {
        List<DeadLetter> dead = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT d.subscription_id, d.entry, d.change_seq, d.attempts, d.created_at,"
                                + " d.settled_at, d.said, n.body FROM deliveries d JOIN notices n"
                                + " ON n.change_seq = d.change_seq AND n.variant = d.variant"
                                + " WHERE d.state = 'DEAD' ORDER BY d.settled_at DESC,"
                                + " d.change_seq DESC LIMIT ?")) {
            select.setInt(1, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    dead.add(letter(row));
                }
            }
        }
        return dead;
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        JsonNode notice = Wire.parse(row.getString(8).getBytes(StandardCharsets.UTF_8));
        return new DeadLetter(
                row.getString(1) + "." + row.getInt(2) + "." + row.getLong(3),
                row.getString(1),
                row.getLong(3),
                notice.path("objectType").asString(""),
                notice.path("operation").asString(""),
                notice.path("object").path("id").asString(""),
                row.getInt(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7));
    }

    /**
     * Wants letters sent again, as if they were new; those whose subscription is gone stay dead.
     *
     * @param deliveryId which one; null for all
     * @return how many
     */
    static int retry(Connection connection, @Nullable String deliveryId, Instant at)
            throws SQLException {
        return change(
                connection,
                "UPDATE deliveries SET state = 'WAITING', attempts = 0, next_at = "
                        + at.toEpochMilli()
                        + ", created_at = "
                        + at.toEpochMilli()
                        + " WHERE state = 'DEAD' AND EXISTS (SELECT 1 FROM objects o"
                        + " WHERE o.id = deliveries.subscription_id)",
                deliveryId);
    }

    /**
     * Throws letters away.
     *
     * @param deliveryId which one; null for all
     * @return how many
     */
    static int drop(Connection connection, @Nullable String deliveryId) throws SQLException {
        return change(connection, "DELETE FROM deliveries WHERE state = 'DEAD'", deliveryId);
    }

    private static int change(Connection connection, String sql, @Nullable String deliveryId)
            throws SQLException {
        Matcher id = ID.matcher(deliveryId == null ? "" : deliveryId);
        if (deliveryId != null && !id.matches()) {
            return 0;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(deliveryId == null ? sql : sql + THIS_ONE)) {
            if (deliveryId != null) {
                statement.setString(1, id.group(1));
                statement.setInt(2, Integer.parseInt(id.group(2)));
                statement.setLong(3, Long.parseLong(id.group(3)));
            }
            return statement.executeUpdate();
        }
    }

    /** Whether dead letters are to be sent again: such rows wait, though they were settled. */
    static boolean isAnyWanted(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT 1 FROM deliveries WHERE state = 'WAITING'"
                                        + " AND settled_at IS NOT NULL LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** How many letters are to be sent again in each lane; from here on they wait like all others. */
    static Map<LaneKey, Integer> wanted(Connection connection) throws SQLException {
        Map<LaneKey, Integer> wanted = new LinkedHashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT subscription_id, entry, COUNT(*) FROM deliveries"
                                        + " WHERE state = 'WAITING' AND settled_at IS NOT NULL"
                                        + " GROUP BY subscription_id, entry");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                wanted.put(new LaneKey(row.getString(1), row.getInt(2)), row.getInt(3));
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE deliveries SET settled_at = NULL WHERE state = 'WAITING'"
                                + " AND settled_at IS NOT NULL")) {
            update.executeUpdate();
        }
        return wanted;
    }
}
