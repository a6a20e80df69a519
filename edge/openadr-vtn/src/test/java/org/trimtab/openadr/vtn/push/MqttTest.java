package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.openadr.wire.Notifiers;
import org.trimtab.openadr.wire.OperationTopics;
import org.trimtab.openadr.wire.Wire;

final class MqttTest {
    private static final Server BROKER = new Server();
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static int port;

    @TempDir private Path folder;
    private Outbox outbox;

    @BeforeAll
    static void startBroker() throws Exception {
        port = freePort();
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", String.valueOf(port));
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        BROKER.startServer(new MemoryConfig(settings));
    }

    @AfterAll
    static void stopBroker() {
        BROKER.stopServer();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @BeforeEach
    void open() {
        outbox = new Outbox(folder);
    }

    @AfterEach
    void close() {
        outbox.database().close();
    }

    private MqttSettings settings() {
        return MqttSettings.of("mqtt://127.0.0.1:" + port);
    }

    private Push push(MqttSettings settings) {
        return Push.start(
                outbox.database(),
                new PushSettings(CallbackPolicy.STRICT, null, settings),
                Clock.systemUTC());
    }

    /** What a client that listens to a filter hears. */
    private BlockingQueue<Mqtt3Publish> listen(String filter) {
        BlockingQueue<Mqtt3Publish> heard = new LinkedBlockingQueue<>();
        Mqtt3BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("listener-" + LISTENERS.incrementAndGet())
                        .serverHost("127.0.0.1")
                        .serverPort(port)
                        .buildBlocking();
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard::add)
                .send()
                .join();
        return heard;
    }

