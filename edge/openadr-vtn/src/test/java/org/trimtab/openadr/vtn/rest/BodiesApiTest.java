package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.vtn.rest.Caller.unique;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.openadr.vtn.rest.Caller.Answer;

/** Bodies nobody should send: each is refused by name, and nothing of it is kept. */
@ParameterizedClass
@EnumSource(Store.class)
final class BodiesApiTest {
    @Parameter Store store;

    private Caller bl;
    private Caller ven1;

    @BeforeEach
    void open() {
        TestVtn vtn = TestVtn.shared(store);
        bl = vtn.as("bl");
        ven1 = vtn.as("ven1");
    }

    @Test
    void shouldAnswer400AndKeepNothingWhenARequiredPropertyIsMissing() {
        assertThat(bl.post("/programs", "{\"notAField\":true}").problem(400))
                .contains("programName");
        assertThat(bl.post("/events", "{}").problem(400)).contains("programID");
        assertThat(ven1.post("/reports", "{\"eventID\":\"e\",\"clientName\":\"c\"}").problem(400))
                .contains("resources");
        assertThat(bl.post("/subscriptions", "{\"clientName\":\"c\"}").problem(400))
                .contains("objectOperations");
        assertThat(
                        bl.post("/vens", "{\"objectType\":\"BL_VEN_REQUEST\",\"venName\":\"v\"}")
                                .problem(400))
                .contains("clientID");
        assertThat(bl.post("/vens", "{\"venName\":\"v\"}").problem(400)).contains("objectType");
        assertThat(
                        ven1.post(
                                        "/resources",
                                        "{\"objectType\":\"VEN_RESOURCE_REQUEST\",\"venID\":\"v\"}")
                                .problem(400))
                .contains("resourceName");
        String program = bl.program();
        String before = bl.get("/programs/" + program).text();
        bl.put("/programs/" + program, "{}").problem(400);
        assertThat(bl.get("/programs/" + program).text()).isEqualTo(before);
    }

    @Test
    void shouldNameTheFieldWhenAValueIsOutOfRange() {
        String program = bl.program();
        String start = "{\"programID\":\"" + program + "\",";
        for (String[] wrong :
                List.of(
                        new String[] {"\"priority\":-1}", "priority"},
                        new String[] {"\"priority\":1.5}", "priority"},
                        new String[] {"\"priority\":\"high\"}", "priority"},
                        new String[] {"\"duration\":\"1 hour\"}", "duration"},
                        new String[] {"\"duration\":\"-PT1H\"}", "duration"},
                        new String[] {"\"duration\":\"P99999999999999999999Y\"}", "duration"},
                        new String[] {
                            "\"intervalPeriod\":{\"start\":\"2026-13-01T00:00:00Z\"}}", "start"
                        },
                        new String[] {"\"intervalPeriod\":{\"start\":\"yesterday\"}}", "start"},
                        new String[] {
                            "\"intervalPeriod\":{\"start\":\"2026-02-30T00:00:00Z\"}}", "start"
                        },
                        new String[] {
                            "\"intervalPeriod\":{\"duration\":\"-P1M\"}}", "intervalPeriod.duration"
                        },
                        new String[] {"\"targets\":[\"\"]}", "targets[0]"},
                        new String[] {"\"targets\":\"x\"}", "targets"},
                        new String[] {"\"targets\":[\"" + "x".repeat(129) + "\"]}", "targets[0]"},
                        new String[] {"\"intervals\":[{\"payloads\":[]}]}", "intervals[0].id"},
                        new String[] {
                            "\"intervals\":[{\"id\":0,\"payloads\":[{\"type\":\"\",\"values\":[]}]}]}",
                            "type"
                        })) {
            assertThat(bl.post("/events", start + wrong[0]).problem(400)).contains(wrong[1]);
        }
        assertThat(bl.get("/events?programID=" + program).each("id")).isEmpty();
        assertThat(bl.post("/events", start + "\"duration\":\"P2M\",\"priority\":0}").status())
                .isEqualTo(201);
    }

