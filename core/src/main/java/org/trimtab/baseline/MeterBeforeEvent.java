package org.trimtab.baseline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.baseline.EventDay.Known;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/**
 * The mean of the load just before the instruction, held through the event (NAESB WEQ-015 meter before / meter after).
 *
 * @param window how long before; null for the last reading alone
 * @param onTheClock whether the window is the last full one of the clock, such as a quarter of an hour, rather than
 *     the stretch that ends with the instruction
 */
record MeterBeforeEvent(
        String id,
        String title,
        String formula,
        RuleSource source,
        @Nullable Duration window,
        boolean onTheClock)
        implements BaselineMethod {

    /** A notice earlier than this before the event makes the level before it a poor guess. */
    static final Duration NOTICE_EARLY = Duration.ofHours(2);

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        Duration step = given.load().step();
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id, List.of(), unfit);
        }
        if (window != null && step.compareTo(window) > 0) {
            return Estimate.refused(
                    id,
                    List.of(),
                    "needs readings at least every "
                            + window
                            + "; the meter is read every "
                            + step);
        }
        Instant told =
                given.noticeAt().isAfter(given.event().from())
                        ? given.event().from()
                        : given.noticeAt();
        Run run = run(eventDay, told);
        MarketInterval stretch =
                new MarketInterval(
                        eventDay.interval(run.from()).from(),
                        eventDay.interval(run.until() - 1).until());
        Known known = eventDay.knownIn(run);
        if (!enough(known)) {
            return Estimate.refused(
                    id,
                    List.of(),
                    "needs %s of the %d readings in %s, found %d"
                            .formatted(
                                    CoverageRule.DEFAULT.covered(),
                                    known.asked(),
                                    stretch,
                                    known.known()));
        }
        List<String> warnings = new ArrayList<>();
        remark(eventDay, run, told, warnings);
        Power level = Power.ofWatts(known.mean().rounded());
        return new Estimate(id, eventDay.intervalsAt(level), List.of(), null, null, warnings);
    }

    private Run run(EventDay eventDay, Instant told) {
        if (window == null) {
            Duration step = eventDay.given().load().step();
            return eventDay.within(new MarketInterval(told.minus(step), told));
        }
        long seconds = window.toSeconds();
        Instant end =
                onTheClock
                        ? Instant.ofEpochSecond(
                                Math.floorDiv(told.getEpochSecond(), seconds) * seconds)
                        : told;
        return eventDay.within(new MarketInterval(end.minus(window), end));
    }

    private static boolean enough(Known known) {
        return known.known() > 0
                && known.known() * 1_000_000L
                        >= known.asked() * (long) CoverageRule.DEFAULT.covered().partsPerMillion();
    }

    private void remark(EventDay eventDay, Run run, Instant told, List<String> warnings) {
        BaselineCase given = eventDay.given();
        if (Duration.between(told, given.event().from()).compareTo(NOTICE_EARLY) > 0) {
            warnings.add(
                    "the level before the instruction at "
                            + told
                            + " stands for an event that begins only at "
                            + given.event().from());
        }
        Duration length = window == null ? given.load().step() : window;
        String alarm =
                RaisedLoad.alarm(
                        eventDay,
                        List.of(new Window(Window.Side.BEFORE_NOTICE, Duration.ZERO, length)));
        if (alarm != null) {
            warnings.add(alarm);
        }
        new Remarks(eventDay, warnings).onEvent().onMeasured(run).onMarked(run);
    }
}
