package org.trimtab.openadr.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bent bodies: whatever comes, only a {@link WireFault} or an object that writes back comes out. */
class WireFuzzTest {
    private static final String EVENT =
            """
            {"programID":"p-1","eventName":"e","duration":"P9999Y","priority":0,"targets":["a","b"],
            "reportDescriptors":[{"payloadType":"USAGE","units":"KWH","aggregate":true,"repeat":-1}],
            "payloadDescriptors":[{"objectType":"EVENT_PAYLOAD_DESCRIPTOR","payloadType":"PRICE"}],
            "intervalPeriod":{"start":"2026-07-01T00:00:00Z","duration":"PT1H","randomizeStart":"PT5M"},
            "intervals":[{"id":0,"payloads":[{"type":"PRICE","values":[0.17,1,"x",true,{"x":1,"y":2}]}]}]}\
            """;
    private static final String REPORT =
            """
            {"eventID":"e","clientName":"c","payloadDescriptors":[{"objectType":"REPORT_PAYLOAD_DESCRIPTOR",
            "payloadType":"USAGE","confidence":90,"accuracy":0.5}],"resources":[{"resourceName":"r",
            "intervals":[{"id":1,"payloads":[{"type":"USAGE","values":[12.5]}]}]}]}\
            """;
    private static final String SUBSCRIPTION =
            """
            {"clientName":"c","programID":"p","objectOperations":[{"objects":["EVENT"],
            "operations":["CREATE"],"callbackUrl":"https://a.example/x","bearerToken":"t"}],"targets":["x"]}\
            """;
    private static final String VEN =
            """
            {"objectType":"BL_VEN_REQUEST","clientID":"c","venName":"v","targets":["t"],
            "attributes":[{"type":"LOCATION","values":[{"x":1.5,"y":-2}]}]}\
            """;
    private static final List<String> BITS =
            List.of(
                    "null",
                    "-1",
                    "1e400",
                    "\"\"",
                    "[]",
                    "{}",
                    "{\"a\":",
                    "\\u0000",
                    "\"P1M\"",
                    "\"0001-01-01\"",
                    "9999999999999999999999",
                    "\u00e4",
                    "\"\\ud800\"",
                    ",",
                    "]",
                    "\"-PT5H\"",
                    "1.000000000000000000000000001",
                    "true",
                    "[[[[[[[[",
                    "\n");

    @Test
    void shouldOnlyFaultOrReadWhenBodiesAreBent() {
        int read = 0;
        SplittableRandom random = new SplittableRandom(31_000L);
        for (int i = 0; i < 5_000; i++) {
            byte[] body = bent(random, List.of(EVENT, REPORT, SUBSCRIPTION, VEN).get(i % 4));
            Class<? extends Record> type =
                    List.<Class<? extends Record>>of(
                                    EventRequest.class,
                                    ReportRequest.class,
                                    SubscriptionRequest.class,
                                    VenRequest.class)
                            .get(i % 4);
            read += whole(body, type) ? 1 : 0;
            lenient(body, type);
        }
        assertThat(read).isBetween(250, 4_750);
    }

    private static boolean whole(byte[] body, Class<? extends Record> type) {
        try {
            Record value = Wire.read(body, type);
            assertThat(Wire.read(Wire.write(value), type)).isEqualTo(value);
            return true;
        } catch (WireFault fault) {
            assertThat(fault.getMessage()).hasSizeLessThan(600);
            return false;
        }
    }

    private static void lenient(byte[] body, Class<? extends Record> type) {
        try {
            Record value = Wire.readAnswer(body, type);
            assertThat(Wire.readAnswer(Wire.write(value), type)).isEqualTo(value);
            JsonNode tree = Wire.parse(body);
            for (String kind : List.of("PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN")) {
                V301.down(kind, V301.up(kind, tree));
            }
        } catch (WireFault fault) {
            assertThat(fault.where()).isNotNull();
        }
    }

    private static byte[] bent(SplittableRandom random, String whole) {
        StringBuilder text = new StringBuilder(whole);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(32, 127));
                case 3 -> value(random, text, at);
                default -> text.replace(at, Math.min(text.length(), at + random.nextInt(12)), "");
            }
            if (text.isEmpty()) {
                text.append('{');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Puts another value where one stood, so that the JSON stays whole more often. */
    private static void value(SplittableRandom random, StringBuilder text, int at) {
        int colon = text.indexOf(":", at);
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        while (end < text.length() && ",]}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        text.replace(colon + 1, end, BITS.get(random.nextInt(BITS.size())));
    }
}
