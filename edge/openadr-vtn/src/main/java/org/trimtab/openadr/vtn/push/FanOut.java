package org.trimtab.openadr.vtn.push;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.push.Settled.State;
import org.trimtab.openadr.vtn.push.Telling.Notice;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Changes;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Operation;

/**
 * Makes deliveries of changes: one for every callback that listens and whose owner may see the object. The deliveries
 * and the place reached in the outbox are written in one transaction, so a kill at any moment neither loses nor
 * doubles one. One thread uses it.
 */
final class FanOut {
    /** Changes looked at in one go. */
    static final int CHANGES_MAX = 100;

    /** Deliveries after which a go ends early; one change may make more. */
    static final int DELIVERIES_MAX = 2_000;

    /** Changes that concerned nobody, after which the place reached is written down all the same. */
    static final int UNWRITTEN_MAX = 200;

    private final Database database;
    private final Subscribers subscribers;
    private final DeliveryPool pool;
    private final Clock clock;
    private final Fence fence;
    private final Audience audience = new Audience();
    private volatile long reached;
    private int unwritten;

    FanOut(
            Database database,
            Subscribers subscribers,
            DeliveryPool pool,
            Clock clock,
            Fence fence) {
        this.database = database;
        this.subscribers = subscribers;
        this.pool = pool;
        this.clock = clock;
        this.fence = fence;
    }

    /** Takes up where the last process stopped. */
    void resume() {
        database.reading(connection -> {
            reached = Math.max(0, Cursors.read(connection, Cursors.WEBHOOK));
            subscribers.load(connection, reached);
            return true;
        });
    }

    /** The last change handled. */
    long reached() {
        return reached;
    }

    /** Handles the next changes; false when there were none. */
    boolean step() {
        Batch batch = database.reading(this::prepare);
        if (batch.changes == 0) {
            return false;
        }
        unwritten += batch.changes;
        if (!batch.isEmpty() || unwritten >= UNWRITTEN_MAX) {
            write(batch);
        }
        reached = batch.last;
        pool.forget(batch.gone);
        batch.rows.stream()
                .filter(row -> row.state() == State.WAITING)
                .forEach(row -> pool.offer(row.delivery()));
        return true;
    }

    /** Writes down the place reached, for a shorter start the next time. */
    void finish() {
        database.inTransaction(connection -> {
            fence.check(connection);
            Cursors.write(connection, Cursors.WEBHOOK, reached);
            return true;
        });
    }

    private void write(Batch batch) {
        database.inTransaction(connection -> {
            fence.check(connection);
            for (String id : batch.gone) {
                Deliveries.drop(connection, id);
            }
            for (Telling telling : batch.tellings) {
                Deliveries.addNotices(connection, telling);
            }
            Deliveries.add(connection, batch.rows);
            Cursors.write(connection, Cursors.WEBHOOK, batch.last);
            return true;
        });
        unwritten = 0;
    }

    private Batch prepare(Connection connection) throws SQLException {
        Batch batch = new Batch();
        for (Change change : Changes.after(connection, reached, CHANGES_MAX)) {
            audience.heed(change);
            if (change.kind() == ObjectKind.SUBSCRIPTION
                    && !subscribers.refresh(connection, change.objectId())) {
                batch.gone.add(change.objectId());
                batch.rows.removeIf(
                        row -> row.delivery().lane().subscriptionId().equals(change.objectId()));
            }
            batch.changes++;
            batch.last = change.seq();
            tell(connection, change, batch);
            if (batch.rows.size() >= DELIVERIES_MAX) {
                break;
            }
        }
        return batch;
    }

    private void tell(Connection connection, Change change, Batch batch) throws SQLException {
        Telling telling = new Telling(change);
        Instant now = clock.instant();
        for (Subscriber subscriber : subscribers.all()) {
            if (subscriber.concerns(change) && listens(subscriber, change)) {
                Viewer owner = audience.owner(connection, subscriber);
                Notice notice = telling.to(owner, subscriber.targets());
                if (notice != null) {
                    address(subscriber, telling, notice, now, batch);
                }
            }
        }
        if (!telling.notices().isEmpty()) {
            batch.tellings.add(telling);
        }
    }

    private static boolean listens(Subscriber subscriber, Change change) {
        return subscriber.entries().stream()
                .anyMatch(entry ->
                        entry.listensTo(change.kind(), change.operation())
                                || entry.listensTo(change.kind(), Operation.DELETE));
    }

    private void address(
            Subscriber subscriber, Telling telling, Notice notice, Instant now, Batch batch) {
        Change change = telling.change();
        for (int entry = 0; entry < subscriber.entries().size(); entry++) {
            if (subscriber.entries().get(entry).listensTo(change.kind(), notice.operation())) {
                LaneKey lane = new LaneKey(subscriber.id(), entry);
                Delivery delivery =
                        new Delivery(lane, change.seq(), notice.variant(), 0, now, notice.body());
                batch.rows.add(
                        pool.isFull(lane)
                                ? new Settled(delivery, State.DEAD, now, DeliveryPool.TOO_MANY)
                                : new Settled(delivery, State.WAITING, now, ""));
            }
        }
    }

    /** What one go makes. */
    private static final class Batch {
        private final List<Settled> rows = new ArrayList<>();
        private final List<Telling> tellings = new ArrayList<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private int changes;
        private long last;

        boolean isEmpty() {
            return rows.isEmpty() && gone.isEmpty();
        }
    }
}
