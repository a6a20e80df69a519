package org.trimtab.openadr.ven;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.ObjectOperation;
import org.trimtab.openadr.wire.OperationTopics;
import org.trimtab.openadr.wire.Subscription;
import org.trimtab.openadr.wire.SubscriptionRequest;

/**
 * Sees to it that a VTN tells this VEN of changes: keeps a subscription and a connection to the
 * broker. Both only make things faster; without them polling goes on.
 */
final class HintKeeper implements AutoCloseable {
    private static final Duration AGAIN_FIRST = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration AGAIN_MAX = Duration.ofMinutes(2);

    private static final long FIRST_ANSWER_NANOS = 100_000_000;

    private final VenSettings settings;
    private final VenClient client;
    private final VtnFollower follower;
    private final Consumer<String> said;
    private final @Nullable String bearer;
    private final Consumer<String> secretTold;
    private final Thread thread;
    private volatile boolean closed;
    private volatile List<String> subscriptions = List.of();
    private Set<String> subscribedFor = Set.of();
    private volatile @Nullable MqttEar ear;
    private @Nullable String lastTrouble;
    private boolean told;

    HintKeeper(
            VenSettings settings,
            VenClient client,
            VtnFollower follower,
            @Nullable String bearer,
            Consumer<String> secretTold,
            Consumer<String> said) {
        this.settings = settings;
        this.client = client;
        this.follower = follower;
        this.bearer = bearer;
        this.secretTold = secretTold;
        this.said = said;
        thread =
                Thread.ofVirtual()
                        .name("openadr-hints-" + settings.vtn().name())
                        .unstarted(this::keep);
    }

    void start() {
        if (settings.webhook() != null || settings.mqtt()) {
            thread.start();
        }
    }

    private void keep() {
        Duration again = AGAIN_FIRST;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            if (follower.state().answeredAt() == null) {
                LockSupport.parkNanos(FIRST_ANSWER_NANOS); // its targets are not known before
                continue;
            }
            try {
                subscribe();
                listen();
                lastTrouble = null;
                again = AGAIN_FIRST;
                LockSupport.parkNanos(LOOK.toNanos());
            } catch (VtnFault e) {
                String words = String.valueOf(e.getMessage());
                if (!words.equals(lastTrouble)) {
                    said.accept(words + "; until it works the VTN is polled");
                }
                lastTrouble = words;
                subscriptions = List.of();
                LockSupport.parkNanos(again.toNanos());
                Duration twice = again.multipliedBy(2);
                again = twice.compareTo(AGAIN_MAX) < 0 ? twice : AGAIN_MAX;
            }
        }
    }

    /** The broker has hung up: what was missed is polled for, and the broker is asked anew. */
    private void lost() {
        follower.hint();
        LockSupport.unpark(thread);
    }

    private void subscribe() {
        VenSettings.Webhook webhook = settings.webhook();
        Set<String> targets = follower.targets();
        if (webhook == null || (!subscriptions.isEmpty() && targets.equals(subscribedFor))) {
            return;
        }
        String url = webhook.url().toString();
        for (Subscription old : client.subscriptions().objects().values()) {
            boolean ours =
                    old.request().objectOperations().stream()
                            .anyMatch(operation -> operation.callbackUrl().equals(url));
            if (ours) {
                client.unsubscribe(old.meta().id());
            }
        }
        subscriptions = List.of();
        List<String> made = new ArrayList<>();
        made.add(subscribed(url, null));
        if (!targets.isEmpty()) {
            // one with targets hears of nothing else, as a list asked for by targets has nothing
            // else
            made.add(subscribed(url, List.copyOf(targets)));
        }
        subscriptions = List.copyOf(made);
        subscribedFor = targets;
        said.accept("VTN " + settings.vtn().name() + " calls back at " + url);
        follower.hint();
    }

    private String subscribed(String url, @Nullable List<String> targets) {
        VenClient.Subscribed made =
                client.subscribe(
                        new SubscriptionRequest(
                                settings.vtn().venName(),
                                null,
                                List.of(
                                        new ObjectOperation(
                                                List.of("EVENT", "PROGRAM"),
                                                List.of("CREATE", "UPDATE", "DELETE"),
                                                url,
                                                bearer,
                                                Extras.NONE)),
                                targets,
                                Extras.NONE));
        made.secret().ifPresent(secretTold);
        return made.subscription().meta().id();
    }

    private void listen() {
        MqttEar now = ear;
        if (!settings.mqtt() || (now != null && !now.isLost())) {
            return;
        }
        if (now != null) {
            now.close();
            ear = null;
        }
        MqttNotifier notifier = client.notifiers().mqtt();
        if (notifier == null) {
            if (!told) {
                said.accept("VTN " + settings.vtn().name() + " has no broker; it is polled");
            }
            told = true;
            return;
        }
        String ven = client.enrol().meta().id();
        List<OperationTopics> topics = new ArrayList<>();
        topics.add(client.topics("vens/" + ven + "/events"));
        topics.add(client.topics("vens/" + ven + "/programs"));
        ear = MqttEar.open(client, notifier, topics, follower::notified, this::lost);
        said.accept("listens on the broker of VTN " + settings.vtn().name());
        follower.hint();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        MqttEar now = ear;
        if (now != null) {
            now.close();
        }
        for (String made : subscriptions) {
            try {
                client.unsubscribe(made);
            } catch (VtnFault e) {
                // The VTN finds out by itself that nobody answers.
            }
        }
    }
}
