package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.rest.Caller.Answer;
import org.trimtab.openadr.vtn.store.Changes;
import tools.jackson.databind.JsonNode;

/** Subscriptions, the notifiers there are, and their topics. */
final class NotifiersApiTest {
    private static final String NOBODY = "mqtt://127.0.0.1:1";

    private final TestVtn vtn = TestVtn.shared(Store.SQLITE);

    @Test
    void shouldSayWhichNotifiersThereAreWhenAnyClientAsks() {
        for (String client : List.of("bl", "ven1")) {
            JsonNode notifiers = vtn.as(client).get("/notifiers").json();
            assertThat(notifiers.path("WEBHOOK").asBoolean()).isTrue();
            assertThat(notifiers.has("MQTT")).isFalse();
        }
        vtn.anonymous().get("/notifiers").problem(401);
        vtn.as("bl").get("/notifiers/mqtt/topics/events").problem(404);
    }

    @Test
    void shouldGiveEachItsOwnTopicsWhenThereIsABroker() {
        try (TestVtn other = new TestVtn(Store.SQLITE, Choices.USUAL, null, NOBODY)) {
            Caller bl = other.as("bl");
            Caller ven1 = other.as("ven1");
            String own = bl.grant("ven1");
            String foreign = bl.grant("ven2");
            String program = bl.program();
            JsonNode mqtt = ven1.get("/notifiers").json().path("MQTT");
            assertThat(mqtt.path("URIS").get(0).asString()).isEqualTo(NOBODY);
            assertThat(mqtt.path("serialization").asString()).isEqualTo("JSON");
            String topics = "/notifiers/mqtt/topics/";
            for (String of :
                    List.of(
                            "programs",
                            "events",
                            "reports",
                            "subscriptions",
                            "vens",
                            "resources")) {
                JsonNode names = bl.get(topics + of).json().path("topics");
                assertThat(names.has("CREATE") && names.has("UPDATE") && names.has("DELETE"))
                        .isTrue();
                ven1.get(topics + of).problem(403);
            }
            assertThat(bl.get(topics + "programs/" + program).json().path("topics").has("CREATE"))
                    .isFalse();
            assertThat(bl.get(topics + "programs/" + program + "/events").status()).isEqualTo(200);
            bl.get(topics + "programs/nowhere").problem(404);
            for (String below : List.of("", "/events", "/programs", "/resources")) {
                assertThat(ven1.get(topics + "vens/" + own + below).status()).isEqualTo(200);
                ven1.get(topics + "vens/" + foreign + below).problem(404);
                assertThat(bl.get(topics + "vens/" + foreign + below).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldKeepASubscriptionOnlyWhenItsCallbackSaysTheWordBack() throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer callback =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callback.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String query = String.valueOf(exchange.getRequestURI().getQuery());
                        asked.add(query);
                        boolean good = exchange.getRequestURI().getPath().equals("/good");
                        byte[] said =
                                (good ? query.replace("echo=", "") : "no")
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, said.length);
                        exchange.getResponseBody().write(said);
                    }
                });
        callback.start();
        String url = "http://127.0.0.1:" + callback.getAddress().getPort();
        Caller ven1 = vtn.as("ven1");
        Caller ven2 = vtn.as("ven2");
        Caller bl = vtn.as("bl");
        try {
            long before = vtn.database.reading(Changes::newest);
            String program = bl.program();
            Answer made = ven1.post("/subscriptions", subscription(url + "/good", program));
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(made.json().path("clientID").asString()).isEqualTo("ven1");
            assertThat(asked.peek()).startsWith("echo=");
            assertThat(
                            ven1.post("/subscriptions", subscription(url + "/bad", program))
                                    .problem(400))
                    .contains("echo");
            ven1.put("/subscriptions/" + made.id(), subscription(url + "/bad", program))
                    .problem(400);
            ven1.post("/subscriptions", subscription(url + "/good", "nowhere")).problem(409);
            String list = "/subscriptions?programID=" + program;
            assertThat(ven1.get(list).each("id")).containsExactly(made.id());
            assertThat(ven1.get(list + "&objects=EVENT&objects=VEN").each("id"))
                    .containsExactly(made.id());
            assertThat(ven1.get(list + "&objects=VEN").each("id")).isEmpty();
            ven1.get(list + "&objects=HOUSE").problem(400);
            assertThat(ven1.get(list + "&clientName=me").each("id")).containsExactly(made.id());
            assertThat(ven2.get(list).each("id")).isEmpty();
            ven2.get("/subscriptions/" + made.id()).problem(404);
            String one = "/subscriptions/" + made.id();
            assertThat(bl.get(one).text()).contains("callbackUrl").doesNotContain("bearerToken");
            assertThat(bl.get(list).text()).contains("callbackUrl").doesNotContain("bearerToken");
            assertThat(made.text()).contains("\"bearerToken\":\"t\"");
            assertThat(ven1.get(one).text()).isEqualTo(made.text());
            assertThat(ven1.put(one, subscription(url + "/good", program)).text())
                    .as("nothing changes, no time does")
                    .isEqualTo(made.text());
            var kept = vtn.database.reading(c -> Changes.after(c, before, 100));
            assertThat(kept)
                    .extracting(change -> change.object())
                    .noneMatch(object -> object.contains("\"t\""));
            assertThat(bl.delete("/programs/" + program).status()).isEqualTo(200);
            ven1.get("/subscriptions/" + made.id()).problem(404);
        } finally {
            callback.stop(0);
        }
    }

    @Test
    void shouldLetBusinessLogicAloneTouchDeadLetters() {
        String letters = "/extensions/deliveries";
        assertThat(vtn.as("bl").get(letters).json().path("telling").asBoolean()).isTrue();
        vtn.as("ven1").get(letters).problem(403);
        for (String verb : List.of("/retry", "/drop")) {
            vtn.as("ven1").post(letters + verb, "{\"all\":true}").problem(403);
            vtn.anonymous().post(letters + verb, "{\"all\":true}").problem(401);
            Caller bl = vtn.as("bl");
            bl.post(letters + verb, "{}").problem(400);
            bl.post(letters + verb, "{\"delivery_ids\":[]}").problem(400);
            JsonNode answer =
                    bl.post(letters + verb, "{\"delivery_ids\":[\"s.0.1\",\"'\"]}").json();
            assertThat(answer.path("left").size()).isEqualTo(2);
        }
    }

    @Test
    void shouldWriteOneChangeWithEachWriteWhenItCommits() {
        Caller bl = vtn.as("bl");
        long before = vtn.database.reading(Changes::newest);
        String program = bl.program();
        bl.put("/programs/" + program, "{\"programName\":\"" + unique("p") + "\"}").id();
        bl.post("/programs", "{}").problem(400);
        bl.post("/events", Caller.eventBody("nowhere")).problem(409);
        bl.delete("/programs/" + program).id();
        var changes = vtn.database.reading(connection -> Changes.after(connection, before, 100));
        assertThat(changes)
                .as("%s", changes)
                .extracting(change -> change.operation().name())
                .containsExactly("CREATE", "UPDATE", "DELETE");
        assertThat(changes).extracting(change -> change.objectId()).containsOnly(program);
        assertThat(changes.get(1).previousBody()).isEqualTo(changes.get(0).body());
        assertThat(changes.get(2).body()).isNull();
    }

    private static String subscription(String url, String program) {
        return "{\"clientName\":\"me\",\"programID\":\""
                + program
                + "\",\"objectOperations\":[{\"objects\":[\"EVENT\",\"PROGRAM\"],\"operations\":[\"CREATE\"],"
                + "\"callbackUrl\":\""
                + url
                + "\",\"bearerToken\":\"t\"}]}";
    }
}
