package org.trimtab.openadr.vtn.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Numbered files of plain SQL, run once each in their order; one file never changes after its release. */
final class Migrations {
    private static final String LIST = "migrations.txt";

    private Migrations() {}

    static void run(Connection connection, String serialKey) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(100) NOT NULL PRIMARY"
                            + " KEY)");
        }
        List<String> known = read(LIST).lines().filter(line -> !line.isBlank()).toList();
        Set<String> done = done(connection);
        for (String name : done) {
            if (!known.contains(name)) {
                throw new StoreFailure(
                        "the database was written by a later version (it has "
                                + name
                                + "); run that version, or name another database with --db",
                        null);
            }
        }
        for (String name : known) {
            if (!done.contains(name)) {
                apply(connection, name, serialKey);
            }
        }
    }

    private static void apply(Connection connection, String name, String serialKey)
            throws SQLException {
        String script = read(name).replaceAll("(?m)^--.*$", "").replace("SERIAL_KEY", serialKey);
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO migrations (name) VALUES (?)")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    private static Set<String> done(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM migrations")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String read(String name) {
        try (InputStream stream = Migrations.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
