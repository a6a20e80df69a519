package org.trimtab.openadr.vtn.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets a POST be sent again: with the header {@code Idempotency-Key}, an extension of ours, the second one makes no
 * second object but gets the first one's answer. Keys are a client's own and are remembered for a day.
 */
final class Answered {
    static final String HEADER = "Idempotency-Key";
    private static final int KEY_LENGTH_MAX = 255;
    private static final Duration KEPT = Duration.ofDays(1);

    private Answered() {}

    /** The key of a request; null when it has none. */
    static @Nullable String key(Ask ask) {
        String key = ask.header(HEADER);
        if (key != null && (key.isBlank() || key.length() > KEY_LENGTH_MAX)) {
            throw Refusal.bad(HEADER + " must have 1 to " + KEY_LENGTH_MAX + " characters");
        }
        return key;
    }

    /**
     * What was answered before under a key; null when nothing was.
     *
     * @throws Refusal 422 when the key was used for another request
     */
    static @Nullable String before(Connection connection, String clientId, String key, String hash)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT request_hash, body FROM answered WHERE client_id = ? AND"
                                + " idempotency_key = ?")) {
            select.setString(1, clientId);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (!row.getString(1).equals(hash)) {
                    throw new Refusal(
                            422,
                            HEADER
                                    + " \""
                                    + key
                                    + "\" was used for another request; take a new one");
                }
                return row.getString(2);
            }
        }
    }

    /** Remembers an answer, and forgets those of yesterday. */
    static void remember(
            Connection connection,
            String clientId,
            String key,
            String hash,
            String body,
            Instant at)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM answered WHERE at < ?")) {
            delete.setLong(1, at.minus(KEPT).toEpochMilli());
            delete.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO answered (client_id, idempotency_key, request_hash, body, at)"
                                + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, clientId);
            insert.setString(2, key);
            insert.setString(3, hash);
            insert.setString(4, body);
            insert.setLong(5, at.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** What tells one request from another. */
    static String hash(String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
