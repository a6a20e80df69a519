package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.Changes;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.StoreFailure;

/**
 * The one that tells: makes deliveries of every change in the outbox, sends them, and publishes changes to a broker,
 * from where the last one stopped.
 */
final class Teller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Teller.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final BackOff BROKER_BACK_OFF =
            new BackOff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private final Database database;
    private final CallbackClient client;
    private final DeliveryPool pool;
    private final Ledger ledger;
    private final FanOut fanOut;
    private final Bell bell = new Bell();
    private final Bell brokerBell = new Bell();
    private final @Nullable BrokerNotifier notifier;
    private final List<Thread> threads = new ArrayList<>();
    private final long term;

    /**
     * What it tells with.
     *
     * @param topics null without a broker
     */
    record Means(
            Database database,
            PushSettings settings,
            PushLimits limits,
            Signatures signatures,
            @Nullable MqttTopics topics,
            Clock clock) {}

    /**
     * @param client closed with this
     * @param term which turn it is for, and its fence
     */
    Teller(Means means, CallbackClient client, long term, Fence fence) {
        this.database = means.database();
        this.client = client;
        this.term = term;
        Subscribers subscribers = new Subscribers(database.seal());
        Courier courier = new Courier(means.settings().callbacks(), client, means.signatures());
        ledger = new Ledger(database, means.clock());
        pool =
                new DeliveryPool(
                        means.limits(),
                        subscribers,
                        courier,
                        ledger,
                        means.clock(),
                        RandomGenerator.of("SplittableRandom"));
        fanOut = new FanOut(database, subscribers, pool, means.clock(), fence);
        MqttSettings mqtt = means.settings().mqtt();
        MqttTopics topics = means.topics();
        notifier =
                mqtt == null || topics == null
                        ? null
                        : new BrokerNotifier(
                                database,
                                () -> MqttBroker.open(mqtt),
                                topics,
                                brokerBell,
                                BROKER_BACK_OFF,
                                fence);
    }

    /** Takes up what was left and begins. */
    void begin() {
        pool.resume(database.inTransaction(Deliveries::takenUp));
        fanOut.resume();
        if (notifier == null) {
            database.inTransaction(connection -> {
                Cursors.drop(connection, Cursors.MQTT);
                return true;
            });
        } else {
            notifier.resume();
            thread("openadr-mqtt", notifier::run);
        }
        thread("openadr-deliveries", pool::run);
        thread("openadr-ledger", ledger::run);
        thread("openadr-fan-out", this::fanOut);
        thread("openadr-tidy", this::tidy);
    }

    /** Which turn it is for. */
    long term() {
        return term;
    }

    /** Something may have changed. */
    void ring() {
        bell.ring();
        brokerBell.ring();
    }

    /** Work that goes on until its thread is interrupted. */
    @FunctionalInterface
    private interface Going {
        void on() throws InterruptedException;
    }

    private void thread(String name, Going work) {
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name(name)
                        .start(() -> {
                            try {
                                work.on();
                            } catch (InterruptedException e) {
                                LOG.log(Level.DEBUG, "{0} ends", name);
                            }
                        }));
    }

    private void fanOut() throws InterruptedException {
        while (!Thread.interrupted()) {
            try {
                again();
                if (!fanOut.step()) {
                    bell.await(IDLE);
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "changes are not fanned out: {0}", e.toString());
                TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
            }
        }
    }

    /** Takes up dead letters that someone wants sent again. */
    private void again() {
        if (database.reading(Letters::isAnyWanted)) {
            pool.again(database.inTransaction(Letters::wanted));
        }
    }

    private void tidy() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(TIDY_EVERY.toMillis());
            try {
                ledger.trim(Push.DELIVERED_MAX, Push.DEAD_MAX);
                long told = fanOut.reached();
                if (notifier != null) {
                    told = Math.min(told, notifier.reached());
                }
                long upTo = told - Push.CHANGES_KEPT;
                database.inTransaction(connection -> Changes.forget(connection, upTo));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "old deliveries are not forgotten: {0}", e.toString());
            }
        }
    }

    /** Callback hosts nobody can reach. */
    List<String> leftAlone() {
        return pool.leftAlone();
    }

    /** Whether the broker is there; null without one. */
    @Nullable Boolean isConnected() {
        return notifier == null ? null : Boolean.valueOf(notifier.isConnected());
    }

    /** The last change deliveries were made of. */
    long reached() {
        return fanOut.reached();
    }

    /** Deliveries that wait or are under way. */
    long waiting() {
        return pool.waiting();
    }

    /** The last change the broker confirmed; null without one. */
    @Nullable Long published() {
        return notifier == null ? null : Long.valueOf(notifier.reached());
    }

    /** Stops; what is under way may be sent once more by the next one. */
    @Override
    public void close() {
        pool.close();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        try {
            ledger.finish();
            fanOut.finish();
        } catch (StoreFailure e) {
            LOG.log(Level.DEBUG, "the place reached is not written down", e);
        }
    }
}
