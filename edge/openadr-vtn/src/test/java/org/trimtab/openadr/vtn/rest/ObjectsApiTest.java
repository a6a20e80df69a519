package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.openadr.vtn.rest.Caller.Answer;
import tools.jackson.databind.JsonNode;

/** Create, read, replace and delete, and what the VTN itself writes. */
@ParameterizedClass
@EnumSource(Store.class)
final class ObjectsApiTest {
    @Parameter Store store;

    private TestVtn vtn;
    private Caller bl;
    private Caller ven1;

    @BeforeEach
    void open() {
        vtn = TestVtn.shared(store);
        bl = vtn.as("bl");
        ven1 = vtn.as("ven1");
    }

    @Test
    void shouldWriteIdTimesAndTypeWhenAnObjectIsMade() {
        String program = bl.program();
        String event = bl.event(program);
        String ven = bl.grant("ven1");
        String resource =
                ven1.post("/resources", resource(ven, "VEN_RESOURCE_REQUEST", unique("r"))).id();
        String report = ven1.post("/reports", Caller.reportBody(event)).id();
        requireMetadata(bl.get("/programs/" + program), "PROGRAM");
        requireMetadata(bl.get("/events/" + event), "EVENT");
        requireMetadata(bl.get("/vens/" + ven), "VEN");
        requireMetadata(bl.get("/resources/" + resource), "RESOURCE");
        requireMetadata(bl.get("/reports/" + report), "REPORT");
    }

