package org.trimtab.openadr.vtn.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.trimtab.openadr.vtn.store.Database.Work;

/**
 * One SQLite file, write-ahead log, synced at each commit. SQLite is machine code that holds the thread it runs on, so
 * it has threads of its own: one writes, a few read, and those who ask wait without holding a processor.
 */
final class SqliteConnections implements Connections {
    private static final Logger LOG = Logger.getLogger(SqliteConnections.class.getName());
    private static final int READERS = 4;
    private static final int BUSY_MILLIS_MAX = 5_000;

    private final ExecutorService writer;
    private final ExecutorService readers;
    private final Connection writes;
    private final BlockingQueue<Connection> reads;
    private final List<Connection> all;

    private SqliteConnections(Connection writes, List<Connection> reads) {
        this.writes = writes;
        this.reads = new LinkedBlockingQueue<>(reads);
        this.all = new ArrayList<>(reads);
        this.all.add(writes);
        this.writer =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("vtn-sqlite-writer").factory());
        this.readers =
                Executors.newFixedThreadPool(
                        READERS, Thread.ofPlatform().daemon().name("vtn-sqlite-", 0).factory());
    }

    static SqliteConnections open(String where) {
        Path file = Path.of(where).toAbsolutePath();
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.notExists(file)) {
                createPrivate(file);
            }
        } catch (IOException e) {
            throw new StoreFailure(
                    "the file " + where + " cannot be made (" + e + "); name another with --db", e);
        }
        String url = "jdbc:sqlite:" + file;
        List<Connection> reads = new ArrayList<>();
        try {
            Connection writes = config(false).createConnection(url);
            try (Statement statement = writes.createStatement()) {
                // What is deleted or replaced is overwritten: it may have been a secret.
                statement.execute("PRAGMA secure_delete = ON");
            }
            writes.setAutoCommit(false);
            for (int i = 0; i < READERS; i++) {
                Connection read = config(true).createConnection(url);
                try (Statement statement = read.createStatement()) {
                    statement.execute("PRAGMA query_only = ON");
                }
                reads.add(read);
            }
            return new SqliteConnections(writes, reads);
        } catch (SQLException e) {
            throw new StoreFailure(
                    where + " cannot be opened as an SQLite file: " + e.getMessage(), e);
        }
    }

    /** Its owner alone may read it: it holds the key tokens are signed with. */
    private static void createPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static SQLiteConfig config(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS_MAX);
        config.setJournalMode(JournalMode.WAL);
        if (!readOnly) {
            config.setSynchronous(SynchronousMode.FULL);
            config.setTransactionMode(TransactionMode.IMMEDIATE);
        }
        return config;
    }

    @Override
    public <T extends @Nullable Object> T writing(Work<T> work) throws SQLException {
        return await(
                writer.submit(() -> {
                    try {
                        T done = work.on(writes);
                        writes.commit();
                        return done;
                    } catch (SQLException | RuntimeException e) {
                        writes.rollback();
                        throw e;
                    }
                }));
    }

    @Override
    public <T extends @Nullable Object> T reading(Work<T> work) throws SQLException {
        return await(
                readers.submit(() -> {
                    Connection connection = reads.take();
                    try {
                        return work.on(connection);
                    } finally {
                        reads.add(connection);
                    }
                }));
    }

    private static <T extends @Nullable Object> T await(Future<T> future) throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // What was begun is finished: half a transaction is never left behind.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case RuntimeException own -> throw own;
                case Error error -> throw error;
                case null, default -> throw new StoreFailure("the database thread failed", e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String serialKey() {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        for (Connection connection : all) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "a connection did not close; every commit is on disk", e);
            }
        }
    }
}
