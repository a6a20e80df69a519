package org.trimtab.openadr.vtn.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Wire;

/** Finds the seal of a database when it is opened, and seals what an earlier version kept in plain text. */
final class Sealing {
    private static final String CHECK = "seal";

    private Sealing() {}

    /**
     * The seal.
     *
     * @param file where its key is kept; null when none was named
     * @throws StoreFailure when the database was sealed with a key that is not there
     */
    static Seal of(Connection connection, @Nullable Path file) throws SQLException {
        String check = secret(connection, CHECK);
        if (check == null) {
            if (file == null) {
                return Seal.NONE;
            }
            Seal fresh = Seal.readOrMake(file);
            sealAll(connection, fresh);
            return fresh;
        }
        if (file == null) {
            throw new StoreFailure(
                    "the secrets in this database are sealed; name the key file with --secret-key,"
                            + " the same for each VTN on it",
                    null);
        }
        Seal seal = Seal.read(file);
        try {
            seal.open(CHECK, check);
        } catch (StoreFailure e) {
            throw new StoreFailure(
                    "the secrets in this database are sealed with another key than that in "
                            + file
                            + "; name the right one with --secret-key",
                    e);
        }
        return seal;
    }

    private static @Nullable String secret(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT secret FROM secrets WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static void sealAll(Connection connection, Seal seal) throws SQLException {
        each(
                connection,
                "SELECT id, body FROM objects WHERE object_type = 'SUBSCRIPTION'",
                "UPDATE objects SET body = ? WHERE id = ?",
                (id, body) -> BearerTokens.sealed(seal, id, body));
        for (String column : List.of("body", "previous_body")) {
            each(
                    connection,
                    "SELECT seq, "
                            + column
                            + " FROM changes WHERE object_type = 'SUBSCRIPTION' AND "
                            + column
                            + " IS NOT NULL",
                    "UPDATE changes SET " + column + " = ? WHERE CAST(seq AS VARCHAR(20)) = ?",
                    (_, body) -> BearerTokens.sealed(seal, idOf(body), body));
        }
        // An answer that was kept to be given again goes with its key; a client then makes a new
        // request.
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM answered WHERE body LIKE '%\"bearerToken\"%'")) {
            delete.executeUpdate();
        }
        each(
                connection,
                "SELECT kid, jwk FROM signing_keys",
                "UPDATE signing_keys SET jwk = ? WHERE kid = ?",
                (kid, jwk) -> seal.close("signing key " + kid, jwk));
        each(
                connection,
                "SELECT name, secret FROM secrets",
                "UPDATE secrets SET secret = ? WHERE name = ?",
                (name, secret) -> seal.close("secret " + name, secret));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO secrets (name, secret) VALUES (?, ?)")) {
            insert.setString(1, CHECK);
            insert.setString(2, seal.close(CHECK, CHECK));
            insert.executeUpdate();
        }
    }

    private static String idOf(String body) {
        return Wire.parse(body.getBytes(StandardCharsets.UTF_8)).path("id").asString("");
    }

    private interface Turned {
        String of(String key, String text);
    }

    private static void each(Connection connection, String select, String update, Turned turned)
            throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(new String[] {row.getString(1), row.getString(2)});
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (String[] row : rows) {
                statement.setString(1, turned.of(row[0], row[1]));
                statement.setString(2, row[0]);
                statement.executeUpdate();
            }
        }
    }
}
