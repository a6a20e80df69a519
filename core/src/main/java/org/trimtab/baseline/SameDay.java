package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.baseline.EventDay.Known;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.DayType;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Power;

/**
 * One level for the whole event: the mean of the hours around it, on the event day and on weekdays before it.
 *
 * @param windows which hours
 * @param weekdaysBefore how many weekdays before the event day count with it
 */
record SameDay(
        String id,
        String title,
        String formula,
        RuleSource source,
        List<Window> windows,
        int weekdaysBefore)
        implements BaselineMethod {

    /** How far back weekdays are searched; a run of holidays is never longer. */
    static final int LOOKBACK_DAYS = 21;

    /** Longest meter interval that an hour can be told from. */
    static final Duration INTERVAL_MAX = Duration.ofHours(1);

    SameDay {
        windows = List.copyOf(windows);
    }

    @Override
    public Estimate find(BaselineCase given) {
        EventDay eventDay = new EventDay(given);
        String unfit = eventDay.unfit();
        if (unfit != null) {
            return Estimate.refused(id, List.of(), unfit);
        }
        List<Estimate.Day> days = new ArrayList<>();
        List<Run> runs = windows.stream().map(w -> eventDay.within(w.in(given))).toList();
        Known sum = new Known(0, 0, 0);
        for (Run run : runs) {
            sum = sum.plus(eventDay.knownIn(run));
        }
        Known onEventDay = sum;
        for (LocalDate date : weekdays(eventDay)) {
            Known there = new Known(0, 0, 0);
            for (Run run : runs) {
                there = there.plus(eventDay.knownOn(date, eventDay.slots(run)));
            }
            days.add(
                    new Estimate.Day(
                            date,
                            DayType.WEEKDAY,
                            there.isWhole() ? Choice.TAKEN : Choice.METER_MISSING,
                            there.known() == 0 ? null : there.mean().rounded()));
            sum = sum.plus(there);
        }
        if (!onEventDay.isWhole() || !sum.isWhole()) {
            return Estimate.refused(
                    id,
                    days,
                    "needs all %d readings of the hours it averages, found %d"
                            .formatted(sum.asked(), sum.known()));
        }
        if (days.size() < weekdaysBefore) {
            return Estimate.refused(
                    id,
                    days,
                    "needs %d weekdays within %d days before %s, found %d"
                            .formatted(
                                    weekdaysBefore, LOOKBACK_DAYS, eventDay.date(), days.size()));
        }
        List<String> warnings = remarks(eventDay, runs);
        Power level = Power.ofWatts(sum.mean().rounded());
        return new Estimate(id, eventDay.intervalsAt(level), days, null, null, warnings);
    }

    private List<LocalDate> weekdays(EventDay eventDay) {
        List<LocalDate> found = new ArrayList<>();
        for (int back = 1; back <= LOOKBACK_DAYS && found.size() < weekdaysBefore; back++) {
            LocalDate date = eventDay.date().minusDays(back);
            if (eventDay.given().calendar().dayType(date) == DayType.WEEKDAY) {
                found.add(date);
            }
        }
        return found;
    }

    private List<String> remarks(EventDay eventDay, List<Run> runs) {
        List<String> warnings = new ArrayList<>();
        String alarm = RaisedLoad.alarm(eventDay, windows);
        if (alarm != null) {
            warnings.add(alarm);
        }
        Remarks remarks = new Remarks(eventDay, warnings).onInterval(INTERVAL_MAX).onEvent();
        for (Run run : runs) {
            remarks.onMeasured(run).onMarked(run);
        }
        return warnings;
    }
}