    @Test
    void shouldAnswer413WhenABodyIsTooLarge() {
        String large = "{\"programName\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(bl.post("/programs", large).problem(413)).contains("1048576");
        Answer chunked =
                bl.stream(
                        "POST",
                        "/programs",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[3 << 20])),
                        "Content-Type",
                        "application/json");
        chunked.problem(413);
        assertThat(bl.get("/programs?limit=1").status()).isEqualTo(200);
    }

    @Test
    void shouldAnswer400WhenJsonIsTooDeepOrNone() {
        bl.post("/programs", "[".repeat(5000)).problem(400);
        bl.post("/programs", "{\"a\":".repeat(2000) + "1" + "}".repeat(2000)).problem(400);
        for (String body :
                List.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "7",
                        "\"x\"",
                        "{",
                        "{\"programName\":\"a\"} x",
                        "{\"a\":1,\"a\":2}")) {
            bl.post("/programs", body).problem(400);
        }
        assertThat(bl.post("/programs", "{\"programName\":\"a\\u0000b\"}").problem(400))
                .contains("programName");
    }

    @Test
    void shouldAnswer415WhenABodyIsOfAnotherKind() {
        bl.post("/programs", "{\"programName\":\"x\"}", "Content-Type", "text/plain").problem(415);
        bl.post("/programs", "programName=x", "Content-Type", "application/x-www-form-urlencoded")
                .problem(415);
        assertThat(
                        bl.post(
                                        "/programs",
                                        "{\"programName\":\"" + unique("p") + "\"}",
                                        "Content-Type",
                                        "application/json; charset=utf-8")
                                .status())
                .isEqualTo(201);
        bl.get("/programs/not%20an%20id").problem(400);
    }

    @Test
    void shouldNeverFailInsideWhenBodiesAreBent() {
        String program = bl.program();
        String event = bl.event(program);
        String ven = bl.grant("ven1");
        List<String[]> whole =
                List.of(
                        new String[] {
                            "/programs",
                            "{\"programName\":\"fuzz\",\"intervalPeriod\":{\"start\":\"2026-07-01T00:00:00Z\"},"
                                    + "\"targets\":[\"a\"],\"attributes\":[{\"type\":\"A\",\"values\":[1.5,\"x\"]}]}"
                        },
                        new String[] {"/events", Caller.eventBody(program, "t")},
                        new String[] {"/reports", Caller.reportBody(event)},
                        new String[] {"/vens", ObjectsApiTest.ven("fuzz", "fuzz")},
                        new String[] {
                            "/resources",
                            ObjectsApiTest.resource(ven, "VEN_RESOURCE_REQUEST", "fuzz")
                        },
                        new String[] {
                            "/subscriptions",
                            "{\"clientName\":\"c\",\"objectOperations\":[{\"objects\":[\"EVENT\"],"
                                    + "\"operations\":[\"CREATE\"],\"callbackUrl\":\"ftp://x/y\"}]}"
                        });
        SplittableRandom chance = new SplittableRandom(20_260_701L);
        for (int i = 0; i < 240; i++) {
            String[] one = whole.get(i % whole.size());
            Caller caller = one[0].equals("/reports") ? ven1 : bl;
            String bent = bend(one[1], chance);
            Answer answer = caller.post(one[0], bent);
            assertThat(answer.status())
                    .as("%s %s: %s", one[0], bent, answer.text())
                    .isLessThan(500);
            if (answer.status() != 201) {
                answer.problem(answer.status());
            }
        }
    }

    private static final List<String> PIECES =
            List.of(
                    "null",
                    "-1",
                    "1e999999",
                    "0.00",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "99999999999999999999",
                    "\"0001-01-01\"",
                    "\"P9999Y\"",
                    "{\"x\":1}",
                    "\"'; DROP TABLE objects\"",
                    "\"" + "é".repeat(200) + "\"",
                    "[[[[]]]]");

    /** Cuts, doubles, swaps or replaces a piece. */
    private static String bend(String body, SplittableRandom chance) {
        int at = chance.nextInt(body.length());
        int end = Math.min(body.length(), at + 1 + chance.nextInt(12));
        return switch (chance.nextInt(5)) {
            case 0 -> body.substring(0, at);
            case 1 -> body.substring(0, at) + body.substring(end);
            case 2 -> body.substring(0, end) + body.substring(at);
            case 3 ->
                    body.substring(0, at)
                            + (char) chance.nextInt(0x20, 0x2fff)
                            + body.substring(end);
            default -> {
                int colon = body.indexOf(':', at);
                int comma = colon < 0 ? -1 : body.indexOf(',', colon);
                String piece = PIECES.get(chance.nextInt(PIECES.size()));
                yield comma < 0
                        ? body + piece
                        : body.substring(0, colon + 1) + piece + body.substring(comma);
            }
        };
    }
}
