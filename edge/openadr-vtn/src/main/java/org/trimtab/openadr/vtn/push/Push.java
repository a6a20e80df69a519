package org.trimtab.openadr.vtn.push;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.push.Settled.State;
import org.trimtab.openadr.vtn.store.Changes;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.NotifierTopics;
import org.trimtab.openadr.wire.Notifiers;
import org.trimtab.openadr.wire.ObjectOperation;

/**
 * The telling side of a VTN: checks callbacks before they are stored, makes deliveries of every change in the outbox
 * and sends them, and publishes changes to a broker. At least once: what a kill interrupts goes on after the next
 * start. Only one process may tell from a database: two would send everything twice.
 */
public final class Push implements AutoCloseable {
    /** Delivered rows kept to be looked at; older ones are forgotten. */
    public static final int DELIVERED_MAX = 50_000;

    /** Dead letters kept to be looked at; older ones are forgotten. */
    public static final int DEAD_MAX = 10_000;

    /** Changes kept that everyone was told of already. */
    public static final int CHANGES_KEPT = 1_000;

    private static final System.Logger LOG = System.getLogger(Push.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final BackOff BROKER_BACK_OFF =
            new BackOff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private final Database database;
    private final PushSettings settings;
    private final CallbackClient client;
    private final EchoChallenge challenge;
    private final Signatures signatures;
    private final DeliveryPool pool;
    private final Ledger ledger;
    private final FanOut fanOut;
    private final Bell bell = new Bell();
    private final Bell brokerBell = new Bell();
    private final @Nullable MqttTopics topics;
    private final @Nullable BrokerNotifier notifier;
    private final List<Thread> threads = new ArrayList<>();

    private Push(Database database, PushSettings settings, PushLimits limits, Clock clock) {
        this.database = database;
        this.settings = settings;
        RandomGenerator chance = RandomGenerator.of("SplittableRandom");
        client = new CallbackClient(settings.callbacks(), Resolver.SYSTEM, tls(settings));
        challenge = new EchoChallenge(settings.callbacks(), client);
        signatures = new Signatures(key(database));
        Subscribers subscribers = new Subscribers();
        Courier courier = new Courier(settings.callbacks(), client, signatures);
        ledger = new Ledger(database, clock);
        pool = new DeliveryPool(limits, subscribers, courier, ledger, clock, chance);
        fanOut = new FanOut(database, subscribers, pool, clock);
        MqttSettings mqtt = settings.mqtt();
        topics = mqtt == null ? null : new MqttTopics(mqtt.prefix());
        notifier =
                mqtt == null || topics == null
                        ? null
                        : new BrokerNotifier(
                                database,
                                () -> MqttBroker.open(mqtt),
                                topics,
                                brokerBell,
                                BROKER_BACK_OFF,
                                RandomGenerator.of("SplittableRandom"));
    }

    /** Starts telling, from where the last process stopped. */
    public static Push start(Database database, PushSettings settings, Clock clock) {
        return start(database, settings, PushLimits.STANDARD, clock);
    }

    static Push start(Database database, PushSettings settings, PushLimits limits, Clock clock) {
        Push push = new Push(database, settings, limits, clock);
        push.begin();
        return push;
    }

    private void begin() {
        pool.resume(database.reading(Deliveries::waiting));
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
        database.afterCommit(() -> {
            bell.ring();
            brokerBell.ring();
        });
        thread("openadr-deliveries", pool::run);
        thread("openadr-ledger", ledger::run);
        thread("openadr-fan-out", this::fanOut);
        thread("openadr-tidy", this::tidy);
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
                if (!fanOut.step()) {
                    bell.await(IDLE);
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "changes are not fanned out: {0}", e.toString());
                TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
            }
        }
    }

    private void tidy() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(TIDY_EVERY.toMillis());
            try {
                ledger.trim(DELIVERED_MAX, DEAD_MAX);
                long told = fanOut.reached();
                if (notifier != null) {
                    told = Math.min(told, notifier.reached());
                }
                long upTo = told - CHANGES_KEPT;
                database.inTransaction(connection -> Changes.forget(connection, upTo));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "old deliveries are not forgotten: {0}", e.toString());
            }
        }
    }

    /**
     * Returns when every callback of a subscription may be used: called before one is stored or replaced.
     *
     * @throws CallbackRefused when one is not acceptable
     */
    public void admit(List<ObjectOperation> entries) {
        for (ObjectOperation entry : entries) {
            String token = entry.bearerToken();
            if (token != null && !token.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
                throw new CallbackRefused(
                        "bearerToken may hold visible ASCII characters only; it goes into a header");
            }
        }
        challenge.pass(entries.stream().map(ObjectOperation::callbackUrl).toList());
    }

    /** The secret a subscription's notifications are signed with; for its owner, see {@link Signatures}. */
    public String secret(String subscriptionId) {
        return signatures.secret(subscriptionId);
    }

    /** The answer to {@code GET /notifiers}. */
    public Notifiers notifiers() {
        MqttSettings mqtt = settings.mqtt();
        MqttNotifier binding =
                mqtt == null
                        ? null
                        : new MqttNotifier(mqtt.uris(), "JSON", mqtt.authentication(), Extras.NONE);
        return new Notifiers(true, binding, Extras.NONE);
    }

    /**
     * The answer to a look-up of topics; empty when there is no broker.
     *
     * @param id the programID, or the clientID of the ven; not used by groups of all objects
     */
    public Optional<NotifierTopics> topics(TopicGroup group, String id) {
        return Optional.ofNullable(topics).map(names -> names.of(group, id));
    }

    /** The notifications given up last, the newest first. */
    public List<DeadLetter> deadLetters(int most) {
        return database.reading(connection -> Deliveries.dead(connection, most));
    }

    /** How it goes. */
    public PushStatus status() {
        long[] settled =
                database.reading(connection ->
                        new long[] {
                            Deliveries.count(connection, State.DELIVERED),
                            Deliveries.count(connection, State.DEAD)
                        });
        return new PushStatus(
                fanOut.reached(),
                pool.waiting(),
                settled[0],
                settled[1],
                pool.leftAlone(),
                notifier == null ? null : notifier.isConnected(),
                notifier == null ? null : notifier.reached());
    }

    private static SSLSocketFactory tls(PushSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Pem.trust(settings.callbackAuthority()).getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** The key of the signatures, made at the first start. */
    private static byte[] key(Database database) {
        return HexFormat.of().parseHex(database.inTransaction(Push::keyText));
    }

    private static String keyText(Connection connection) throws SQLException {
        byte[] fresh = new byte[Signatures.KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO secrets (name, secret) VALUES ('webhook', ?)"
                                + " ON CONFLICT (name) DO NOTHING")) {
            insert.setString(1, HexFormat.of().formatHex(fresh));
            insert.executeUpdate();
        }
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT secret FROM secrets WHERE name = 'webhook'");
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return row.getString(1);
            }
        }
        throw new SQLException("the webhook key was not kept");
    }

    /** Stops; what is under way may be sent once more after the next start. */
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
        ledger.finish();
        fanOut.finish();
    }
}
