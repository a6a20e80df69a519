package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.wire.Event;

class EventTimelineTest {
    private static final Instant SEEN = Instant.parse("2026-07-01T12:00:30Z");
    private static final Instant TEN = Instant.parse("2026-07-02T10:00:00Z");

    private static EventTimeline line(String properties) {
        return EventTimeline.of(Events.event("e", properties), SEEN, Draws.NONE);
    }

    private static List<String> told(EventTimeline line, Instant from, Instant until) {
        return line.within(from, until).stream()
                .map(slot ->
                        slot.interval()
                                + " "
                                + slot.from()
                                + " "
                                + slot.until()
                                + " "
                                + slot.payload().values().getFirst().words())
                .toList();
    }

    private static String two(String periodExtra) {
        return "'intervalPeriod':{'start':'2026-07-02T10:00:00Z','duration':'PT1H'"
                + periodExtra
                + "},'intervals':["
                + Events.interval(0, "PRICE", "1")
                + ","
                + Events.interval(5, "PRICE", "2")
                + "]";
    }

    @Test
    void shouldInheritAndFollowOnWhenIntervalsHaveNoPeriod() {
        assertThat(told(line(two("")), TEN, TEN.plusSeconds(7200)))
                .containsExactly(
                        "0 2026-07-02T10:00:00Z 2026-07-02T11:00:00Z 1",
                        "5 2026-07-02T11:00:00Z 2026-07-02T12:00:00Z 2");
    }

    @Test
    void shouldOverrideOnlyTheDurationWhenAnIntervalSaysOnlyThat() {
        EventTimeline line =
                line(
                        "'intervalPeriod':{'start':'2026-07-02T10:00:00Z','duration':'PT1H'},"
                                + "'intervals':[{'id':0,'intervalPeriod':{'duration':'PT2H'},"
                                + "'payloads':[{'type':'PRICE','values':[1]}]},"
                                + "{'id':1,'intervalPeriod':{'start':'0001-01-01T00:00:00'},"
                                + "'payloads':[{'type':'PRICE','values':[2]}]}]");
        assertThat(told(line, TEN, Instant.MAX))
                .containsExactly(
                        "0 2026-07-02T10:00:00Z 2026-07-02T12:00:00Z 1",
                        "1 2026-07-02T12:00:00Z 2026-07-02T13:00:00Z 2");
    }

    @Test
    void shouldBeginWhenItWasLastChangedIfToldToDoItNow() {
        EventTimeline line =
                line(
                        "'intervalPeriod':{'start':'0001-01-01','duration':'P9999Y0M0DT0H0M0S'},"
                                + "'intervals':["
                                + Events.interval(0, "ALERT_GRID_EMERGENCY", "'x'")
                                + "]");
        assertThat(line.begins()).isEqualTo("2026-07-01T12:00:00Z");
        assertThat(line.ends()).isEqualTo(Instant.MAX);
        assertThat(line.within(TEN, TEN.plusSeconds(1))).hasSize(1);
    }

    @Test
    void shouldBeginWhenFirstSeenIfTheServersClockIsAhead() {
        Instant early = Instant.parse("2026-07-01T11:55:00Z");
        EventTimeline line =
                EventTimeline.of(
                        Events.event(
                                "e",
                                "'intervalPeriod':{'start':'0001-01-01','duration':'PT1H'},"
                                        + "'intervals':["
                                        + Events.interval(0, "SIMPLE", "1")
                                        + "]"),
                        early,
                        Draws.NONE);
        assertThat(line.begins()).isEqualTo(early);
    }

    @Test
    void shouldHoldNothingWhenCancelledByItsTimes() {
        String intervals =
                ",'intervals':[{'id':0,'intervalPeriod':{'duration':'PT1H'},'payloads':["
                        + "{'type':'SIMPLE','values':[1]}]}]";
        EventTimeline line =
                line("'intervalPeriod':{'start':'0001-01-01','duration':'PT0S'}" + intervals);
        assertThat(line.within(Instant.MIN, Instant.MAX)).isEmpty();
    }

    @Test
    void shouldLoopForEverWhenItsDurationIsInfinite() {
        EventTimeline line = line("'duration':'P9999Y'," + two(""));
        Instant later = TEN.plus(Duration.ofDays(365)).plus(Duration.ofMinutes(30));
        assertThat(told(line, later, later.plusSeconds(3600)))
                .containsExactly(
                        "0 2027-07-02T10:00:00Z 2027-07-02T11:00:00Z 1",
                        "5 2027-07-02T11:00:00Z 2027-07-02T12:00:00Z 2");
        assertThat(line.within(later, later.plusSeconds(1)).getFirst().turn()).isEqualTo(4380);
    }

    @Test
    void shouldLoopInPartAndCutShortWhenItsDurationSaysSo() {
        assertThat(told(line("'duration':'PT150M'," + two("")), TEN, Instant.MAX))
                .containsExactly(
                        "0 2026-07-02T10:00:00Z 2026-07-02T11:00:00Z 1",
                        "5 2026-07-02T11:00:00Z 2026-07-02T12:00:00Z 2",
                        "0 2026-07-02T12:00:00Z 2026-07-02T12:30:00Z 1");
        assertThat(told(line("'duration':'PT30M'," + two("")), TEN, Instant.MAX))
                .containsExactly("0 2026-07-02T10:00:00Z 2026-07-02T10:30:00Z 1");
    }

