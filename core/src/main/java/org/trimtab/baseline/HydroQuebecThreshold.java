package org.trimtab.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Power;

/**
 * Hydro-Québec's demand response commitment: the baseline is the highest load of the month of the event, outside the
 * events, and the load must stay at or below a threshold that lies 95 % of the target below it. It reads the month to
 * its end, after the event too.
 */
public record HydroQuebecThreshold() implements BaselineMethod {
    private static final int TARGET_HUNDREDTHS = 95;

    /**
     * The level not to be exceeded in an event: month's maximum less 0.95 of the target, W, rounded half-even.
     *
     * @param monthMaximum highest load of the month
     * @param target reduction committed to, as a level in W
     */
    public static Power threshold(Power monthMaximum, Power target) {
        Fraction less = Fraction.of(target.watts(), 1).times(Fraction.of(TARGET_HUNDREDTHS, 100));
        return Power.ofWatts(Fraction.whole(monthMaximum.watts()).minus(less).rounded());
    }

    @Override
    public String id() {
        return "hydro-quebec-threshold";
    }

    @Override
    public String title() {
        return "Hydro-Québec demand response commitment";
    }

    @Override
    public String formula() {
        return "baseline = highest load of the month outside events; delivered when load <= it -"
                + " 0.95 * target";
    }

    @Override
    public RuleSource source() {
        return new RuleSource(
                "Hydro-Québec, Demand Response - Commitment", "2025/26", null, Evidence.PRIMARY);
    }

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id(), List.of(), unfit);
        }
        MarketCalendar calendar = given.calendar();
        LocalDate first = eventDay.date().withDayOfMonth(1);
        MarketInterval month =
                new MarketInterval(
                        calendar.day(first).from(), calendar.day(first.plusMonths(1)).from());
        Run run = eventDay.within(month);
        long from = Math.max(0, run.from());
        long until = Math.min(given.load().size(), run.until());
        Run event = eventDay.event();
        long highest = Long.MIN_VALUE;
        for (long index = from; index < until; index++) {
            int watts = eventDay.watts(index);
            boolean inEvent = index >= event.from() && index < event.until();
            if (watts != LoadSeries.UNKNOWN
                    && watts > highest
                    && !inEvent
                    && !eventDay.isMarked(index)) {
                highest = watts;
            }
        }
        if (highest == Long.MIN_VALUE) {
            return Estimate.refused(
                    id(), List.of(), "needs readings outside events in " + month + ", found none");
        }
        List<String> warnings = new ArrayList<>();
        if (from > run.from() || until < run.until()) {
            warnings.add(
                    "the data do not cover the whole month "
                            + month
                            + "; its highest load may be higher");
        }
        new Remarks(eventDay, warnings).onEvent();
        return new Estimate(
                id(),
                eventDay.intervalsAt(Power.ofWatts(highest)),
                List.of(),
                null,
                null,
                warnings);
    }
}
