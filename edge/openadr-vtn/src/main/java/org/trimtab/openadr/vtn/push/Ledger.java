package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.trimtab.openadr.vtn.push.Settled.State;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.StoreFailure;

/**
 * Writes down how deliveries ended, many in one transaction. What a kill keeps from being written is sent once more
 * after the next start. A database that does not take it is asked again until it does.
 */
final class Ledger implements DeliveryPool.Table {
    /** Endings waiting to be written; whoever brings one more waits. */
    static final int WAITING_MAX = 10_000;

    /** Endings written in one transaction. */
    static final int BATCH_MAX = 2_000;

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Database database;
    private final Clock clock;
    private final BlockingQueue<Settled> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

    Ledger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Delivery> next(LaneKey lane, long after, int most) {
        return database.reading(connection -> Deliveries.next(connection, lane, after, most));
    }

    @Override
    public void settle(Settled settled) throws InterruptedException {
        waiting.put(settled);
    }

    @Override
    public void kill(LaneKey lane, String said) {
        database.inTransaction(connection -> {
            Deliveries.kill(connection, lane, clock.instant(), said);
            return true;
        });
    }

    /** Writes until interrupted. */
    void run() throws InterruptedException {
        while (true) {
            List<Settled> batch = new ArrayList<>();
            batch.add(waiting.take());
            waiting.drainTo(batch, BATCH_MAX - 1);
            while (!wrote(batch)) {
                TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
            }
        }
    }

    /** Writes what still waits; for an orderly end. */
    void finish() {
        List<Settled> batch = new ArrayList<>();
        waiting.drainTo(batch);
        if (!batch.isEmpty()) {
            wrote(batch);
        }
    }

    /** Forgets the oldest of what is settled, beyond so many. */
    void trim(int deliveredMax, int deadMax) {
        database.inTransaction(connection -> {
            Deliveries.trim(connection, State.DELIVERED, deliveredMax);
            Deliveries.trim(connection, State.DEAD, deadMax);
            return true;
        });
    }

    private boolean wrote(List<Settled> batch) {
        try {
            return database.inTransaction(connection -> {
                Deliveries.settle(connection, batch);
                return true;
            });
        } catch (StoreFailure e) {
            LOG.log(Level.WARNING, "deliveries are not written down: {0}", e.getMessage());
            return false;
        }
    }
}