    private static String next(BlockingQueue<Mqtt3Publish> heard) throws InterruptedException {
        Mqtt3Publish message = heard.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("a message within a minute").isNotNull();
        return message.getTopic()
                + " "
                + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldPublishTheWholeToBusinessLogicAndToEachVenItsOwn() throws Exception {
        outbox.ven("v1", "c1", List.of("north"));
        outbox.ven("v2", "c2", List.of("south"));
        BlockingQueue<Mqtt3Publish> all = listen("oadr/events/+");
        BlockingQueue<Mqtt3Publish> one = listen("oadr/vens/c1/#");
        BlockingQueue<Mqtt3Publish> two = listen("oadr/vens/c2/#");
        try (Push push = push(settings().withPrefix("oadr/"))) {
            outbox.program("p1");
            outbox.event("e1", "p1", List.of("north", "secret"));
            outbox.event("e2", "p1", List.of());

            assertThat(next(all)).contains("/events/create ").contains("e1", "secret");
            assertThat(next(all)).contains("e2");
            assertThat(next(one)).contains("/vens/c1/programs/create ").contains("p1");
            assertThat(next(one))
                    .contains("/vens/c1/events/create ")
                    .contains("e1", "north")
                    .doesNotContain("secret");
            assertThat(next(one)).contains("e2");
            assertThat(next(two)).contains("p1");
            assertThat(next(two)).contains("/vens/c2/events/create ").contains("e2");
            assertThat(push.status().brokerConnected()).isTrue();
        }
        assertThat(two).isEmpty();
    }

    @Test
    void shouldLoseNothingAndKeepTheOrderWhenTheBrokerWasAway() throws Exception {
        try (Push push = push(MqttSettings.of("mqtt://127.0.0.1:" + freePort()))) {
            outbox.program("p1");
            IntStream.range(0, 10).forEach(i -> outbox.event("e" + i, "p1", List.of()));
            assertThat(push.status().brokerConnected()).isFalse();
        }
        BlockingQueue<Mqtt3Publish> all = listen("programs/p1/events/+");

        try (Push push = push(settings())) {
            for (int i = 0; i < 10; i++) {
                assertThat(next(all)).contains("\"id\":\"e" + i + "\"");
            }
            assertThat(push.status().dead()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void shouldPublishAgainFromTheUnconfirmedWhenTheBrokerHangsUp(int version) throws Exception {
        try (SmallBroker small = new SmallBroker(1, 4, 7);
                Push push =
                        push(
                                MqttSettings.of("mqtt://127.0.0.1:" + small.port())
                                        .withVersion(version))) {
            outbox.program("p1");
            IntStream.range(0, 10).forEach(i -> outbox.event("e" + i, "p1", List.of()));

            Set<String> events = new LinkedHashSet<>();
            while (events.size() < 10) {
                String message = small.heard().poll(60, TimeUnit.SECONDS);
                assertThat(message)
                        .as("a message within a minute")
                        .contains(" v" + (version == 5 ? 5 : 4) + " ");
                if (message.startsWith("events/create")) {
                    events.add(message.replaceAll("(?s).*\"object\":\\{\"id\":\"(e\\d)\".*", "$1"));
                }
            }

            assertThat(events)
                    .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9");
            assertThat(push.status().waiting()).isZero();
        }
    }

    @Test
    void shouldNameTheTopicsOfEveryGroup() {
        MqttTopics topics = new MqttTopics("");
        for (TopicGroup group : TopicGroup.values()) {
            OperationTopics of = topics.of(group, "a/b+c").topics();
            assertThat(of.create() == null).isEqualTo(group.isOfOneObject());
            assertThat(of.all()).endsWith("/+");
            assertThat(of.update()).doesNotContain("a/b", "+");
        }
        assertThat(topics.of(TopicGroup.PROGRAMS, "").topics().create())
                .isEqualTo("programs/create");
        assertThat(topics.of(TopicGroup.PROGRAM, "7").topics().update())
                .isEqualTo("programs/7/update");
        assertThat(topics.of(TopicGroup.VEN_EVENTS, "c1").topics().delete())
                .isEqualTo("vens/c1/events/delete");
        assertThat(topics.of(TopicGroup.PROGRAM_EVENTS, "7").topics().all())
                .isEqualTo("programs/7/events/+");
    }

    @Test
    void shouldKeepEachVenToItsOwnBranch() {
        MqttAccess access = new MqttAccess(new MqttTopics("oadr/"));

        assertThat(access.isAllowed("c1", false, MqttAccess.Wish.READ, "oadr/vens/c1/events/+"))
                .isTrue();
        for (String filter :
                List.of(
                        "oadr/vens/c10/events/+",
                        "oadr/vens/+/events/+",
                        "oadr/#",
                        "#",
                        "oadr/vens/c1/")) {
            assertThat(access.isAllowed("c1", false, MqttAccess.Wish.READ, filter))
                    .as(filter)
                    .isFalse();
        }
        assertThat(access.isAllowed("bl", true, MqttAccess.Wish.READ, "oadr/events/+")).isTrue();
        assertThat(access.isAllowed("bl", true, MqttAccess.Wish.WRITE, "oadr/events/create"))
                .isFalse();
        assertThat(access.mosquitto("vtn", List.of("bl"), List.of("c1", "a b+")))
                .contains("user vtn\ntopic readwrite oadr/#")
                .contains("user a b+\ntopic read oadr/vens/a b%2B/#")
                .endsWith("pattern read oadr/vens/%u/#\n");
    }

    @Test
    void shouldTellClientsOfTheBrokerWhenThereIsOne() {
        MqttSettings told =
                MqttSettings.of("mqtts://vtn:pw@broker.example")
                        .withAuthentication(MqttSettings.bearer());
        try (Push push = push(told)) {
            Notifiers notifiers = push.notifiers();

            assertThat(Wire.text(notifiers))
                    .isEqualTo(
                            "{\"WEBHOOK\":true,\"MQTT\":{\"URIS\":[\"mqtts://broker.example\"],"
                                    + "\"serialization\":\"JSON\",\"authentication\":"
                                    + "{\"method\":\"OAUTH2_BEARER_TOKEN\",\"username\":\"{clientID}\"}}}");
            assertThat(push.topics(TopicGroup.EVENTS, "")).isPresent();
        }
    }
}
