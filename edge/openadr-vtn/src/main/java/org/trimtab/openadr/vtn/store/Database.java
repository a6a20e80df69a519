package org.trimtab.openadr.vtn.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The VTN's database: an SQLite file, or PostgreSQL by its URL. Writing transactions run one after another on both, so
 * the numbers of the outbox are in the order of the commits, and a check made inside one holds until it commits.
 */
public final class Database implements AutoCloseable {
    private static final String POSTGRES = "jdbc:postgresql:";

    /** Work on an open transaction; what it throws rolls it back. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private final Connections connections;
    private final Seal seal;
    private final List<Runnable> afterCommit = new CopyOnWriteArrayList<>();
    private final AtomicReference<Newest> newest = new AtomicReference<>(Newest.NONE);
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicLong looks = new AtomicLong();
    private volatile long looked;

    private Database(Connections connections, Seal seal) {
        this.connections = connections;
        this.seal = seal;
    }

    /**
     * Opens it, making the tables that are missing.
     *
     * @param where a file, or {@code jdbc:postgresql://HOST/NAME?user=…}
     * @throws StoreFailure when it cannot be opened or was written by a later version
     */
    public static Database open(String where) {
        return open(where, null);
    }

    /**
     * Opens it, making the tables that are missing and sealing what is secret.
     *
     * @param secretKey the file that holds the key of its secrets; null for the one beside an SQLite file, and for none
     *     on PostgreSQL
     * @throws StoreFailure as above, and when the key is not the one its secrets were sealed with
     */
    public static Database open(String where, @Nullable Path secretKey) {
        Connections connections =
                where.startsWith(POSTGRES)
                        ? PostgresConnections.open(where)
                        : SqliteConnections.open(where);
        try {
            Path file =
                    secretKey == null && !connections.isShared()
                            ? Path.of(where + ".key")
                            : secretKey;
            Seal seal =
                    connections.writing(connection -> {
                        Migrations.run(connection, connections.serialKey());
                        return Sealing.of(connection, file);
                    });
            Database database = new Database(connections, seal);
            database.look();
            return database;
        } catch (SQLException e) {
            connections.close();
            throw new StoreFailure(
                    "the tables cannot be made in " + shown(where) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /**
     * Runs work that writes, alone, in one transaction; returns once it is on disk.
     *
     * @throws StoreFailure when the database fails; what the work throws itself passes through
     */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        Committed<T> committed;
        try {
            committed =
                    connections.writing(connection -> {
                        T done = work.on(connection);
                        return new Committed<>(done, newest.get().read(connection));
                    });
        } catch (SQLException e) {
            throw new StoreFailure("the database did not take it: " + e.getMessage(), e);
        }
        newest.accumulateAndGet(committed.newest(), Newest::with);
        afterCommit.forEach(Runnable::run);
        return committed.done();
    }

    /** What a transaction made, and what was the newest change in it. */
    private record Committed<T extends @Nullable Object>(T done, Newest newest) {}

    /** What its secrets are sealed with. */
    public Seal seal() {
        return seal;
    }

    /** Whether other processes may be on it, as on PostgreSQL; an SQLite file has one. */
    public boolean isShared() {
        return connections.isShared();
    }

    /**
     * The newest change of each kind: those committed before this call are in it, also those of other processes on the
     * same PostgreSQL. An SQLite file has one process, which knows without asking.
     */
    public Newest newest() {
        if (connections.isShared()) {
            long before = looks.get();
            looking.lock();
            try {
                // A look that began while we waited has seen all that we could see; many waiting
                // share one.
                if (looked <= before) {
                    look();
                }
            } catch (SQLException e) {
                throw new StoreFailure("the database did not answer: " + e.getMessage(), e);
            } finally {
                looking.unlock();
            }
        }
        return newest.get();
    }

    private void look() throws SQLException {
        long number = looks.incrementAndGet();
        Newest read = connections.reading(newest.get()::read);
        newest.accumulateAndGet(read, Newest::with);
        looked = number;
    }

    /** Runs work that only reads, beside others. */
    public <T extends @Nullable Object> T reading(Work<T> work) {
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
