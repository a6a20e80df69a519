package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.legacy.EventReaderTest.read;
import static org.trimtab.openadr.legacy.EventXml.dollarsPerKilowattHour;
import static org.trimtab.openadr.legacy.EventXml.event;
import static org.trimtab.openadr.legacy.EventXml.interval;
import static org.trimtab.openadr.legacy.EventXml.power;
import static org.trimtab.openadr.legacy.EventXml.signal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.openadr.ven.Draws;
import org.trimtab.openadr.ven.EventTimeline;
import org.trimtab.openadr.ven.Slot;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

class ConversionTest {

    private static Event converted(EventXml xml) {
        return read(xml).toEvent("program-1").orElseThrow();
    }

    private static BigDecimal value(Event event, int interval) {
        ValuesMap payload = event.request().intervals().get(interval).payloads().getFirst();
        return payload.values().getFirst().number().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"k, 12.5, 12.5", "M, 12.5, 12500", "none, 500, 0.5", "G, 1, 1000000"})
    void shouldSpeakKilowattsWhenLoadIsDispatched(String scale, String written, String kilowatts) {
        Event event =
                converted(
                        event("e1")
                                .signals(
                                        signal(
                                                "LOAD_DISPATCH",
                                                "setpoint",
                                                power(scale),
                                                interval("PT1H", "0", written))));
        assertThat(event.request().payloadDescriptors())
                .containsExactly(PayloadDescriptor.event("DISPATCH_SETPOINT", "KW", null));
        assertThat(value(event, 0)).isEqualByComparingTo(kilowatts);
    }

    @Test
    void shouldKeepTimesAndIdsWhenAnEventIsConverted() {
        Event event =
                converted(
                        event("e1")
                                .version(3)
                                .signals(
                                        signal(
                                                "SIMPLE",
                                                "level",
                                                "",
                                                interval("PT20M", "0", "1"),
                                                interval("PT40M", "1", "3"))));
        assertThat(event.meta().id()).isEqualTo("e1");
        assertThat(event.meta().modificationDateTime().at())
                .contains(Instant.parse("2026-07-01T12:00:00.003Z"));
        assertThat(event.request().programID()).isEqualTo("program-1");
        assertThat(event.request().priority()).isEqualTo(1);
        assertThat(event.request().intervals()).extracting(Interval::id).containsExactly(0, 1);
        assertThat(event.request().intervals().get(1).intervalPeriod().start())
                .isEqualTo(WireTime.of(Instant.parse("2026-07-01T17:20:00Z")));
        assertThat(event.request().intervals().get(1).intervalPeriod().duration())
                .isEqualTo(WireDuration.of(Duration.ofMinutes(40)));
        assertThat(value(event, 1)).isEqualByComparingTo("3");
    }

    @Test
    void shouldPutPriceAndLevelTogetherWhenTheirIntervalsAgree() {
        Event event =
                converted(
                        event("e1")
                                .signals(
                                        signal("SIMPLE", "level", "", interval("PT1H", "0", "1")),
                                        signal(
                                                "ELECTRICITY_PRICE",
                                                "price",
                                                dollarsPerKilowattHour(),
                                                interval("PT1H", "0", "0.75"))));
        assertThat(event.request().intervals()).hasSize(1);
        assertThat(event.request().intervals().getFirst().payloads())
                .extracting(ValuesMap::type)
                .containsExactly("SIMPLE", "PRICE");
        assertThat(event.request().payloadDescriptors())
                .contains(PayloadDescriptor.event("PRICE", "KWH", "USD"));
    }

    @Test
    void shouldLastForeverWhenTheEventIsOpen() {
        Event event =
                converted(
                        event("e1")
                                .duration("PT0S")
                                .signals(
                                        signal("SIMPLE", "level", "", interval("PT0S", "0", "2"))));
        assertThat(event.request().intervalPeriod().duration()).isEqualTo(WireDuration.FOREVER);
        assertThat(event.request().intervals().getFirst().intervalPeriod().duration())
                .isEqualTo(WireDuration.FOREVER);
    }

    @ParameterizedTest
    @CsvSource({
        "SIMPLE, level, 4",
        "SIMPLE, level, 1.5",
        "SIMPLE, level, -1",
        "LOAD_DISPATCH, setpoint, 5",
        "LOAD_DISPATCH, multiplier, 0.5",
        "LOAD_CONTROL, x-loadControlCapacity, 0.5",
        "LOAD_CONTROL, x-loadControlPercentOffset, 1.01",
        "ELECTRICITY_PRICE, priceMultiplier, 2",
        "x-own, level, 1"
    })
    void shouldStayInTwoWhenASignalHasNoOneMeaningInThree(String name, String type, String value) {
        assertThat(
                        read(event("e1")
                                        .signals(
                                                signal(
                                                        name,
                                                        type,
                                                        "",
                                                        interval("PT1H", "0", value))))
                                .toEvent("program-1"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-loadControlSetpoint, CONTROL_SETPOINT, 42",
        "x-loadControlLevelOffset, CONTROL_LEVEL_OFFSET, 3",
        "x-loadControlPercentOffset, CONTROL_LEVEL_OFFSET_PERCENT, -0.25"
    })
    void shouldBecomeTheSameControlWhenLoadIsControlled(String type, String now, String value) {
        Event event =
                converted(
                        event("e1")
                                .signals(
                                        signal(
                                                "LOAD_CONTROL",
                                                type,
                                                "",
                                                interval("PT1H", "0", value))));
        assertThat(event.request().payloadDescriptors().getFirst().payloadType()).isEqualTo(now);
        assertThat(value(event, 0)).isEqualByComparingTo(value);
    }

    @Test
    void shouldHaveALegalIdWhenTheOldOneIsNot() {
        Event event = converted(event("urn:event:1/ä"));
        assertThat(event.meta().id()).matches("oadr2-[0-9a-f]{32}");
        assertThat(event.request().eventName()).isEqualTo("urn:event:1/ä");
    }

    @Test
    void shouldHoldAtTheSameTimesWhenTheTimelineOfThreeFollowsIt() {
        LegacyEvent two =
                read(
                        event("e1")
                                .startAfter("PT10M")
                                .signals(
                                        signal(
                                                "LOAD_DISPATCH",
                                                "setpoint",
                                                power("k"),
                                                interval("PT20M", "0", "5000"),
                                                interval("PT40M", "1", "0"))));
        Event three = two.toEvent("program-1").orElseThrow();
        EventTimeline timeline = EventTimeline.of(three, two.createdAt(), Draws.NONE);
        assertThat(timeline.remarks()).isEmpty();
        assertThat(timeline.begins()).isEqualTo(two.startAt());
        assertThat(timeline.ends()).isEqualTo(two.endAt().orElseThrow());
        List<Slot> slots = timeline.within(two.startAt(), two.endAt().orElseThrow());
        assertThat(slots)
                .extracting(Slot::from)
                .containsExactlyElementsOf(
                        two.signals().getFirst().intervals().stream()
                                .map(LegacyInterval::from)
                                .toList());
        assertThat(slots.getFirst().payload().values().getFirst().number())
                .contains(new BigDecimal("5000"));
    }
}
