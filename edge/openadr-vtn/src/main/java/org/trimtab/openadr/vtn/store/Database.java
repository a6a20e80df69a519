package org.trimtab.openadr.vtn.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The VTN's database: an SQLite file, or PostgreSQL by its URL. Writing transactions run one after another on both, so
 * the numbers of the outbox are in the order of the commits, and a check made inside one holds until it commits.
 */
public final class Database implements AutoCloseable {
    private static final String POSTGRES = "jdbc:postgresql:";

    /** Work on an open transaction; what it throws rolls it back. */
    @FunctionalInterface
    public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private final Connections connections;
    private final List<Runnable> afterCommit = new CopyOnWriteArrayList<>();

    private Database(Connections connections) {
        this.connections = connections;
    }

    /**
     * Opens it, making the tables that are missing.
     *
     * @param where a file, or {@code jdbc:postgresql://HOST/NAME?user=…}
     * @throws StoreFailure when it cannot be opened or was written by a later version
     */
    public static Database open(String where) {
        Connections connections =
                where.startsWith(POSTGRES)
                        ? PostgresConnections.open(where)
                        : SqliteConnections.open(where);
        try {
            connections.writing(connection -> {
                Migrations.run(connection, connections.serialKey());
                return true;
            });
        } catch (SQLException e) {
            connections.close();
            throw new StoreFailure(
                    "the tables cannot be made in " + shown(where) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
        return new Database(connections);
    }

    /**
     * Runs work that writes, alone, in one transaction; returns once it is on disk.
     *
     * @throws StoreFailure when the database fails; what the work throws itself passes through
     */
    public <T extends @org.jspecify.annotations.Nullable Object> T inTransaction(Work<T> work) {
        T done;
        try {
            done = connections.writing(work);
        } catch (SQLException e) {
            throw new StoreFailure("the database did not take it: " + e.getMessage(), e);
        }
        afterCommit.forEach(Runnable::run);
        return done;
    }

    /** Runs work that only reads, beside others. */
    public <T extends @org.jspecify.annotations.Nullable Object> T reading(Work<T> work) {
        try {
            return connections.reading(work);
        } catch (SQLException e) {
            throw new StoreFailure("the database did not answer: " + e.getMessage(), e);
        }
    }

    /**
     * Calls back after each commit of this process, on the thread that committed; it must return at once. Commits of
     * other processes on the same database are not told.
     */
    public void afterCommit(Runnable listener) {
        afterCommit.add(listener);
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A URL without its password, for messages. */
    static String shown(String where) {
        return where.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*@", "//…@");
    }
}
