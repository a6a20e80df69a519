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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.push.Settled.State;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Seal;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.NotifierTopics;
import org.trimtab.openadr.wire.Notifiers;
import org.trimtab.openadr.wire.ObjectOperation;

/**
 * The telling side of a VTN: checks callbacks before they are stored, makes deliveries of every change in the outbox
 * and sends them, and publishes changes to a broker. At least once: what a kill interrupts goes on after the next
 * start. Of several processes on one database one tells at a time; another takes its place when it ends or dies.
 */
public final class Push implements AutoCloseable {
    /** Delivered rows kept to be looked at; older ones are forgotten. */
    public static final int DELIVERED_MAX = 50_000;

    /** Dead letters kept to be looked at; older ones are forgotten. */
    public static final int DEAD_MAX = 10_000;

    /** Changes kept that everyone was told of already. */
    public static final int CHANGES_KEPT = 1_000;

    private static final System.Logger LOG = System.getLogger(Push.class.getName());
    private static final String KEY_PLACE = "secret webhook";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Database database;
    private final PushSettings settings;
    private final CallbackClient client;
    private final EchoChallenge challenge;
    private final Signatures signatures;
    private final @Nullable MqttTopics topics;
    private final Teller.Means means;
    private final Lease.Times times;
    private final @Nullable Lease lease;
    private final Bell turn = new Bell();
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Teller teller;

    private Push(
            Database database,
            PushSettings settings,
            PushLimits limits,
            Lease.Times times,
            Clock clock) {
        this.database = database;
        this.settings = settings;
        this.times = times;
        client = client();
        challenge = new EchoChallenge(settings.callbacks(), client);
        signatures = new Signatures(key(database));
        MqttSettings mqtt = settings.mqtt();
        topics = mqtt == null ? null : new MqttTopics(mqtt.prefix());
        means = new Teller.Means(database, settings, limits, signatures, topics, clock);
        lease = database.isShared() ? new Lease(database, times) : null;
    }

    /** Starts telling, from where the last process stopped, or waits for its turn. */
    public static Push start(Database database, PushSettings settings, Clock clock) {
        return start(database, settings, PushLimits.STANDARD, clock);
    }

    static Push start(Database database, PushSettings settings, PushLimits limits, Clock clock) {
        return start(database, settings, limits, Lease.Times.STANDARD, clock);
    }

    static Push start(
            Database database,
            PushSettings settings,
            PushLimits limits,
            Lease.Times times,
            Clock clock) {
        Push push = new Push(database, settings, limits, times, clock);
        push.begin();
        return push;
    }

    private CallbackClient client() {
        return new CallbackClient(settings.callbacks(), Resolver.SYSTEM, tls(settings));
    }

    private void begin() {
        database.afterCommit(() -> {
            Teller current = teller;
            if (current != null) {
                current.ring();
            }
        });
        if (lease == null) {
            teller = begun(0, Fence.NONE);
            return;
        }
        if (lease.keep(System.nanoTime())) {
            teller = begun(lease.term(), lease.fence(lease.term()));
        }
        threads.add(thread("openadr-lease", () -> keep(lease)));
        threads.add(thread("openadr-turn", () -> turns(lease)));
    }

    private Teller begun(long term, Fence fence) {
        Teller fresh = new Teller(means, client(), term, fence);
        try {
            fresh.begin();
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
        return fresh;
    }

    /** Work that goes on until its thread is interrupted. */
    @FunctionalInterface
    private interface Going {
        void on() throws InterruptedException;
    }

    private static Thread thread(String name, Going work) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .start(() -> {
                    try {
                        work.on();
                    } catch (InterruptedException e) {
                        LOG.log(Level.DEBUG, "{0} ends", name);
                    }
                });
    }

    private void keep(Lease kept) throws InterruptedException {
        while (!Thread.interrupted()) {
            kept.keep(System.nanoTime());
            turn.ring();
            TimeUnit.MILLISECONDS.sleep(times.beat().toMillis());
        }
    }

    /** Begins to tell when it is our turn, and stops when it no longer is. */
    private void turns(Lease kept) throws InterruptedException {
        while (!Thread.interrupted()) {
            long term = kept.term();
            Teller current = teller;
            try {
                if (current != null && current.term() != term) {
                    teller = null;
                    current.close();
                }
                if (term > 0 && teller == null) {
                    LOG.log(Level.DEBUG, "it is our turn to tell of changes");
                    teller = begun(term, kept.fence(term));
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "telling of changes could not begin: {0}", e.toString());
            }
            turn.await(times.beat());
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
        return database.reading(connection -> Letters.dead(connection, most));
    }

    /**
     * Sends notifications that were given up once more, with all their attempts.
     *
     * @param deliveryIds which ones; null for all
     */
    public Handled retry(@Nullable List<String> deliveryIds) {
        Instant now = means.clock().instant();
        return handled(deliveryIds, (connection, id) -> Letters.retry(connection, id, now));
    }

    /**
     * Throws notifications that were given up away.
     *
     * @param deliveryIds which ones; null for all
     */
    public Handled drop(@Nullable List<String> deliveryIds) {
        return handled(deliveryIds, Letters::drop);
    }

    /**
     * What was done with dead letters.
     *
     * @param count to how many it was done
     * @param left ids nothing was done to: no dead letter has one, or the subscription it was for is gone
     */
    public record Handled(int count, List<String> left) {
        public Handled {
            left = List.copyOf(left);
        }
    }

    @FunctionalInterface
    private interface Handling {
        int on(Connection connection, @Nullable String id) throws SQLException;
    }

    private Handled handled(@Nullable List<String> ids, Handling handling) {
        return database.inTransaction(connection -> {
            if (ids == null) {
                return new Handled(handling.on(connection, null), List.of());
            }
            int count = 0;
            List<String> left = new ArrayList<>();
            for (String id : ids) {
                int done = handling.on(connection, id);
                count += done;
                if (done == 0) {
                    left.add(id);
                }
            }
            return new Handled(count, left);
        });
    }

    /** How it goes. */
    public PushStatus status() {
        Teller current = teller;
        return database.reading(connection ->
                new PushStatus(
                        current != null,
                        current != null
                                ? current.reached()
                                : Math.max(0, Cursors.read(connection, Cursors.WEBHOOK)),
                        current != null
                                ? current.waiting()
                                : Deliveries.count(connection, State.WAITING),
                        Deliveries.count(connection, State.DELIVERED),
                        Deliveries.count(connection, State.DEAD),
                        current == null ? List.of() : current.leftAlone(),
                        current == null ? null : current.isConnected(),
                        current == null ? null : current.published()));
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
        String kept = database.inTransaction(connection -> keyText(connection, database.seal()));
        return HexFormat.of().parseHex(database.seal().open(KEY_PLACE, kept));
    }

    private static String keyText(Connection connection, Seal seal) throws SQLException {
        byte[] fresh = new byte[Signatures.KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO secrets (name, secret) VALUES ('webhook', ?)"
                                + " ON CONFLICT (name) DO NOTHING")) {
            insert.setString(1, seal.close(KEY_PLACE, HexFormat.of().formatHex(fresh)));
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
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Teller current = teller;
        if (current != null) {
            teller = null;
            current.close();
        }
        client.close();
        if (lease != null) {
            lease.release();
        }
    }
}
