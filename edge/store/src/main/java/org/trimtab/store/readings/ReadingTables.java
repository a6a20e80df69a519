package org.trimtab.store.readings;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * The tables of the store and the one connection that writes them. Everything between two commits is there whole or
 * not at all, whatever becomes of the process; a commit returns once it is on the disk.
 */
final class ReadingTables implements AutoCloseable {
    /** Readings that come so much later than the newest are not in the roll-ups until the store is rebuilt. */
    static final long LATE_MICROS_MAX = 3_600_000_000L;

    private static final long MINUTE = RollUp.MINUTE.micros();
    private static final String[] SCHEMA = {
        "CREATE TABLE IF NOT EXISTS source"
                + " (id INTEGER PRIMARY KEY, is_meter BOOLEAN NOT NULL, name VARCHAR NOT NULL)",
        "CREATE TABLE IF NOT EXISTS reading (at_us BIGINT NOT NULL, source INTEGER NOT NULL,"
                + " watts BIGINT NOT NULL, quality TINYINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS minute (at_us BIGINT NOT NULL, source INTEGER NOT NULL,"
                + " watts BIGINT NOT NULL, readings BIGINT NOT NULL, known INTEGER NOT NULL)",
        "CREATE TABLE IF NOT EXISTS five_minutes AS FROM minute LIMIT 0",
        "CREATE TABLE IF NOT EXISTS fifteen_minutes AS FROM minute LIMIT 0",
        "CREATE TABLE IF NOT EXISTS progress (journal VARCHAR PRIMARY KEY, step BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS mark (name VARCHAR PRIMARY KEY, at_us BIGINT NOT NULL)"
    };

    private final DuckDBConnection connection;
    private final Map<ReadingSource, Integer> ids = new HashMap<>();
    private final Map<String, Long> progress = new HashMap<>();
    private long rolledUntil;
    private long newest;
    private long oldestNew = Long.MAX_VALUE;

    private ReadingTables(DuckDBConnection connection) {
        this.connection = connection;
    }

