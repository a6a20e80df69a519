package org.trimtab.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineSpec.Correction;
import org.trimtab.baseline.BaselineSpec.Window;
import org.trimtab.baseline.Estimate.Adjustment;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.MarketInterval;

/** Compares the event day's own load before the event with the days taken, and corrects their mean by it. */
final class DayCorrection {
    /** Decimal places of a factor that is shown; the exact one is used. */
    static final int FACTOR_PLACES = 9;

    private final Correction rule;
    private final EventDay eventDay;
    private final UnadjustedLevel average;
    private final List<String> warnings;
    private final List<MarketInterval> windows = new ArrayList<>();
    private Fraction actual = Fraction.ZERO;
    private Fraction base = Fraction.ZERO;
    private int compared;

    DayCorrection(
            Correction rule, EventDay eventDay, UnadjustedLevel average, List<String> warnings) {
        this.rule = rule;
        this.eventDay = eventDay;
        this.average = average;
        this.warnings = warnings;
    }

    /** The correction as it is used: exact. */
    record Found(Adjustment shown, Fraction value) {
        Fraction corrected(Fraction level) {
            return switch (shown.kind()) {
                case ADDED -> level.plus(value);
                case FACTOR -> level.times(value);
            };
        }
    }

    /** The correction; null, with a warning, when it cannot be told. */
    @Nullable Found find() {
        for (Window window : rule.windows()) {
            compare(window.in(eventDay.given()));
        }
        if (compared == 0) {
            warnings.add(
                    "no adjustment: no interval of its window is known on the event day and on the"
                            + " days taken; the baseline stands as it is");
            return null;
        }
        Fraction count = Fraction.whole(compared);
        return switch (rule.kind()) {
            case ADDED -> {
                Fraction added = actual.minus(base).by(count);
                yield new Found(shown(added, 0, false), added);
            }
            case FACTOR -> factor();
        };
    }

    private @Nullable Found factor() {
        if (!base.isAboveZero()) {
            warnings.add(
                    "no adjustment: the days taken drew nothing in its window, and a factor on"
                            + " nothing says nothing; the baseline stands as it is");
            return null;
        }
        Fraction raw = actual.by(base);
        Fraction held = raw;
        if (rule.lowest() != null) {
            held = later(held, Fraction.of(rule.lowest()));
        }
        if (rule.highest() != null) {
            Fraction cap = Fraction.of(rule.highest());
            held = held.compareTo(cap) > 0 ? cap : held;
        }
        boolean capped = held.compareTo(raw) != 0;
        return new Found(shown(held, FACTOR_PLACES, capped), held);
    }

    private static Fraction later(Fraction one, Fraction other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Adjustment shown(Fraction value, int places, boolean capped) {
        Fraction count = Fraction.whole(compared);
        return new Adjustment(
                rule.kind(),
                windows,
                actual.by(count).rounded(),
                base.by(count).rounded(),
                value.decimal(places),
                capped);
    }

    private void compare(MarketInterval window) {
        Run run = eventDay.within(window);
        if (eventDay.interval(run.from()).length().compareTo(window.length()) > 0) {
            warnings.add(
                    "the meter's intervals of "
                            + window(run).length()
                            + " are longer than the adjustment window "
                            + window
                            + "; the last one before it counts");
        }
        windows.add(window(run));
        int left = 0;
        for (long index = run.from(); index < run.until(); index++) {
            int watts = eventDay.watts(index);
            Fraction mean = average.at(eventDay.slot(index));
            if (eventDay.isMarked(index)) {
                left++;
            } else if (watts != LoadSeries.UNKNOWN && mean != null) {
                actual = actual.plus(Fraction.whole(watts));
                base = base.plus(mean);
                compared++;
            }
        }
        if (left > 0) {
            warnings.add(
                    "intervals of the adjustment window "
                            + window
                            + " that lie in another event or outage and do not count: "
                            + left);
        }
    }

    private MarketInterval window(Run run) {
        return new MarketInterval(
                eventDay.interval(run.from()).from(), eventDay.interval(run.until() - 1).until());
    }
}