    private static void requireMetadata(Answer answer, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.path("id").asString()).matches("[a-zA-Z0-9_-]{1,128}");
        assertThat(json.path("objectType").asString()).isEqualTo(type);
        assertThat(Instant.parse(json.path("createdDateTime").asString()))
                .isBeforeOrEqualTo(Instant.parse(json.path("modificationDateTime").asString()));
    }

    @Test
    void shouldIgnoreIdTimesAndTypeWhenAClientSendsThem() {
        String own =
                "{\"id\":\"mine\",\"createdDateTime\":\"1999-01-01T00:00:00Z\","
                        + "\"modificationDateTime\":\"1999-01-01T00:00:00Z\",\"objectType\":\"EVENT\","
                        + "\"programName\":\"%s\"}";
        Answer made = bl.post("/programs", own.formatted(unique("p")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("id").asString()).isNotEqualTo("mine");
        assertThat(made.json().path("objectType").asString()).isEqualTo("PROGRAM");
        assertThat(made.text()).doesNotContain("1999");
        Answer put = bl.put("/programs/" + made.id(), own.formatted(unique("p")));
        assertThat(put.id()).isEqualTo(made.id());
        assertThat(put.text()).doesNotContain("1999");
    }

    @Test
    void shouldAnswer201WithItsPlaceWhenAnObjectIsMade() {
        Answer made = bl.post("/programs", "{\"programName\":\"" + unique("p") + "\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/openadr3/3.1.0/programs/" + made.id());
    }

    @Test
    void shouldKeepNumbersLettersAndUnknownPropertiesWhenAnEventIsStored() {
        String program = bl.program();
        String id =
                bl.post(
                                "/events",
                                "{\"programID\":\""
                                        + program
                                        + "\",\"duration\":\"P9999Y\",\"mine\":{\"a\":[1,null]},"
                                        + "\"intervalPeriod\":{\"start\":\"0001-01-01\",\"duration\":\"PT1H\"},"
                                        + "\"intervals\":[{\"id\":7,\"payloads\":[{\"type\":\"X\",\"values\":"
                                        + "[0.10,123456789012345678901234567890.5,true,\"text\",{\"x\":1.0,\"y\":2.50}]}]}]}")
                        .id();
        assertThat(bl.get("/events/" + id).text())
                .contains(
                        "[0.10,123456789012345678901234567890.5,true,\"text\",{\"x\":1.0,\"y\":2.50}]")
                .contains("\"P9999Y\"")
                .contains("\"0001-01-01\"")
                .contains("\"mine\":{\"a\":[1,null]}");
    }

    @Test
    void shouldMoveTheModificationTimeWhenAPutChangesSomething() {
        Answer made = bl.post("/programs", "{\"programName\":\"" + unique("p") + "\"}");
        String changed =
                "{\"programName\":\""
                        + unique("p")
                        + "\",\"programDescriptions\":[{\"URL\":\"https://example.com/t\"}]}";
        Answer put = bl.put("/programs/" + made.id(), changed);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("createdDateTime"))
                .isEqualTo(made.json().path("createdDateTime"));
        assertThat(put.json().path("modificationDateTime").asString())
                .isGreaterThan(made.json().path("modificationDateTime").asString());
        assertThat(bl.get("/programs/" + made.id()).text()).isEqualTo(put.text());
        Answer again = bl.put("/programs/" + made.id(), changed);
        assertThat(again.text()).as("nothing changed").isEqualTo(put.text());
    }

    @Test
    void shouldDropWhatAPutLeavesOutWhenItReplacesTheWhole() {
        String program = bl.program("north");
        String name = unique("p");
        bl.put("/programs/" + program, "{\"programName\":\"" + name + "\"}");
        assertThat(bl.get("/programs/" + program).json().has("targets")).isFalse();
        assertThat(bl.get("/programs?targets=north").each("id")).doesNotContain(program);
    }

    @Test
    void shouldReturnTheObjectWhenItIsDeleted() {
        String program = bl.program();
        Answer before = bl.get("/programs/" + program);
        Answer deleted = bl.delete("/programs/" + program);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEqualTo(before.text());
        bl.get("/programs/" + program).problem(404);
        bl.delete("/programs/" + program).problem(404);
    }

    @Test
    void shouldAnswer409WhenAUniqueNameIsTaken() {
        String name = unique("p");
        bl.post("/programs", "{\"programName\":\"" + name + "\"}").id();
        assertThat(bl.post("/programs", "{\"programName\":\"" + name + "\"}").problem(409))
                .contains(name);
        String other = bl.program();
        bl.put("/programs/" + other, "{\"programName\":\"" + name + "\"}").problem(409);

        String ven = bl.grant("ven1");
        String venName = bl.get("/vens/" + ven).json().path("venName").asString();
        bl.post("/vens", ven("someone-else", venName)).problem(409);
        String resource = unique("r");
        ven1.post("/resources", resource(ven, "VEN_RESOURCE_REQUEST", resource)).id();
        ven1.post("/resources", resource(ven, "VEN_RESOURCE_REQUEST", resource)).problem(409);
        String second = bl.grant("ven2");
        vtn.as("ven2").post("/resources", resource(second, "VEN_RESOURCE_REQUEST", resource)).id();
    }

    @Test
    void shouldAnswer409WhenWhatAnObjectRefersToIsNotThere() {
        assertThat(bl.post("/events", Caller.eventBody("nowhere")).problem(409))
                .contains("programID");
        assertThat(ven1.post("/reports", Caller.reportBody("nowhere")).problem(409))
                .contains("eventID");
        assertThat(
                        bl.post("/resources", resource("nowhere", "VEN_RESOURCE_REQUEST", "r"))
                                .problem(404))
                .contains("nowhere");
        String event = bl.event(bl.program());
        bl.put("/events/" + event, Caller.eventBody("nowhere")).problem(409);
    }

    @Test
    void shouldTakeEventsAlongAndKeepReportsWhenAProgramIsDeleted() {
        String program = bl.program();
        String event = bl.event(program);
        bl.grant("ven1");
        String report = ven1.post("/reports", Caller.reportBody(event)).id();
        assertThat(bl.delete("/programs/" + program).status()).isEqualTo(200);
        bl.get("/events/" + event).problem(404);
        assertThat(bl.get("/reports/" + report).status()).as("evidence stays").isEqualTo(200);
        assertThat(
                        ven1.put(
                                        "/reports/" + report,
                                        Caller.reportBody(event).replace("12.50", "13"))
                                .status())
                .as("a late correction is still taken")
                .isEqualTo(200);
    }

    @Test
    void shouldTakeResourcesAlongWhenAVenIsDeleted() {
        String ven = bl.grant("ven1");
        String resource =
                ven1.post("/resources", resource(ven, "VEN_RESOURCE_REQUEST", unique("r"))).id();
        bl.delete("/vens/" + ven).id();
        bl.get("/resources/" + resource).problem(404);
    }

    @Test
    void shouldAnswer304WhenNothingChangedSinceTheTag() {
        String program = bl.program();
        Answer first = bl.get("/programs/" + program);
        assertThat(first.header("ETag")).isNotBlank();
        Answer second = bl.get("/programs/" + program, "If-None-Match", first.header("ETag"));
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        bl.put("/programs/" + program, "{\"programName\":\"" + unique("p") + "\"}");
        assertThat(bl.get("/programs/" + program, "If-None-Match", first.header("ETag")).status())
                .isEqualTo(200);
        assertThat(first.header("Cache-Control")).contains("private");
    }

    @Test
    void shouldAnswer412WhenAnObjectWasChangedMeanwhile() {
        String program = bl.program();
        String tag = bl.get("/programs/" + program).header("ETag");
        String body = "{\"programName\":\"%s\"}";
        assertThat(
                        bl.put("/programs/" + program, body.formatted(unique("p")), "If-Match", tag)
                                .status())
                .isEqualTo(200);
        bl.put("/programs/" + program, body.formatted(unique("p")), "If-Match", tag).problem(412);
        bl.delete("/programs/" + program, "If-Match", tag).problem(412);
        assertThat(bl.delete("/programs/" + program, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void shouldMakeOneObjectWhenAPostIsSentTwiceUnderOneKey() {
        String key = unique("key");
        String body = "{\"programName\":\"" + unique("p") + "\"}";
        Answer first = bl.post("/programs", body, "Idempotency-Key", key);
        Answer second = bl.post("/programs", body, "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        bl.post("/programs", "{\"programName\":\"" + unique("p") + "\"}", "Idempotency-Key", key)
                .problem(422);
    }

    @Test
    void shouldCompressWhenTheClientAsksForIt() throws IOException {
        String program = bl.program(unique("a".repeat(90)), unique("b".repeat(90)));
        for (int i = 0; i < 8; i++) {
            bl.event(program, unique("c".repeat(100)));
        }
        String path = "/events?programID=" + program;
        Answer plain = bl.get(path);
        Answer zipped = bl.get(path, "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        try (GZIPInputStream stream =
                new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(stream.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(bl.get(path, "If-None-Match", zipped.header("ETag")).status()).isEqualTo(304);
        assertThat(bl.get(path, "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void shouldAnswer404And405WhenThePathOrMethodIsNone() {
        bl.get("/nothing").problem(404);
        bl.get("/programs/a/b").problem(404);
        bl.get("/../programs").problem(404);
        Answer patched = bl.send("PATCH", "/programs", "{}", "Content-Type", "application/json");
        patched.problem(405);
        assertThat(patched.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        bl.delete("/programs").problem(405);
        bl.post("/auth/server", "{}").problem(405);
    }

    static String ven(String client, String name) {
        return "{\"objectType\":\"BL_VEN_REQUEST\",\"clientID\":\""
                + client
                + "\",\"venName\":\""
                + name
                + "\"}";
    }

    static String resource(String ven, String type, String name) {
        return "{\"objectType\":\""
                + type
                + "\",\"venID\":\""
                + ven
                + "\",\"clientID\":\"ven1\",\"resourceName\":\""
                + name
                + "\"}";
    }
}
