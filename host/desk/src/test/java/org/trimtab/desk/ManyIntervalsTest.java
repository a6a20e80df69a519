package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;

class ManyIntervalsTest {
    private static final Duration STEP = Duration.ofMinutes(5);

    private static Event event(String id, Instant from, int count) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean missed = i % 100 == 7;
            intervals.add(
                    new Interval(
                            MarketInterval.starting(from.plus(STEP.multipliedBy(i)), STEP),
                            null,
                            Power.ofWatts(missed ? -2_000_000 : 1_000_000),
                            Power.ofWatts(1_000_000),
                            null,
                            null,
                            null,
                            missed ? Verdict.MISSED : Verdict.MET,
                            ""));
        }
        MarketInterval whole = MarketInterval.starting(from, STEP.multipliedBy(count));
        return new Event(id, whole, null, intervals, null, true, "");
    }

    private static String page(List<Event> events) {
        ProgramStatement one = Samples.statement();
        return StatementPage.of(
                new ProgramStatement(
                        one.program(),
                        one.rules(),
                        one.period(),
                        one.zone(),
                        one.figures(),
                        one.lines(),
                        events,
                        one.rounding(),
                        one.used(),
                        one.notes(),
                        one.total()),
                Samples.HEADING,
                null);
    }

    @Test
    void shouldDrawMeansAndListOnlyWhatWasNotMetWhenThereAreMany() {
        String page = page(List.of(event("m", Samples.EVENT_AT, 8_928)));

        assertThat(page)
                .contains("8,928 intervals: 8838 met, 90 missed.")
                .contains("The table shows the first 48 not simply met.")
                .contains("Each step is the mean of 13 intervals.")
                .contains("−2.000");
        assertThat(page.length()).isLessThan(120_000);
    }

    @Test
    void shouldDrawSomeEventsAndCountTheRest() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(event("e" + i, Samples.EVENT_AT.plusSeconds(86_400L * i), 3));
        }

        String page = page(events);

        assertThat(page).contains("16 more events are in the CSV and JSON");
        assertThat(page.split("<svg", -1)).hasSize(EventParts.EVENTS_MAX + 1);
    }

    @Test
    void shouldSayTheOffsetOfEachRowWhenTheClockIsChanged() {
        String page = page(List.of(event("dst", Instant.parse("2026-11-01T06:00:00Z"), 24)));

        assertThat(page).contains(">01:00 CDT<", ">01:00 CST<");
    }
}
