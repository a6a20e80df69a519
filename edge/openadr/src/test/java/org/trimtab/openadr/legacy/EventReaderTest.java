package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.openadr.legacy.EventXml.event;
import static org.trimtab.openadr.legacy.EventXml.interval;
import static org.trimtab.openadr.legacy.EventXml.power;
import static org.trimtab.openadr.legacy.EventXml.signal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final EventReader READER = new EventReader(Profile.B, "ven-1");

    static Distributed list(EventXml... events) {
        String[] xml = new String[events.length];
        for (int i = 0; i < events.length; i++) {
            xml[i] = events[i].xml();
        }
        return READER.read(tag(EventXml.payloadB(EventXml.distribute(xml))));
    }

    static Tag tag(String payload) {
        Tag root =
                new Tag(
                        SafeXml.parse(payload.getBytes(StandardCharsets.UTF_8), 1 << 20)
                                .getDocumentElement());
        return root.is(Names.OADR_B, "oadrPayload")
                ? root.need(Names.OADR_B, "oadrSignedObject").children().getFirst()
                : root;
    }

    static LegacyEvent read(EventXml xml) {
        return ((Distributed.Read) list(xml).entries().getFirst()).event();
    }

    private static Distributed.Unreadable refused(EventXml xml) {
        return (Distributed.Unreadable) list(xml).entries().getFirst();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-07-01T" + time + "Z");
    }

    @Test
    void shouldReadWhatTheVtnWroteWhenAnEventIsWhole() {
        LegacyEvent event =
                read(
                        event("e1")
                                .version(4)
                                .status("near")
                                .priority("0")
                                .test("true")
                                .comment("heat &amp; wind")
                                .signals(
                                        signal(
                                                "LOAD_DISPATCH",
                                                "setpoint",
                                                power("M"),
                                                interval("PT20M", "0", "12.50"),
                                                interval("PT40M", "1", "3e0"))));
        assertThat(event.eventId()).isEqualTo("e1");
        assertThat(event.modificationNumber()).isEqualTo(4);
        assertThat(event.status()).isEqualTo(EventStatus.NEAR);
        assertThat(event.priority()).isNull(); // 0 is "none" in 2.0, the lowest
        assertThat(event.test()).isTrue();
        assertThat(event.comment()).isEqualTo("heat & wind");
        assertThat(event.responseRequired()).isTrue();
        assertThat(event.marketContext()).isEqualTo("http://utility.example/dr");
        assertThat(event.vtnId()).isEqualTo("vtn-1");
        assertThat(event.targets().venIds()).containsExactly("ven-1");
        assertThat(event.notification()).isEqualTo(CalendarSpan.ZERO);
        assertThat(event.rampUp()).isNull();
        LegacySignal signal = event.signals().getFirst();
        assertThat(signal.unit()).isEqualTo(new LegacyUnit("powerReal", "W", "M"));
        assertThat(signal.intervals())
                .containsExactly(
                        new LegacyInterval(
                                "0", at("17:00:00"), at("17:20:00"), new BigDecimal("12.50")),
                        new LegacyInterval(
                                "1", at("17:20:00"), at("18:00:00"), new BigDecimal("3")));
        assertThat(signal.at(at("17:20:00"))).contains(signal.intervals().get(1));
        assertThat(signal.at(at("18:00:00"))).isEmpty();
        assertThat(event.endAt()).contains(at("18:00:00"));
    }

    @Test
    void shouldLastUntilCancelledWhenTheDurationIsZero() {
        LegacyEvent event =
                read(
                        event("e1")
                                .duration("PT0S")
                                .signals(
                                        signal("SIMPLE", "level", "", interval("PT0S", "0", "2"))));
        assertThat(event.endAt()).isEmpty();
        assertThat(event.over(Instant.parse("2099-01-01T00:00:00Z"))).isFalse();
        assertThat(event.signals().getFirst().intervals().getFirst().until()).isNull();
    }

    @Test
    void shouldFollowTheCalendarWhenDurationsHaveMonths() {
        LegacyEvent event =
                read(
                        event("e1")
                                .start("2027-01-31T00:00:00Z")
                                .duration("P2M")
                                .signals(
                                        signal(
                                                "SIMPLE",
                                                "level",
                                                "",
                                                interval("P1M", "0", "1"),
                                                interval("P1M", "1", "2"))));
        assertThat(event.endAt()).contains(Instant.parse("2027-03-31T00:00:00Z"));
        assertThat(event.signals().getFirst().intervals())
                .extracting(LegacyInterval::until)
                .containsExactly(
                        Instant.parse("2027-02-28T00:00:00Z"),
                        Instant.parse("2027-03-28T00:00:00Z"));
    }

    @Test
    void shouldCutIntervalsWhenTheyOutlastTheEvent() {
        LegacyEvent event =
                read(
                        event("e1")
                                .duration("PT1H")
                                .signals(
                                        signal(
                                                "SIMPLE",
                                                "level",
                                                "",
                                                interval("PT45M", "0", "1"),
                                                interval("PT45M", "1", "2"),
                                                interval("PT45M", "2", "3"))));
        assertThat(event.signals().getFirst().intervals())
                .extracting(LegacyInterval::until)
                .containsExactly(at("17:45:00"), at("18:00:00"));
    }

    @Test
    void shouldOrderIntervalsByNumberWhenTheyAreWrittenInAnotherOrder() {
        LegacyEvent event =
                read(
                        event("e1")
                                .signals(
                                        signal(
                                                "SIMPLE",
                                                "level",
                                                "",
                                                interval("PT20M", "1", "2"),
                                                interval("PT40M", "0", "1"))));
        assertThat(event.signals().getFirst().at(at("17:10:00")).orElseThrow().value())
                .isEqualByComparingTo("1");
    }

    @Test
    void shouldStartLaterByTheSameDrawWhenTheStartIsRandom() {
        LegacyEvent event = read(event("e1").startAfter("PT10M"));
        assertThat(event.startDelay()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(10));
        assertThat(event.startAt()).isEqualTo(event.statedStartAt().plus(event.startDelay()));
        assertThat(event.signals().getFirst().intervals().getFirst().from())
                .isEqualTo(event.startAt());
        assertThat(event.endAt()).contains(event.startAt().plus(Duration.ofHours(1)));
        assertThat(read(event("e1").version(1).startAfter("PT10M")).startDelay())
                .isEqualTo(event.startDelay());
        assertThat(read(event("e2").startAfter("PT10M")).startDelay())
                .isNotEqualTo(event.startDelay());
        assertThat(read(event("e1")).startDelay()).isZero();
    }

    @Test
    void shouldSpreadDrawsOverTheWindowWhenThereAreManyVens() {
        Duration window = Duration.ofMinutes(10);
        long[] quarters = new long[4];
        IntStream.range(0, 4_000)
                .mapToObj(i -> new EventReader(Profile.B, "ven-" + i).draw("e1", window))
                .forEach(delay -> quarters[(int) (delay.toMillis() * 4 / window.toMillis())]++);
        for (long quarter : quarters) {
            assertThat(quarter).isBetween(850L, 1_150L);
        }
    }

    @Test
    void shouldReadTheSameEventWhenTheProfileIsA() {
        String xml =
                EventXml.payloadA(
                        "oadrDistributeEvent",
                        EventXml.list(
                                event("e1")
                                        .signals(
                                                signal(
                                                        "simple",
                                                        "level",
                                                        "",
                                                        interval("PT1H", "0", "2.0")))
                                        .xml()));
        Distributed read = new EventReader(Profile.A, "ven-1").read(tag(xml));
        LegacyEvent event = ((Distributed.Read) read.entries().getFirst()).event();
        assertThat(event.profile()).isEqualTo(Profile.A);
        assertThat(event.signal("SIMPLE").orElseThrow().intervals().getFirst().value())
                .isEqualByComparingTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "INF",
                "",
                "1e400",
                "1e-400",
                "0x10",
                "12,5",
                "1234567890123456789012345678901234567890123"
            })
    void shouldRefuseTheEventWhenAValueIsNoNumber(String value) {
        EventXml bad =
                event("e1").signals(signal("SIMPLE", "level", "", interval("PT1H", "0", value)));
        assertThat(refused(bad).why().code()).isEqualTo(ResponseCode.INVALID_DATA);
        assertThat(refused(bad).eventId()).isEqualTo("e1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-13-01T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "2026-07-01"
            })
    void shouldRefuseTheEventWhenItsStartIsNoTimeToBe(String start) {
        assertThat(refused(event("e1").start(start)).why()).hasMessageContaining(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "4294967296", "99999999999", "high", "١"})
    void shouldRefuseTheEventWhenItsPriorityIsNoWholeNumber(String priority) {
        assertThat(refused(event("e1").priority(priority)).why()).hasMessageContaining("priority");
    }

    @Test
    void shouldTakeATimeAsUtcWhenItHasNoOffset() {
        assertThat(read(event("e1").start("2026-07-01T17:00:00")).startAt())
                .isEqualTo(at("17:00:00"));
        assertThat(read(event("e1").start("2026-07-01T12:00:00-05:00")).startAt())
                .isEqualTo(at("17:00:00"));
    }

    @Test
    void shouldKeepTheOthersWhenOneEventIsNotUnderstood() {
        Distributed list = list(event("bad").status("perhaps"), event("good"));
        assertThat(list.entries()).hasSize(2);
        assertThat(list.entries().get(0)).isInstanceOf(Distributed.Unreadable.class);
        assertThat(list.entries().get(1)).isInstanceOf(Distributed.Read.class);
        assertThat(list.complete()).isTrue();
        assertThat(list(event("")).complete()).isFalse();
    }

    @Test
    void shouldRefuseTheListWhenItIsTooLong() {
        EventXml[] many = new EventXml[EventReader.MAX_EVENTS + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = event("e" + i);
        }
        assertThatThrownBy(() -> list(many))
                .isInstanceOf(RefusedPayload.class)
                .hasMessageContaining("501 events");
    }

    @Test
    void shouldRefuseTheListWhenItsNamespaceIsAnother() {
        String other =
                EventXml.payloadB(EventXml.distribute(event("e1").xml()))
                        .replace(Names.EI, "http://example.org/other");
        assertThatThrownBy(() -> READER.read(tag(other))).isInstanceOf(RefusedPayload.class);
    }

    @Test
    void shouldSayWhatTheVtnSaidWhenTheListIsAnError() {
        String error =
                EventXml.payloadB(
                        EventXml.distribute()
                                .replace("<ei:responseCode>200", "<ei:responseCode>500"));
        assertThatThrownBy(() -> READER.read(tag(error)))
                .isInstanceOf(VtnRefused.class)
                .hasMessageContaining("500");
    }
}
