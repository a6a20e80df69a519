package org.trimtab.openadr.vtn.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.Database.Work;

/** A PostgreSQL database, shared by any number of VTNs. */
final class PostgresConnections implements Connections {
    private static final int CONNECTIONS_MAX = 10;
    private static final Duration CONNECTION_WITHIN = Duration.ofSeconds(5);

    /** The advisory lock a writing transaction holds, so that writers of all processes take turns. */
    private static final long WRITER_LOCK = 0x7472696d746162L;

    /** Kept so that its level is not collected with it. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("com.zaxxer.hikari");

    private final HikariDataSource source;

    private PostgresConnections(HikariDataSource source) {
        this.source = source;
    }

    static PostgresConnections open(String url) {
        LIBRARY_LOG.setLevel(Level.OFF);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setConnectionTimeout(CONNECTION_WITHIN.toMillis());
        config.setInitializationFailTimeout(CONNECTION_WITHIN.toMillis());
        config.setAutoCommit(false);
        config.setPoolName("vtn");
        try {
            return new PostgresConnections(new HikariDataSource(config));
        } catch (PoolInitializationException e) {
            throw new StoreFailure(
                    Database.shown(url)
                            + " does not let us in: "
                            + reason(e)
                            + "; check host, database, user and password",
                    e);
        } catch (RuntimeException e) {
            throw new StoreFailure(
                    Database.shown(url)
                            + " is not a URL such as"
                            + " jdbc:postgresql://HOST/NAME?user=USER&password=SECRET",
                    e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    @Override
    public <T extends @Nullable Object> T writing(Work<T> work) throws SQLException {
        return run(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + WRITER_LOCK + ")");
            }
            return work.on(connection);
        });
    }

    @Override
    public <T extends @Nullable Object> T reading(Work<T> work) throws SQLException {
        return run(work);
    }

    private <T extends @Nullable Object> T run(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            try {
                T done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    @Override
    public String serialKey() {
        return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        source.close();
    }
}
