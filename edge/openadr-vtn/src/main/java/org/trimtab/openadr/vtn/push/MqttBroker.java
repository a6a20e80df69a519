package org.trimtab.openadr.vtn.push;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.trimtab.openadr.vtn.push.MqttSettings.Login;

/** A broker that is spoken to in MQTT 3.1.1 or MQTT 5. Reconnecting is the caller's. */
final class MqttBroker implements Broker {
    static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final List<String> TLS = List.of("TLSv1.3", "TLSv1.2");

    private final Publishing publishing;
    private final BooleanSupplier connected;
    private final Runnable disconnect;

    private MqttBroker(Publishing publishing, BooleanSupplier connected, Runnable disconnect) {
        this.publishing = publishing;
        this.connected = connected;
        this.disconnect = disconnect;
    }

    @FunctionalInterface
    private interface Publishing {
        CompletableFuture<?> publish(String topic, byte[] body);
    }

    /** Connects. */
    static Broker open(MqttSettings settings) throws BrokerFailed, InterruptedException {
        MqttClientBuilder builder =
                MqttClient.builder()
                        .identifier("trimtab-vtn-" + UUID.randomUUID())
                        .serverHost(settings.broker().getHost())
                        .serverPort(settings.port())
                        .transportConfig()
                        .socketConnectTimeout(CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        .applyTransportConfig();
        if (settings.tls()) {
            builder =
                    builder.sslConfig()
                            .protocols(TLS)
                            .trustManagerFactory(Pem.trust(settings.authority()))
                            .applySslConfig();
        }
        return settings.version() == 5 ? five(builder, settings) : three(builder, settings);
    }

    private static Broker three(MqttClientBuilder builder, MqttSettings settings)
            throws BrokerFailed, InterruptedException {
        Mqtt3AsyncClient client = builder.useMqttVersion3().buildAsync();
        var connect = client.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_SECONDS);
        Login login = settings.login();
        if (login != null) {
            connect =
                    connect.simpleAuth()
                            .username(login.username())
                            .password(login.password().getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        await(connect.send(), settings);
        return new MqttBroker(
                (topic, body) ->
                        client.publishWith()
                                .topic(topic)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .payload(body)
                                .send(),
                () -> client.getState() == MqttClientState.CONNECTED,
                () -> {
                    var _ = client.disconnect();
                });
    }

    private static Broker five(MqttClientBuilder builder, MqttSettings settings)
            throws BrokerFailed, InterruptedException {
        Mqtt5AsyncClient client = builder.useMqttVersion5().buildAsync();
        var connect = client.connectWith().cleanStart(true).keepAlive(KEEP_ALIVE_SECONDS);
        Login login = settings.login();
        if (login != null) {
            connect =
                    connect.simpleAuth()
                            .username(login.username())
                            .password(login.password().getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        await(connect.send(), settings);
        return new MqttBroker(
                (topic, body) ->
                        client.publishWith()
                                .topic(topic)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .payload(body)
                                .contentType("application/json")
                                .send()
                                .thenApply(MqttBroker::accepted),
                () -> client.getState() == MqttClientState.CONNECTED,
                () -> {
                    var _ = client.disconnect();
                });
    }

    private static Object accepted(
            com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult result) {
        result.getError()
                .ifPresent(error -> {
                    throw new IllegalStateException(error);
                });
        return result;
    }

    private static void await(CompletableFuture<?> connecting, MqttSettings settings)
            throws BrokerFailed, InterruptedException {
        try {
            connecting.get(2 * CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BrokerFailed(
                    settings.broker().getHost() + ":" + settings.port() + " " + cause.getMessage());
        }
    }

    @Override
    public CompletableFuture<?> publish(String topic, byte[] body) {
        return publishing.publish(topic, body);
    }

    @Override
    public boolean isConnected() {
        return connected.getAsBoolean();
    }

    @Override
    public void close() {
        if (isConnected()) {
            disconnect.run();
        }
    }
}
