package org.trimtab.store.readings;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes batches off a bounded queue on a thread of its own and keeps them. Whoever offers never waits. */
final class ReadingWriter implements AutoCloseable {
    /** Batches that may wait. */
    static final int BATCHES_MAX = 4_096;

    /** Readings that may wait; what is offered beyond is left out and counted. */
    static final long WAITING_READINGS_MAX = 4_000_000;

    /** Readings kept in one commit at most. */
    private static final int COMMIT_READINGS_MAX = 500_000;

    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** Something to do on the writer's thread, where nothing is half written. */
    interface Chore {
        void run(ReadingTables tables) throws SQLException;
    }

    private record Order(
            @Nullable ReadingBatch batch, @Nullable Chore chore, CompletableFuture<Boolean> done) {}

    private final ReadingTables tables;
    private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(BATCHES_MAX);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable String trouble;
    private volatile boolean closing;

    ReadingWriter(ReadingTables tables) {
        this.tables = tables;
        thread = Thread.ofPlatform().name("readings").daemon(true).unstarted(this::run);
        thread.start();
    }

    boolean offer(ReadingBatch batch) {
        if (batch.size() == 0) {
            return true;
        }
        if (closing || waiting.get() + batch.size() > WAITING_READINGS_MAX) {
            dropped.addAndGet(batch.size());
            return false;
        }
        waiting.addAndGet(batch.size());
        if (!queue.offer(new Order(batch, null, new CompletableFuture<>()))) {
            waiting.addAndGet(-batch.size());
            dropped.addAndGet(batch.size());
            return false;
        }
        return true;
    }

    /** Does something after all that was offered before is kept, and waits for it. */
    void order(Chore chore) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try {
            if (closing || !queue.offer(new Order(null, chore, done), 1, TimeUnit.MINUTES)) {
                throw new ReadingStoreFailure("the readings store is closed or too busy");
            }
            done.get(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadingStoreFailure("interrupted while the readings store worked", e);
        } catch (ExecutionException e) {
            throw new ReadingStoreFailure("the readings store: " + String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new ReadingStoreFailure("the readings store took longer than 10 min", e);
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long dropped() {
        return dropped.get();
    }

    @Nullable String trouble() {
        String said = trouble;
        long lost = dropped.get();
        if (said != null) {
            return said;
        }
        return lost == 0
                ? null
                : lost
                        + " readings were left out of the readings store, which could not keep up;"
                        + " the journal has them: rebuild the store when the site rests";
    }

    private void run() {
        List<Order> orders = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            orders.clear();
            try {
                gather(orders);
            } catch (InterruptedException e) {
                // Nobody asks this thread to stop but by closing; what was taken is kept.
            }
            work(orders);
        }
    }

    /** Takes batches until one comes that cannot wait, enough are there, or a moment has passed. */
    private void gather(List<Order> orders) throws InterruptedException {
        Order order = queue.poll(closing ? 0 : GATHER_NS, TimeUnit.NANOSECONDS);
        long until = System.nanoTime() + GATHER_NS;
        int readings = 0;
        while (order != null) {
            orders.add(order);
            ReadingBatch batch = order.batch();
            readings += batch == null ? 0 : batch.size();
            if (batch == null || readings >= COMMIT_READINGS_MAX) {
                return;
            }
            long left = closing ? 0 : Math.max(0, until - System.nanoTime());
            order = queue.poll(left, TimeUnit.NANOSECONDS);
        }
    }

    private void work(List<Order> orders) {
        List<ReadingBatch> batches = new ArrayList<>();
        long readings = 0;
        for (Order order : orders) {
            ReadingBatch batch = order.batch();
            if (batch != null) {
                batches.add(batch);
                readings += batch.size();
            }
        }
        if (!batches.isEmpty()) {
            keepOrLose(batches, readings);
        }
        try {
            if (tables.isRollUpDue()) {
                tables.rollUp();
            }
        } catch (SQLException e) {
            trouble = "readings cannot be rolled up: " + e.getMessage() + "; it is tried again";
        }
        for (Order order : orders) {
            Chore chore = order.chore();
            if (chore != null) {
                try {
                    chore.run(tables);
                    order.done().complete(true);
                } catch (SQLException | RuntimeException e) {
                    order.done().completeExceptionally(e);
                }
            }
        }
    }

    /** A disk that is full for a while costs no reading: it is tried again until it works or the site closes. */
    private void keepOrLose(List<ReadingBatch> batches, long readings) {
        while (true) {
            try {
                tables.keep(batches);
                acknowledged.addAndGet(readings);
                waiting.addAndGet(-readings);
                trouble = null;
                return;
            } catch (SQLException | RuntimeException e) {
                trouble =
                        "readings cannot be written ("
                                + e.getMessage()
                                + "); free space or repair the disk, and writing goes on by itself";
                if (closing) {
                    dropped.addAndGet(readings);
                    waiting.addAndGet(-readings);
                    return;
                }
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
