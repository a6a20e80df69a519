package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.EventRequest;
import org.trimtab.openadr.wire.Wire;

/** When an event has transpired. */
final class EventEndTest {
    private static final Instant MODIFIED = Instant.parse("2026-07-01T12:00:00Z");
    private static final String AT_ONE = "\"start\":\"2026-07-01T13:00:00Z\"";
    private static final String TWO =
            "\"intervals\":[{\"id\":0,\"payloads\":[]},{\"id\":1,\"payloads\":[]}]";

    private static @Nullable String end(String body) {
        byte[] bytes =
                ("{\"programID\":\"p\"" + (body.isEmpty() ? "" : ",") + body + "}")
                        .getBytes(StandardCharsets.UTF_8);
        Instant end = EventEnd.of(Wire.read(bytes, EventRequest.class), MODIFIED);
        return end == null ? null : end.toString().substring(11, 16);
    }

    @Test
    void shouldEndWithTheLastIntervalWhenTheyFollowEachOther() {
        assertThat(end("\"intervalPeriod\":{" + AT_ONE + ",\"duration\":\"PT1H\"}," + TWO))
                .isEqualTo("15:00");
    }

    @Test
    void shouldEndWithTheLatestWhenAnIntervalHasItsOwnPeriod() {
        assertThat(
                        end(
                                "\"intervals\":[{\"id\":0,\"intervalPeriod\":{\"start\":\"2026-07-01T20:00:00Z\","
                                        + "\"duration\":\"PT1H\"},\"payloads\":[]},{\"id\":1,\"intervalPeriod\":{"
                                        + AT_ONE
                                        + ",\"duration\":\"PT30M\"},\"payloads\":[]}]"))
                .isEqualTo("21:00");
        assertThat(
                        end(
                                "\"intervalPeriod\":{"
                                        + AT_ONE
                                        + ",\"duration\":\"PT1H\"},\"intervals\":[{\"id\":0,\"intervalPeriod\":"
                                        + "{\"duration\":\"PT2H\"},\"payloads\":[]},{\"id\":1,\"payloads\":[]}]"))
                .isEqualTo("16:00");
    }

    @Test
    void shouldLoopOrCutWhenTheEventHasADuration() {
        String period = "\"intervalPeriod\":{" + AT_ONE + ",\"duration\":\"PT1H\"}," + TWO;
        assertThat(end("\"duration\":\"PT6H\"," + period)).isEqualTo("19:00");
        assertThat(end("\"duration\":\"PT30M\"," + period)).isEqualTo("13:30");
        assertThat(end("\"duration\":\"P9999Y\"," + period)).isNull();
    }

    @Test
    void shouldCountFromTheLastWriteWhenTheStartIsNow() {
        assertThat(
                        end(
                                "\"intervalPeriod\":{\"start\":\"0001-01-01\",\"duration\":\"PT1H\"},"
                                        + TWO))
                .isEqualTo("14:00");
        assertThat(
                        end(
                                "\"intervalPeriod\":{\"start\":\"0001-01-01T00:00:00\",\"duration\":\"PT0S\"},"
                                        + TWO))
                .as("cancelled")
                .isEqualTo("12:00");
    }

    @Test
    void shouldWaitForTheShiftWhenTheStartIsRandomized() {
        assertThat(
                        end(
                                "\"intervalPeriod\":{"
                                        + AT_ONE
                                        + ",\"duration\":\"PT1H\",\"randomizeStart\":\"PT5M\"},"
                                        + TWO))
                .isEqualTo("15:05");
    }

    @Test
    void shouldNeverEndWhenItSaysTooLittle() {
        assertThat(end("")).isNull();
        assertThat(end(TWO)).isNull();
        assertThat(end("\"intervalPeriod\":{" + AT_ONE + "}," + TWO)).isNull();
        assertThat(end("\"intervalPeriod\":{" + AT_ONE + ",\"duration\":\"P9999Y\"}," + TWO))
                .isNull();
        String period = "\"intervalPeriod\":{" + AT_ONE + ",\"duration\":\"PT1H\"}";
        assertThat(end(period)).isEqualTo("14:00");
        assertThat(end(period + ",\"reportDescriptors\":[{\"payloadType\":\"USAGE\"}]"))
                .as("as many intervals as the reports need")
                .isNull();
    }
}
