package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.Event;

class AgendaTest {
    private static final Instant SEEN = Instant.parse("2026-07-01T12:00:00Z");
    private static final Instant FROM = Instant.parse("2026-07-02T10:00:00Z");
    private static final Agenda.Window DAY = new Agenda.Window(FROM, FROM.plusSeconds(86_400));

    private static Event event(String id, String extra, String start, String type, String value) {
        return Events.event(
                id,
                extra
                        + "'intervalPeriod':{'start':'2026-07-02T"
                        + start
                        + ":00Z','duration':'PT1H'},'intervals':["
                        + Events.interval(0, type, value)
                        + "]");
    }

    private static Agenda agenda(Meanings meanings, Event... events) {
        List<Agenda.Known> known = new ArrayList<>();
        for (Event event : events) {
            known.add(new Agenda.Known(event, SEEN));
        }
        return Agenda.of(known, Map.of(), meanings, DAY, Draws.NONE);
    }

    private static List<String> told(Agenda agenda) {
        return agenda.stints().stream()
                .map(s -> s.eventId() + " " + s.from() + " " + s.until() + " " + s.want().words())
                .toList();
    }

    @Test
    void shouldLetTheLowerNumberWinWhereTwoHold() {
        Agenda agenda =
                agenda(
                        Meanings.NONE,
                        event("low", "", "10:00", "LOAD_SHED_DELTA", "100"),
                        event("high", "'priority':0,", "10:30", "LOAD_SHED_DELTA", "50"));
        assertThat(told(agenda))
                .containsExactly(
                        "low 2026-07-02T10:00:00Z 2026-07-02T10:30:00Z less by 100 kW",
                        "high 2026-07-02T10:30:00Z 2026-07-02T11:30:00Z less by 50 kW");
        assertThat(agenda.lost()).hasSize(1);
        assertThat(agenda.lost().getFirst()).contains("low", "gives way to event high");
    }

    @Test
    void shouldLetTheLowestConsumptionWinWhateverTheOrderWhenPrioritiesAreEqual() {
        List<Event> events =
                new ArrayList<>(
                        List.of(
                                event("a", "'priority':3,", "10:00", "DISPATCH_SETPOINT", "900"),
                                event("b", "'priority':3,", "10:00", "DISPATCH_SETPOINT", "700"),
                                event("c", "'priority':3,", "10:00", "LOAD_SHED_DELTA", "200")));
        Meanings usual = new Meanings(Map.of(), null, false, 1_000_000L, Set.of());
        for (int i = 0; i < 3; i++) {
            Collections.rotate(events, 1);
            assertThat(told(agenda(usual, events.toArray(Event[]::new))))
                    .containsExactly("b 2026-07-02T10:00:00Z 2026-07-02T11:00:00Z be at 700 kW");
        }
    }

    @Test
    void shouldKeepBothWhenTheyDoNotConflict() {
        Agenda agenda =
                agenda(
                        Meanings.NONE,
                        event("limit", "", "10:00", "IMPORT_CAPACITY_LIMIT", "1500"),
                        event("price", "", "10:00", "PRICE", "0.25"),
                        event("gas", "", "10:00", "GHG", "411.5"),
                        event("flex", "", "10:00", "ALERT_FLEX_ALERT", "'save'"));
        assertThat(agenda.stints()).hasSize(4);
        assertThat(agenda.lost()).isEmpty();
    }

    @Test
    void shouldTurnEveryPayloadIntoWhatItAsks() {
        Meanings meanings =
                new Meanings(
                        Map.of(2, new Want.Less(500_000)),
                        new Want.AtMost(0),
                        true,
                        null,
                        Set.of("GHG"));
        assertThat(want(meanings, "SIMPLE", "2")).isEqualTo(new Want.Less(500_000));
        assertThat(want(meanings, "SIMPLE", "0")).isEqualTo(new Want.Normal());
        assertThat(want(meanings, "SIMPLE", "3")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "SIMPLE", "2.5")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "DISPATCH_SETPOINT_RELATIVE", "-12.5"))
                .isEqualTo(new Want.Less(12_500));
        assertThat(want(meanings, "DISPATCH_SETPOINT_RELATIVE", "3")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "CONTROL_SETPOINT", "1.0005")).isEqualTo(new Want.Be(1_000));
        assertThat(want(meanings, "ALERT_GRID_EMERGENCY", "'now'")).isEqualTo(new Want.AtMost(0));
        assertThat(want(meanings, "PRICE", "-0.0425")).isEqualTo(new Want.Price(-42_500_000));
        assertThat(want(meanings, "GHG", "1")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "PRICE", "'free'")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "PRICE", "1e300")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "DISPATCH_SETPOINT", "1e300")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "X_PRIVATE", "1,2,3,4,5")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "PRICE", "")).isInstanceOf(Want.Told.class);
        assertThat(want(meanings, "GHG", "")).isInstanceOf(Want.Told.class);
    }

    private static Want want(Meanings meanings, String type, String value) {
        return agenda(meanings, event("e", "", "10:00", type, value)).stints().getFirst().want();
    }

    @Test
    void shouldMindUnitsAndCurrencyWhenADescriptorGivesThem() {
        String mega =
                "'payloadDescriptors':[{'payloadType':'PRICE','units':'MWH','currency':'USD'}],";
        String euro =
                "'payloadDescriptors':[{'payloadType':'PRICE','units':'KWH','currency':'EUR'}],";
        assertThat(
                        agenda(Meanings.NONE, event("m", mega, "10:00", "PRICE", "42"))
                                .stints()
                                .getFirst()
                                .want())
                .isEqualTo(new Want.Price(42_000_000));
        assertThat(
                        agenda(Meanings.NONE, event("e", euro, "10:00", "PRICE", "42"))
                                .stints()
                                .getFirst()
                                .want()
                                .words())
                .contains("in EUR");
    }
}
