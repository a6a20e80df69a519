package org.trimtab.openadr.ven;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final Duration LOOKED_AFTER = Duration.ofMinutes(5);
    private static final Duration AGAIN_FIRST = Duration.ofSeconds(2);
    private static final Duration AGAIN_MAX = Duration.ofMinutes(2);

    private final VenSettings settings;
    private final VenClient client;
    private final VtnFollower follower;
    private final Consumer<String> said;
    private final @Nullable String bearer;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String subscription;
    private volatile @Nullable MqttEar ear;
    private @Nullable String lastTrouble;
    private boolean told;

    HintKeeper(
            VenSettings settings,
            VenClient client,
            VtnFollower follower,
            @Nullable String bearer,
            Consumer<String> said) {
        this.settings = settings;
        this.client = client;
        this.follower = follower;
        this.bearer = bearer;
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
        Duration pause = AGAIN_FIRST;
        while (!closed) {
            try {
                subscribe();
                listen();
                lastTrouble = null;
                pause = ear == null ? LOOKED_AFTER : AGAIN_FIRST;
            } catch (VtnFault e) {
                String words = String.valueOf(e.getMessage());
                if (!words.equals(lastTrouble)) {
                    said.accept(words + "; until it works the VTN is polled");
                }
                lastTrouble = words;
                subscription = null;
                pause = pause.multipliedBy(2).compareTo(AGAIN_MAX) < 0
                        ? pause.multipliedBy(2)
                        : AGAIN_MAX;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void subscribe() {
        VenSettings.Webhook webhook = settings.webhook();
        if (webhook == null || subscription != null) {
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
        List<String> targets = settings.vtn().targets();
        Subscription made =
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
                                targets.isEmpty() ? null : targets,
                                Extras.NONE));
        subscription = made.meta().id();
        said.accept("VTN " + settings.vtn().name() + " calls back at " + url);
        follower.hint();
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
        ear = MqttEar.open(client, notifier, topics, follower::notified, follower::hint);
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
        String made = subscription;
        if (made != null) {
            try {
                client.unsubscribe(made);
            } catch (VtnFault e) {
                // The VTN finds out by itself that nobody answers.
            }
        }
    }
}
