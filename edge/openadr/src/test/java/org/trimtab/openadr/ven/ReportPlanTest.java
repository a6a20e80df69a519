package org.trimtab.openadr.ven;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.wire.Event;

/** The examples of User Guide 7.5. */
class ReportPlanTest {
    private static final Instant TEN = Instant.parse("2026-07-02T10:00:00Z");

    private static ReportPlan plan(int intervals, String extra, String descriptor) {
        return plan(
                intervals, extra, descriptor, "'start':'2026-07-02T10:00:00Z','duration':'PT1H'");
    }

    private static ReportPlan plan(int intervals, String extra, String descriptor, String period) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < intervals; i++) {
            list.append(i == 0 ? "" : ",").append(Events.interval(i, "PRICE", "1"));
        }
        Event event =
                Events.event(
                        "e",
                        extra
                                + "'reportDescriptors':[{'payloadType':'USAGE'"
                                + descriptor
                                + "}],'intervalPeriod':{"
                                + period
                                + "}"
                                + (intervals == 0 ? "" : ",'intervals':[" + list + "]"));
        EventTimeline line = EventTimeline.of(event, TEN, Draws.NONE);
        return new ReportPlan(event, line, event.request().reportDescriptors().getFirst(), TEN);
    }

    private static List<String> all(ReportPlan plan, int hours) {
        List<String> told = new java.util.ArrayList<>();
        long last = -1;
        for (int minute = 0; minute <= hours * 60; minute++) {
            Instant now = TEN.plusSeconds(60L * minute);
            for (ReportPlan.Due due : plan.due(last, now)) {
                last = due.number();
                told.add(
                        minute / 60
                                + ": "
                                + due.covers().stream()
                                        .map(s -> Integer.toString(s.id()))
                                        .toList());
            }
        }
        return told;
    }

    @Test
    void shouldReportOnceAtTheEndWhenNothingElseIsSaid() {
        assertThat(all(plan(4, "", ""), 10)).containsExactly("4: [0, 1, 2, 3]");
    }

    @Test
    void shouldForecastAtTheBeginWhenItLooksAhead() {
        assertThat(all(plan(4, "", ",'historical':false"), 10)).containsExactly("0: [0, 1, 2, 3]");
    }

    @Test
    void shouldReportPeriodicallyWhenAFrequencyIsGiven() {
        assertThat(
                        all(
                                plan(
                                        6,
                                        "",
                                        ",'startInterval':1,'numIntervals':2,'frequency':2,"
                                                + "'repeat':3"),
                                10))
                .containsExactly("2: [0, 1]", "4: [2, 3]", "6: [4, 5]");
    }

    @Test
    void shouldRollWhenForecastsOverlap() {
        assertThat(
                        all(
                                plan(
                                        5,
                                        "",
                                        ",'startInterval':0,'numIntervals':3,'frequency':1,"
                                                + "'repeat':3,'historical':false"),
                                10))
                .containsExactly("0: [0, 1, 2]", "1: [1, 2, 3]", "2: [2, 3, 4]");
    }

    @Test
    void shouldReportEachTurnWhenTheEventLoops() {
        assertThat(all(plan(2, "'duration':'P9999Y',", ""), 6))
                .containsExactly("2: [0, 1]", "4: [0, 1]", "6: [0, 1]");
        assertThat(all(plan(2, "'duration':'P9999Y',", ",'repeat':1"), 6))
                .containsExactly("2: [0, 1]");
    }

    @Test
    void shouldImplyIntervalsWhenAReportOnlyEventHasNone() {
        assertThat(all(plan(0, "", ",'repeat':-1"), 3))
                .containsExactly("1: [0]", "2: [1]", "3: [2]");
        assertThat(all(plan(0, "", ""), 3)).containsExactly("1: [0]");
    }

    @Test
    void shouldReportAtItsOwnTimeWhenTheFrequencyIsNought() {
        assertThat(all(plan(3, "", ",'frequency':0"), 5))
                .containsExactly("1: [0]", "2: [1]", "3: [2]");
    }

    @Test
    void shouldMakeOnlyTheLastWhenTheEventIsFoundLate() {
        ReportPlan plan = plan(6, "", ",'numIntervals':1,'startInterval':0,'repeat':-1");
        List<ReportPlan.Due> due = plan.due(-1, TEN.plusSeconds(4 * 3600 + 60));
        assertThat(due).hasSize(1);
        assertThat(due.getFirst().covers().getFirst().id()).isEqualTo(3);
        assertThat(plan.due(1, TEN.plusSeconds(4 * 3600 + 60))).hasSize(2);
    }

    private static String minute(Instant at) {
        return at.toString().substring(11, 16);
    }

    private static List<String> spans(ReportPlan plan, int minute) {
        return plan.due(-1, TEN.plusSeconds(60L * minute)).getFirst().covers().stream()
                .map(s -> s.id() + " " + minute(s.from()) + "-" + minute(s.until()))
                .toList();
    }

    @Test
    void shouldCutIntervalsWhenSubIntervalsMayBeReported() {
        String sub =
                ",'startInterval':0,'numIntervals':1,'frequency':1,'repeat':-1,"
                        + "'reportIntervals':'SUB_INTERVALS'";
        List<String> spans = spans(plan(2, "", sub), 60);
        assertThat(spans).hasSize(12).startsWith("0 10:00-10:05").endsWith("11 10:55-11:00");
        String all = ",'reportIntervals':'SUB_INTERVALS'";
        assertThat(spans(plan(2, "", all), 120)).hasSize(24).endsWith("23 11:55-12:00");
    }

    @Test
    void shouldChooseItsOwnIntervalsWhenTheyAreOpen() {
        String open = ",'reportIntervals':'OPEN_INTERVALS'";
        ReportPlan odd = plan(3, "", open, "'start':'2026-07-02T10:02:00Z','duration':'PT4M'");
        // joined over the event's intervals, and cut by the clock
        assertThat(spans(odd, 14))
                .containsExactly("0 10:02-10:05", "1 10:05-10:10", "2 10:10-10:14");
    }
}