    static ReadingTables open(Path file, Path scratch) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "768MB");
        settings.setProperty("temp_directory", scratch.toString());
        Connection opened = new DuckDBDriver().connect("jdbc:duckdb:" + file, settings);
        if (!(opened instanceof DuckDBConnection connection)) {
            throw new SQLException("no connection to " + file);
        }
        ReadingTables tables = new ReadingTables(connection);
        try {
            tables.begin();
            return tables;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void begin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : SCHEMA) {
                statement.execute(table);
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, is_meter, name FROM source")) {
                while (rows.next()) {
                    ids.put(
                            new ReadingSource(rows.getBoolean(2), rows.getString(3)),
                            rows.getInt(1));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT journal, step FROM progress")) {
                while (rows.next()) {
                    progress.put(rows.getString(1), rows.getLong(2));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT at_us FROM mark WHERE name = 'rolled'")) {
                rolledUntil = rows.next() ? rows.getLong(1) : 0;
            }
            // What came late and was not gathered before the process died is gathered now.
            oldestNew = rolledUntil - LATE_MICROS_MAX;
            try (ResultSet rows = statement.executeQuery("SELECT max(at_us) FROM reading")) {
                if (rows.next() && rows.getObject(1) != null) {
                    newest = rows.getLong(1);
                }
            }
        }
        connection.setAutoCommit(false);
    }

    /** Another connection to the same tables, to read beside the writer. */
    Connection reader() throws SQLException {
        return connection.duplicate();
    }

    /** The last step of a journal whose readings are kept; 0 when none is. */
    long progressOf(String journal) {
        return progress.getOrDefault(journal, 0L);
    }

    /** Keeps batches, all or none, and returns once they are on the disk. */
    void keep(Iterable<ReadingBatch> batches) throws SQLException {
        try {
            Map<String, Long> reached = new HashMap<>();
            try (DuckDBAppender appender = connection.createAppender("main", "reading")) {
                for (ReadingBatch batch : batches) {
                    append(batch, appender);
                    String journal = batch.journal();
                    if (journal != null) {
                        reached.merge(journal, batch.step(), Math::max);
                    }
                }
            }
            try (PreparedStatement upsert =
                    connection.prepareStatement("INSERT OR REPLACE INTO progress VALUES (?, ?)")) {
                for (Map.Entry<String, Long> entry : reached.entrySet()) {
                    upsert.setString(1, entry.getKey());
                    upsert.setLong(2, entry.getValue());
                    upsert.execute();
                }
            }
            connection.commit();
            progress.putAll(reached);
        } catch (SQLException e) {
            connection.rollback();
            reloadSources();
            throw e;
        }
    }

    private void append(ReadingBatch batch, DuckDBAppender appender) throws SQLException {
        for (int i = 0; i < batch.size(); i++) {
            Integer id = ids.get(batch.source(i));
            if (id == null) {
                id = introduce(batch.source(i));
            }
            long at = batch.atMicros(i);
            newest = Math.max(newest, at);
            oldestNew = Math.min(oldestNew, at);
            appender.beginRow()
                    .append(at)
                    .append(id.intValue())
                    .append(batch.watts(i))
                    .append(batch.quality(i))
                    .endRow();
        }
    }

    private int introduce(ReadingSource source) throws SQLException {
        int id = ids.size() + 1;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO source VALUES (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setBoolean(2, source.isMeter());
            insert.setString(3, source.name());
            insert.execute();
        }
        ids.put(source, id);
        return id;
    }

    private void reloadSources() throws SQLException {
        ids.clear();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, is_meter, name FROM source")) {
            while (rows.next()) {
                ids.put(new ReadingSource(rows.getBoolean(2), rows.getString(3)), rows.getInt(1));
            }
        }
        connection.commit();
    }

    /** True when a minute has ended that is not gathered yet. */
    boolean isRollUpDue() {
        return newest / MINUTE * MINUTE > rolledUntil;
    }

    /**
     * Gathers what came since the last time into minutes, and these into five and fifteen. The minute now running is
     * left for the next time; one that a late reading fell into is gathered again.
     */
    void rollUp() throws SQLException {
        long limit = newest / MINUTE * MINUTE;
        long late = Math.max(oldestNew, limit - LATE_MICROS_MAX);
        long since = Math.max(0, Math.min(rolledUntil, late));
        try (Statement statement = connection.createStatement()) {
            long from = since / MINUTE * MINUTE;
            // Where nothing came late there is no minute yet that would have to go.
            if (from < rolledUntil) {
                statement.execute("DELETE FROM minute WHERE at_us >= " + from);
            }
            statement.execute(
                    "INSERT INTO minute SELECT "
                            + bucket(RollUp.MINUTE)
                            + ", source, CAST(round_even(avg(watts), 0) AS BIGINT), count(*), 1"
                            + " FROM reading WHERE quality = 0 AND at_us >= "
                            + from
                            + " AND at_us < "
                            + limit
                            + " GROUP BY ALL");
            gather(statement, RollUp.FIVE_MINUTES, since);
            gather(statement, RollUp.FIFTEEN_MINUTES, since);
            statement.execute("INSERT OR REPLACE INTO mark VALUES ('rolled', " + limit + ")");
            connection.commit();
            rolledUntil = limit;
            oldestNew = Long.MAX_VALUE;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static void gather(Statement statement, RollUp level, long since) throws SQLException {
        long length = level.micros();
        long from = since / length * length;
        statement.execute("DELETE FROM " + level.table() + " WHERE at_us >= " + from);
        statement.execute(
                "INSERT INTO "
                        + level.table()
                        + " SELECT "
                        + bucket(level)
                        + ", source, CAST(round_even(avg(watts), 0) AS BIGINT),"
                        + " CAST(sum(readings) AS BIGINT), CAST(count(*) AS INTEGER)"
                        + " FROM minute WHERE at_us >= "
                        + from
                        + " GROUP BY ALL");
    }

    private static String bucket(RollUp level) {
        return "at_us // " + level.micros() + " * " + level.micros();
    }

    /** Forgets what is older than a time allows, and gives the space back. */
    void forget(long now, Retention retention) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "DELETE FROM reading WHERE at_us < "
                            + before(now, retention.devices())
                            + " AND source IN (SELECT id FROM source WHERE NOT is_meter)");
            statement.execute(
                    "DELETE FROM reading WHERE at_us < " + before(now, retention.meters()));
            statement.execute(
                    "DELETE FROM minute WHERE at_us < " + before(now, retention.minutes()));
            for (RollUp level : new RollUp[] {RollUp.FIVE_MINUTES, RollUp.FIFTEEN_MINUTES}) {
                statement.execute(
                        "DELETE FROM "
                                + level.table()
                                + " WHERE at_us < "
                                + before(now, retention.quarters()));
            }
            connection.commit();
            statement.execute("CHECKPOINT");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static long before(long now, java.time.Duration age) {
        return now - age.toMillis() * 1_000;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
