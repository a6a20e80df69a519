package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.rest.Caller.Answer;
import tools.jackson.databind.node.ObjectNode;

/** What clients of other makers send that ours does not; each was found by quality/independent-openadr. */
final class OtherMakersApiTest {
    private final TestVtn vtn = TestVtn.shared(Store.SQLITE);
    private final Caller bl = vtn.as("bl");
    private final Caller ven1 = vtn.as("ven1");
    private final Caller ven2 = vtn.as("ven2");

    @Test
    void shouldTakeBasicCredentialsWhenTheLibraryDidNotFormEncodeThem() {
        String secret =
                Base64.getEncoder().encodeToString("pl+us 100%:a".getBytes(StandardCharsets.UTF_8));
        Answer raw = basic(secret);
        assertThat(raw.status()).as(raw.text()).isEqualTo(200);
        String encoded =
                Base64.getEncoder()
                        .encodeToString("pl%2Bus:100%25%3Aa".getBytes(StandardCharsets.UTF_8));
        assertThat(basic(encoded).status()).isEqualTo(401);
        encoded =
                Base64.getEncoder()
                        .encodeToString("pl%2Bus+100%25:a".getBytes(StandardCharsets.UTF_8));
        assertThat(basic(encoded).status()).isEqualTo(200);
    }

    private Answer basic(String pair) {
        return vtn.anonymous()
                .send(
                        "POST",
                        "/auth/token",
                        "grant_type=client_credentials",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Basic " + pair);
    }

    @Test
    void shouldPassOverTheObjectTypeWhenAClientWritesBackWhatItRead() {
        String ven = bl.grant("ven1", unique("t"));
        String resource =
                ven1.post(
                                "/resources",
                                ObjectsApiTest.resource(ven, "VEN_RESOURCE_REQUEST", unique("r")))
                        .id();
        for (Caller who : List.of(bl, ven1)) {
            for (String path : List.of("/vens/" + ven, "/resources/" + resource)) {
                ObjectNode read = (ObjectNode) who.get(path).json();
                read.put("note", unique("n"));
                Answer written = who.put(path, read.toString());
                assertThat(written.status()).as(path + " " + written.text()).isEqualTo(200);
                assertThat(written.json().path("note")).isEqualTo(read.get("note"));
                assertThat(written.json().path("targets")).isEqualTo(read.path("targets"));
            }
        }
        bl.post("/vens", "{\"objectType\":\"RESOURCE\",\"venName\":\"x\"}").problem(400);
    }

    @Test
    void shouldReadTheSamePathWhenASlashEndsIt() {
        String program = bl.program();
        assertThat(bl.get("/programs/" + program + "/").id()).isEqualTo(program);
        assertThat(bl.get("/programs/?limit=1").json().size()).isEqualTo(1);
        assertThat(bl.get("/programs//").status()).isEqualTo(404);
        assertThat(bl.get("/programs/" + program + "//").status()).isEqualTo(404);
    }

    @Test
    void shouldNameTheMethodsWhenAskedForThem() {
        Answer many = vtn.anonymous().send("OPTIONS", "/programs", null);
        assertThat(many.status()).as(many.text()).isEqualTo(204);
        assertThat(many.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        Answer token = vtn.anonymous().send("OPTIONS", "/auth/token", null);
        assertThat(token.header("Allow")).isEqualTo("OPTIONS, POST");
        vtn.anonymous().send("OPTIONS", "/nothing", null).problem(404);
    }

    @Test
    void shouldRefuseABodyWhenItIsNotUtf8() {
        for (var charset :
                List.of(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_32BE)) {
            byte[] body = "{\"programName\":\"wide\"}".getBytes(charset);
            String said =
                    bl.stream(
                                    "POST",
                                    "/programs",
                                    BodyPublishers.ofByteArray(body),
                                    "Content-Type",
                                    "application/json")
                            .problem(400);
            assertThat(said).contains("UTF-8");
        }
    }

    @Test
    void shouldSayInPlainWordsWhatIsWrongWhenABodyIsNoJson() {
        for (String body :
                List.of(
                        "{\"programName\":\"x\"",
                        "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}",
                        "{\"a\":" + "9".repeat(300) + "}")) {
            assertThat(bl.post("/programs", body).problem(400))
                    .startsWith("the body")
                    .doesNotContain("Stream", "REDACTED", "Constraints", "UNKNOWN");
        }
    }

    @Test
    void shouldHideTheTargetsOfReportDescriptorsWhenTheyWereNotGranted() {
        String mine = unique("mine");
        String foreign = unique("foreign");
        bl.grant("ven1", mine);
        String body =
                "{\"programID\":\"%s\"%s,\"reportDescriptors\":[{\"payloadType\":\"A\",\"targets\":[\"%s\",\"%s\"]},"
                        + "{\"payloadType\":\"B\",\"targets\":[\"%s\"]},{\"payloadType\":\"C\"}]}";
        String program = bl.program();
        String own = body.formatted(program, Caller.targets(mine), foreign, mine, foreign);
        String open = body.formatted(program, "", foreign, mine, foreign);
        for (String event : List.of(bl.post("/events", own).id(), bl.post("/events", open).id())) {
            Answer shown = ven1.get("/events/" + event);
            assertThat(shown.text()).doesNotContain(foreign).contains(mine, "\"C\"");
            assertThat(shown.json().path("reportDescriptors").size())
                    .as("B is for others")
                    .isEqualTo(2);
            assertThat(bl.get("/events/" + event).text()).contains(foreign, "\"B\"");
        }
        assertThat(ven1.get("/events?programID=" + program).text()).doesNotContain(foreign);
        assertThat(ven1.get("/events?targets=" + mine).text())
                .doesNotContain(foreign)
                .contains(mine);
    }

    @Test
    void shouldShowEachTheReportsItIsAskedForWhenTwoAskTheSameQuestion() {
        String shared = unique("shared");
        String secret = unique("secret");
        bl.grant("ven1", shared, secret);
        bl.grant("ven2", shared);
        String program = bl.program();
        bl.post(
                "/events",
                "{\"programID\":\"%s\"%s,\"reportDescriptors\":[{\"payloadType\":\"A\",\"targets\":[\"%s\"]}]}"
                        .formatted(program, Caller.targets(shared), secret));
        String question = "/events?targets=" + shared;
        for (int again = 0; again < 2; again++) {
            assertThat(ven2.get(question).text()).contains(shared).doesNotContain(secret);
            assertThat(ven1.get(question).text()).contains(shared, secret);
        }
    }
}
