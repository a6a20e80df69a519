package org.trimtab.openadr.ven;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;
import org.trimtab.openadr.tls.Tls;
import org.trimtab.openadr.wire.MqttAuthentication;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.Notification;
import org.trimtab.openadr.wire.OperationTopics;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;

/**
 * Listens on a VTN's broker by MQTT 3.1.1. One connection; when it is lost it says so, and whoever
 * keeps it opens another, with a fresh token.
 */
final class MqttEar implements AutoCloseable {
    private static final long WITHIN_SECONDS = 15;
    private static final int PORT = 1883;
    private static final int PORT_TLS = 8883;
    private static final int MESSAGE_MAX = 1024 * 1024;

    private final Mqtt3AsyncClient client;
    private volatile boolean lost;

    private MqttEar(
            VtnAddress vtn,
            URI broker,
            @Nullable Tls tls,
            @Nullable Mqtt3SimpleAuth auth,
            Runnable hint) {
        boolean encrypted = isEncrypted(broker);
        int port = broker.getPort() >= 0 ? broker.getPort() : encrypted ? PORT_TLS : PORT;
        Mqtt3ClientBuilder builder =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("ven-" + UUID.randomUUID())
                        .serverHost(broker.getHost())
                        .serverPort(port)
                        .addDisconnectedListener(context -> gone(context, hint));
        if (encrypted) {
            builder = encrypted(builder, tls);
        }
        if (auth != null) {
            builder = builder.simpleAuth(auth);
        }
        client = builder.buildAsync();
        if (vtn.isEncrypted() && !encrypted) {
            throw new IllegalArgumentException(
                    "the broker " + broker + " is not encrypted while its VTN is");
        }
    }

    private static Mqtt3ClientBuilder encrypted(Mqtt3ClientBuilder builder, @Nullable Tls tls) {
        if (tls == null) {
            return builder.sslWithDefaultConfig();
        }
        return builder.sslConfig()
                .trustManagerFactory(tls.trust())
                .keyManagerFactory(tls.keys())
                .applySslConfig();
    }

    private void gone(MqttClientDisconnectedContext context, Runnable hint) {
        boolean expected = context.getCause() instanceof MqttSessionExpiredException;
        if (!lost && !expected) {
            lost = true;
            hint.run(); // what was missed is polled for
        }
    }

    private static boolean isEncrypted(URI broker) {
        String scheme = String.valueOf(broker.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("mqtts") || scheme.equals("ssl") || scheme.equals("tls");
    }

    /**
     * Connects and listens.
     *
     * @param topics what to listen to
     * @param told is given each notification
     * @param hint is run when the connection is lost
     * @throws VtnFault when no broker of the list takes it
     */
    static MqttEar open(
            VenClient client,
            MqttNotifier notifier,
            List<OperationTopics> topics,
            Consumer<Notification> told,
            Runnable hint) {
        List<String> why = new ArrayList<>();
        for (String uri : notifier.uris()) {
            MqttEar ear = null;
            try {
                ear =
                        new MqttEar(
                                client.vtn(),
                                URI.create(uri),
                                tls(client.vtn(), notifier.authentication()),
                                auth(client, notifier),
                                hint);
                ear.connect();
                for (String topic : names(topics)) {
                    ear.subscribe(topic, told);
                }
                return ear;
            } catch (IllegalArgumentException
                    | ExecutionException
                    | TimeoutException
                    | CompletionException e) {
                why.add(uri + ": " + Words.shortened(String.valueOf(e.getMessage())));
                if (ear != null) {
                    ear.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                why.add("interrupted");
                break;
            }
        }
        throw new VtnFault(
                VtnFault.Kind.UNREACHABLE,
                0,
                "the broker of VTN " + client.vtn().name() + " takes no connection: " + why,
                null);
    }

    private static @Nullable Mqtt3SimpleAuth auth(VenClient client, MqttNotifier notifier) {
        MqttAuthentication how = notifier.authentication();
        return switch (how.method()) {
            case MqttAuthentication.ANONYMOUS, MqttAuthentication.CERTIFICATE -> null;
            case MqttAuthentication.BEARER -> {
                String id = client.vtn().clientId() == null ? "" : client.vtn().clientId();
                String user = how.username() == null ? "{clientID}" : how.username();
                yield Mqtt3SimpleAuth.builder()
                        .username(user.replace("{clientID}", id))
                        .password(client.token().orElse("").getBytes(StandardCharsets.UTF_8))
                        .build();
            }
            default ->
                    throw new IllegalArgumentException(
                            "the proof \""
                                    + how.method()
                                    + "\" is not known here; poll or webhook");
        };
    }

    /** What TLS with the broker shows and trusts: what the VTN hands out for it, else our own. */
    private static @Nullable Tls tls(VtnAddress vtn, MqttAuthentication how) {
        Tls own = vtn.tls();
        if (!how.method().equals(MqttAuthentication.CERTIFICATE)) {
            return own;
        }
        String certificate = how.clientCert();
        String key = how.clientKey();
        if (certificate != null && key != null) {
            return Tls.showing(ClientIdentity.pem(certificate, key, how.caCert()));
        }
        if (own == null || !own.showsItself()) {
            throw new IllegalArgumentException(
                    "the broker wants a client certificate; give tls-cert and tls-key");
        }
        return own;
    }

    /** A wildcard for all operations is not relied on: a VTN may have none. */
    private static List<String> names(List<OperationTopics> topics) {
        List<String> names = new ArrayList<>();
        for (OperationTopics of : topics) {
            if (of.create() != null) {
                names.add(of.create());
            }
            names.add(of.update());
            names.add(of.delete());
        }
        return names.stream().distinct().toList();
    }

    private void connect() throws InterruptedException, ExecutionException, TimeoutException {
        client.connectWith()
                .cleanSession(true)
                .keepAlive(30)
                .send()
                .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private void subscribe(String topic, Consumer<Notification> told)
            throws InterruptedException, ExecutionException, TimeoutException {
        client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> take(message, told))
                .send()
                .get(WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private static void take(Mqtt3Publish message, Consumer<Notification> told) {
        byte[] body = message.getPayloadAsBytes();
        if (body.length > MESSAGE_MAX) {
            return; // the next poll brings what it is about
        }
        try {
            told.accept(Wire.readAnswer(body, Notification.class));
        } catch (WireFault e) {
            // Not a notification; the next poll brings whatever it was about.
        }
    }

    boolean isLost() {
        return lost;
    }

    @Override
    public void close() {
        lost = true;
        var _ = client.disconnect();
    }
}
