package org.trimtab.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.baseline.EventDay.Known;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.DayType;
import org.trimtab.quantity.Power;

/** The alarm about load that was raised where the event day's own load makes or corrects the baseline. */
final class RaisedLoad {
    /** Load above this many hundredths of the usual raises the alarm. */
    static final int ALARM_HUNDREDTHS = 102;

    /** Fewer days have no median worth an alarm. */
    static final int ALARM_DAYS_MIN = 3;

    private RaisedLoad() {}

    /** Compares with the last like days, for methods that look at no days themselves. */
    static @Nullable String alarm(EventDay eventDay, List<Window> windows) {
        BaselineSpec like = BaselineMethods.LIKE_DAYS;
        DayType type = eventDay.given().calendar().dayType(eventDay.date());
        DayRanking ranking = new DayRanking(eventDay, like.rankBy());
        DayPool days = new DayPool(like, eventDay, ranking, like.poolOf(type));
        days.fill();
        return alarm(eventDay, windows, days.eligibleDates());
    }

    /** Warns when the load was raised in the window above the median of the eligible days at the same hours. */
    static @Nullable String alarm(EventDay eventDay, List<Window> windows, List<LocalDate> days) {
        List<Window> before =
                windows.stream().filter(w -> w.side() != Window.Side.AFTER_EVENT).toList();
        Known actual = new Known(0, 0, 0);
        List<Fraction> usual = new ArrayList<>();
        List<long[]> slots = new ArrayList<>();
        for (Window window : before) {
            Run run = eventDay.within(window.in(eventDay.given()));
            actual = actual.plus(eventDay.knownIn(run));
            slots.add(eventDay.slots(run));
        }
        for (LocalDate day : days) {
            Known known = new Known(0, 0, 0);
            for (long[] each : slots) {
                known = known.plus(eventDay.knownOn(day, each));
            }
            if (known.isWhole()) {
                usual.add(known.mean());
            }
        }
        if (actual.known() == 0 || usual.size() < ALARM_DAYS_MIN) {
            return null;
        }
        Fraction median = median(usual);
        Fraction bar = median.times(Fraction.of(ALARM_HUNDREDTHS, 100));
        return median.isAboveZero() && actual.mean().compareTo(bar) > 0
                ? inWords(actual.mean(), median, usual.size())
                : null;
    }

    private static String inWords(Fraction actual, Fraction median, int days) {
        return ("load was raised before the event: %s in the adjustment window, %s %% of the median"
                        + " %s of %d eligible days at the same hours; above %d %% a market may call"
                        + " it gaming")
                .formatted(
                        Power.ofWatts(actual.rounded()),
                        actual.by(median).times(Fraction.whole(100)).decimal(1).toPlainString(),
                        Power.ofWatts(median.rounded()),
                        days,
                        ALARM_HUNDREDTHS);
    }

    private static Fraction median(List<Fraction> values) {
        List<Fraction> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).plus(sorted.get(half)).by(Fraction.whole(2));
    }
}