    @Test
    void shouldShareAnIntervalWhenSeveralPricesArePacked() {
        EventTimeline line =
                line(
                        "'intervals':[{'id':0,'intervalPeriod':{'start':'2026-07-02T10:00:00Z',"
                                + "'duration':'PT3H'},'payloads':[{'type':'PRICE','values':"
                                + "[0.17,0.03,0.11]}]}]");
        assertThat(told(line, TEN, Instant.MAX))
                .containsExactly(
                        "0 2026-07-02T10:00:00Z 2026-07-02T11:00:00Z 0.17",
                        "0 2026-07-02T11:00:00Z 2026-07-02T12:00:00Z 0.03",
                        "0 2026-07-02T12:00:00Z 2026-07-02T13:00:00Z 0.11");
    }

    @Test
    void shouldShiftAllByTheSameDrawWhenTheStartIsRandom() {
        Draws half = (_, place) -> place == 0 ? 500_000 : -1_000_000;
        EventTimeline line =
                EventTimeline.of(Events.event("e", two(",'randomizeStart':'PT10M'")), SEEN, half);
        assertThat(told(line, Instant.MIN, Instant.MAX))
                .containsExactly(
                        "0 2026-07-02T10:05:00Z 2026-07-02T11:05:00Z 1",
                        "5 2026-07-02T11:05:00Z 2026-07-02T12:05:00Z 2");
    }

    @Test
    void shouldDrawAgainWhenALaterIntervalIsRandomItself() {
        Draws draws = (_, place) -> place == 0 ? 1_000_000 : -500_000;
        String own = "'randomizeStart':'PT20M',";
        for (String random : List.of("", own)) {
            EventTimeline line =
                    EventTimeline.of(
                            Events.event(
                                    "e",
                                    "'intervalPeriod':{'start':'2026-07-02T10:00:00Z','duration':"
                                            + "'PT1H','randomizeStart':'-PT10M'},'intervals':["
                                            + Events.interval(0, "PRICE", "1")
                                            + ",{'id':1,'intervalPeriod':{"
                                            + random
                                            + "'start':'2026-07-02T14:00:00Z'},'payloads':["
                                            + "{'type':'PRICE','values':[2]}]}]"),
                            SEEN,
                            draws);
            Instant second = line.within(Instant.MIN, Instant.MAX).get(1).from();
            assertThat(second)
                    .isEqualTo(random.isEmpty() ? "2026-07-02T14:10:00Z" : "2026-07-02T13:50:00Z");
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenAnIntervalHasNoStartOrDuration() {
        EventTimeline none = line("'intervals':[" + Events.interval(3, "PRICE", "1") + "]");
        assertThat(none.remarks())
                .containsExactly("interval 3 has no start, and the event has none to inherit");
        EventTimeline zero =
                line(
                        "'intervalPeriod':{'start':'2026-07-02T10:00:00Z'},'intervals':["
                                + Events.interval(3, "PRICE", "1")
                                + "]");
        assertThat(zero.remarks())
                .containsExactly("interval 3 has no duration, so it takes no time");
        assertThat(zero.within(Instant.MIN, Instant.MAX)).isEmpty();
    }

    @Test
    void shouldEndWithTheNextIntervalWhenOneHasNoDurationOfItsOwn() {
        EventTimeline line =
                line(
                        "'intervals':[{'id':0,'intervalPeriod':{'start':'2026-07-02T10:00:00Z'},"
                                + "'payloads':[{'type':'PRICE','values':[1]}]},{'id':1,"
                                + "'intervalPeriod':{'start':'2026-07-02T10:20:00Z','duration':"
                                + "'PT5M'},'payloads':[{'type':'PRICE','values':[2]}]}]");
        assertThat(told(line, Instant.MIN, Instant.MAX).getFirst())
                .isEqualTo("0 2026-07-02T10:00:00Z 2026-07-02T10:20:00Z 1");
    }

    @Test
    void shouldStayWithinItsLimitWhenIntervalsAreTinyAndForEver() {
        EventTimeline line =
                line(
                        "'duration':'P9999Y','intervalPeriod':{'start':'1900-01-01T00:00:00Z',"
                                + "'duration':'PT0.001S'},'intervals':["
                                + Events.interval(0, "PRICE", "1")
                                + "]");
        assertThat(line.within(TEN, Instant.MAX)).hasSize(EventTimeline.SLOTS_MAX);
    }

    @Test
    void shouldCountMonthsByTheCalendarWhenADurationHasThem() {
        EventTimeline line =
                line(
                        "'intervalPeriod':{'start':'2026-01-31T10:00:00Z','duration':'P1M'},"
                                + "'intervals':["
                                + Events.interval(0, "SIMPLE", "1")
                                + ","
                                + Events.interval(1, "SIMPLE", "2")
                                + "]");
        assertThat(told(line, Instant.EPOCH, Instant.MAX))
                .containsExactly(
                        "0 2026-01-31T10:00:00Z 2026-02-28T10:00:00Z 1",
                        "1 2026-02-28T10:00:00Z 2026-03-28T10:00:00Z 2");
    }

    @Test
    void shouldBeginAtTheSameRandomMomentAfterARestart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("vtn.json");
        Event event = Events.event("e", two(",'randomizeStart':'PT30M'"));
        VenNotes notes = VenNotes.in(file, 1);
        Instant begins = EventTimeline.of(event, SEEN, notes).begins();
        assertThat(begins).isBetween(TEN.minusSeconds(1800), TEN.plusSeconds(1800));
        notes.keep();
        VenNotes later = VenNotes.in(file, 99); // another chance, and the same draw
        assertThat(EventTimeline.of(event, SEEN.plusSeconds(60), later).begins()).isEqualTo(begins);
        VenNotes lost = VenNotes.inMemory(99);
        assertThat(EventTimeline.of(event, SEEN, lost).begins()).isNotEqualTo(begins);
    }
}
