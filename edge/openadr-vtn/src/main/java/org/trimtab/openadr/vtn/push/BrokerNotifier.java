package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.push.Broker.BrokerFailed;
import org.trimtab.openadr.vtn.push.MqttCopies.Message;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Changes;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.StoreFailure;

/**
 * Publishes changes in their order, from the place the broker has confirmed. While the broker is away the changes wait
 * in the outbox; what was published and not confirmed is published again. One thread runs it.
 */
final class BrokerNotifier {
    /** Changes read in one go. */
    static final int CHANGES_MAX = 100;

    /** Messages the broker has not confirmed; the next waits. */
    static final int UNCONFIRMED_MAX = 500;

    static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(BrokerNotifier.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Database database;
    private final Broker.Opener opener;
    private final MqttCopies copies;
    private final Bell bell;
    private final BackOff backOff;
    private final Fence fence;
    private final RandomGenerator chance = RandomGenerator.of("SplittableRandom");
    private final Audience audience = new Audience();
    private volatile long reached;
    private volatile boolean connected;
    private @Nullable String trouble;

    BrokerNotifier(
            Database database,
            Broker.Opener opener,
            MqttTopics topics,
            Bell bell,
            BackOff backOff,
            Fence fence) {
        this.database = database;
        this.opener = opener;
        this.copies = new MqttCopies(topics);
        this.bell = bell;
        this.backOff = backOff;
        this.fence = fence;
    }

    /** Takes up where the last process stopped; a broker that is new is told nothing of the past. */
    void resume() {
        reached =
                database.inTransaction(connection -> {
                    long cursor = Cursors.read(connection, Cursors.MQTT);
                    if (cursor < 0) {
                        cursor = Changes.newest(connection);
                        Cursors.write(connection, Cursors.MQTT, cursor);
                    }
                    return cursor;
                });
    }

    /** The last change the broker has confirmed in full. */
    long reached() {
        return reached;
    }

    boolean isConnected() {
        return connected;
    }

    /** Publishes until interrupted. */
    void run() throws InterruptedException {
        int failures = 0;
        while (true) {
            try (Broker broker = opener.open()) {
                connected = true;
                recovered();
                failures = 0;
                publish(broker);
            } catch (BrokerFailed e) {
                troubled("the broker is away, changes wait for it: " + e.getMessage());
            } catch (StoreFailure e) {
                troubled("changes are not published: " + e.getMessage());
            } finally {
                connected = false;
            }
            failures++;
            TimeUnit.MILLISECONDS.sleep(backOff.after(failures, chance).toMillis());
        }
    }

    private void recovered() {
        if (trouble != null) {
            LOG.log(Level.INFO, "the broker is back");
            trouble = null;
        }
    }

    private void troubled(String said) {
        if (trouble == null) {
            LOG.log(Level.WARNING, "MQTT: {0}", said);
        }
        trouble = said;
    }

    private void publish(Broker broker) throws BrokerFailed, InterruptedException {
        while (true) {
            Batch batch = database.reading(this::next);
            if (batch.last == 0) {
                bell.await(IDLE);
                if (!broker.isConnected()) {
                    throw new BrokerFailed("the connection is gone");
                }
            } else {
                publish(broker, batch.messages);
                confirmed(batch.last);
            }
        }
    }

    private void confirmed(long last) {
        database.inTransaction(connection -> {
            fence.check(connection);
            Cursors.write(connection, Cursors.MQTT, last);
            return true;
        });
        reached = last;
    }

    private Batch next(Connection connection) throws SQLException {
        Batch batch = new Batch();
        for (Change change : Changes.after(connection, reached, CHANGES_MAX)) {
            audience.heed(change);
            Collection<Viewer> vens =
                    MqttCopies.asksForVens(change) ? audience.vens(connection) : List.of();
            batch.messages.addAll(copies.of(change, vens));
            batch.last = change.seq();
            if (batch.messages.size() >= UNCONFIRMED_MAX) {
                break;
            }
        }
        return batch;
    }

    private static void publish(Broker broker, List<Message> messages)
            throws BrokerFailed, InterruptedException {
        Deque<CompletableFuture<?>> unconfirmed = new ArrayDeque<>();
        for (Message message : messages) {
            if (unconfirmed.size() >= UNCONFIRMED_MAX) {
                confirm(unconfirmed.poll());
            }
            unconfirmed.add(broker.publish(message.topic(), message.body()));
        }
        while (!unconfirmed.isEmpty()) {
            confirm(unconfirmed.poll());
        }
    }

    private static void confirm(CompletableFuture<?> message)
            throws BrokerFailed, InterruptedException {
        try {
            message.get(CONFIRM_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BrokerFailed("it did not confirm a message: " + cause);
        }
    }

    /** What one go publishes. */
    private static final class Batch {
        private final List<Message> messages = new ArrayList<>();
        private long last;
    }
}
