package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.MqttAuthentication;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.Notification;
import org.trimtab.openadr.wire.OperationTopics;

/** How a VEN sees to it that it is told: subscriptions at the VTN, and its broker. */
class HintsTest {
    private static final OperationTopics TOPICS =
            new OperationTopics("e/create", "e/update", "e/delete", null, Extras.NONE);
    private static final String MQTT =
            "{'WEBHOOK':true,'MQTT':{'URIS':['%s'],'serialization':'JSON','authentication':"
                    + "{'method':'ANONYMOUS'}}}";

    private static SmallMqtt broker;

    private final InstantSource clock = InstantSource.system();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private StandIn vtn;

    @BeforeAll
    static void open() throws IOException {
        broker = new SmallMqtt();
    }

    @AfterAll
    static void shut() {
        broker.close();
    }

    @BeforeEach
    void begin() throws IOException {
        vtn = new StandIn();
    }

    @AfterEach
    void end() {
        vtn.close();
    }

    private static void await(BooleanSupplier so, Object shown) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s", shown).isLessThan(until);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private VtnLink link(VenSettings.Webhook webhook, boolean mqtt) {
        VtnAddress address = vtn.address();
        return new VtnLink(
                new VenSettings(
                        address, Meanings.NONE, Duration.ofSeconds(30), webhook, mqtt, false, 1),
                new Link.Surroundings(
                        VenNotes.inMemory(1), clock, Measures.NONE, null, said::add, _ -> {}),
                () -> {});
    }

    @Test
    void shouldKeepASubscriptionForEveryoneAndOneForItsTargets() {
        vtn.subscriptions.put(
                "old",
                ("{'id':'old','clientName':'stand-in','objectOperations':[{'objects':['EVENT'],"
                                + "'operations':['CREATE'],'callbackUrl':'https://me.example/x'}]}")
                        .replace('\'', '"'));
        vtn.subscriptions.put(
                "other",
                ("{'id':'other','clientName':'stand-in','objectOperations':[{'objects':['EVENT'],"
                                + "'operations':['CREATE'],'callbackUrl':'https://other.example/'}]}")
                        .replace('\'', '"'));
        vtn.answers.put(
                "GET /vens",
                "[{'id':'v','venName':'stand-in','targets':['north']}]".replace('\'', '"'));
        VtnLink link =
                link(
                        new VenSettings.Webhook(URI.create("https://me.example/x"), "bearer-1"),
                        false);
        try (link) {
            link.start();
            await(() -> said.toString().contains("calls back at"), vtn.asked);
            assertThat(vtn.subscriptions).doesNotContainKey("old").containsKey("other").hasSize(3);
            List<String> ours =
                    vtn.subscriptions.values().stream()
                            .filter(s -> s.contains("bearer-1"))
                            .toList();
            assertThat(ours).hasSize(2);
            assertThat(ours.stream().filter(s -> s.contains("[\"north\"]"))).hasSize(1);
        }
        assertThat(vtn.subscriptions).containsOnlyKeys("other"); // it takes its own back
    }

    @Test
    void shouldSayThatItPollsWhenTheVtnTakesNoSubscription() {
        vtn.answers.put("POST /subscriptions", "[]");
        try (VtnLink link =
                link(new VenSettings.Webhook(URI.create("https://me.example/x"), null), false)) {
            link.start();
            await(() -> said.toString().contains("until it works the VTN is polled"), said);
            assertThat(link.state().trouble()).isNull();
        }
    }

    @Test
    void shouldSayOnceThatThereIsNoBroker() {
        vtn.answers.put("GET /notifiers", "{\"WEBHOOK\":true}");
        try (VtnLink link = link(null, true)) {
            link.start();
            await(() -> said.toString().contains("has no broker; it is polled"), said);
        }
    }

    @Test
    void shouldHearOfAnEventByTheBrokerAndBeginAgainWhenItHangsUp() throws Exception {
        vtn.answers.put("GET /notifiers", MQTT.formatted(broker.url()).replace('\'', '"'));
        vtn.answers.put("GET /vens", "[{\"id\":\"v\",\"venName\":\"stand-in\"}]");
        for (String kind : List.of("events", "programs")) {
            vtn.answers.put(
                    "GET /notifiers/mqtt/topics/vens/v/" + kind,
                    ("{'topics':{'CREATE':'" + kind + "/c','UPDATE':'" + kind + "/u','DELETE':'")
                                    .replace('\'', '"')
                            + kind
                            + "/d\"}}");
        }
        vtn.answers.replaceAll((what, body) -> body.replace('\'', '"'));
        try (VtnLink link = link(null, true)) {
            link.start();
            await(() -> said.toString().contains("listens on the broker"), said);
            publish("events/c", note("CREATE", "told"));
            await(() -> link.state().events().size() == 1, said);
            said.clear();
            broker.hangUp();
            await(() -> said.toString().contains("listens on the broker"), said);
            publish("events/u", note("UPDATE", "again"));
            await(
                    () -> vtn.asked.stream().filter(a -> a.startsWith("GET /events")).count() > 2,
                    said);
        }
    }

    private String note(String operation, String id) {
        String event = Events.json(id, "'intervals':[" + Events.interval(0, "SIMPLE", "1") + "]");
        vtn.events.put(id, event);
        return "{\"objectType\":\"EVENT\",\"operation\":\""
                + operation
                + "\",\"object\":"
                + event
                + "}";
    }

    private static void publish(String topic, String body) {
        Mqtt3BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier("publisher")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildBlocking();
        client.connect();
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(body.getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
    }

    private static MqttNotifier notifier(MqttAuthentication how, String... uris) {
        return new MqttNotifier(List.of(uris), "JSON", how, Extras.NONE);
    }

    private static MqttAuthentication how(String method) {
        return new MqttAuthentication(method, null, null, null, null, Extras.NONE);
    }

    @Test
    void shouldTakeTheNextBrokerAndPassOverWhatIsNoNotification() throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        try (VenClient client = new VenClient(vtn.address(), clock);
                MqttEar ear =
                        MqttEar.open(
                                client,
                                notifier(
                                        how(MqttAuthentication.BEARER),
                                        "mqtt://127.0.0.1:1",
                                        broker.url()),
                                List.of(TOPICS),
                                heard::add,
                                () -> {})) {
            publish("e/update", "<html>");
            publish("e/update", "{\"objectType\":\"TEAPOT\"}");
            publish("elsewhere", note("CREATE", "not ours"));
            publish("e/create", note("CREATE", "ours"));
            Notification first = heard.poll(20, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.object().get("id").stringValue()).isEqualTo("ours");
            assertThat(heard).isEmpty();
            assertThat(ear.isLost()).isFalse();
        }
    }

    @Test
    void shouldSayWhyWhenNoBrokerTakesIt() {
        try (VenClient client = new VenClient(vtn.address(), clock)) {
            assertThatThrownBy(() ->
                            MqttEar.open(
                                    client,
                                    notifier(how(MqttAuthentication.CERTIFICATE), broker.url()),
                                    List.of(TOPICS),
                                    _ -> {},
                                    () -> {}))
                    .isInstanceOf(VtnFault.class)
                    .hasMessageContaining("give tls-cert and tls-key");
        }
    }
}
