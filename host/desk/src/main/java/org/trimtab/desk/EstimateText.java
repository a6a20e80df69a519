package org.trimtab.desk;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.baseline.Estimate.Day;
import org.trimtab.quantity.Power;

/** How a baseline was found, in words. */
public final class EstimateText {
    private EstimateText() {}

    /** One or two sentences for beneath a chart. */
    static String sentence(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "No baseline is estimated: the program measures against a level.";
        }
        if (estimate.refusal() != null) {
            return "Baseline " + estimate.method() + " was refused: " + estimate.refusal();
        }
        StringBuilder words = new StringBuilder("Baseline ").append(estimate.method());
        List<Day> taken = estimate.days().stream().filter(EstimateText::isTaken).toList();
        if (!taken.isEmpty()) {
            StringJoiner dates = new StringJoiner(", ");
            taken.stream().limit(20).forEach(day -> dates.add(day.date().toString()));
            words.append(" from ")
                    .append(Shown.count(taken.size(), "day"))
                    .append(" (")
                    .append(dates)
                    .append(taken.size() > 20 ? ", …)" : ")")
                    .append(", ")
                    .append(estimate.days().size() - taken.size())
                    .append(" looked at and not taken");
        }
        words.append(". ");
        if (estimate.adjustment() != null) {
            words.append(adjustment(estimate.adjustment())).append(". ");
        }
        estimate.warnings().forEach(warning -> words.append("Warning: ").append(warning).append(' '));
        return words.toString().strip();
    }

    /** What a baseline says over an event, in one line. */
    public static String gist(Estimate estimate) {
        if (estimate.refusal() != null) {
            return "refused: " + estimate.refusal();
        }
        long known = estimate.intervals().stream().filter(i -> i.reductionWatts() != null).count();
        if (known == 0) {
            return "no interval is both metered and estimated";
        }
        long reduced = 0;
        for (Estimate.Interval interval : estimate.intervals()) {
            Long watts = interval.reductionWatts();
            reduced += watts == null ? 0 : watts;
        }
        return "reduced by "
                + Power.ofWatts(reduced / known)
                + " in the mean of "
                + Shown.count(known, "interval");
    }

    /** Mean of the levels known; null when none is. */
    public static @Nullable Power mean(List<@Nullable Power> levels) {
        List<Power> known = levels.stream().filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? null
                : Power.ofWatts(known.stream().mapToLong(Power::watts).sum() / known.size());
    }

    /** The correction by the event day's own load. */
    public static String adjustment(Estimate.Adjustment adjustment) {
        String by =
                switch (adjustment.kind()) {
                    case ADDED ->
                            String.format(
                                    Locale.ROOT,
                                    "Adjusted by %s",
                                    Power.ofWatts(adjustment.value().longValue()));
                    case FACTOR ->
                            "Adjusted by the factor " + Shown.number(adjustment.value());
                };
        return by
                + ", since the site drew "
                + Power.ofWatts(adjustment.actualWatts())
                + " before the event where its baseline says "
                + Power.ofWatts(adjustment.baselineWatts())
                + (adjustment.capped() ? "; held back by the program's cap" : "");
    }

    /** Why a day makes the baseline or does not. */
    public static String choice(Choice choice) {
        return switch (choice) {
            case TAKEN -> "taken";
            case TAKEN_AS_FALLBACK -> "taken although it had an event, since others lack";
            case OTHER_DAY_TYPE -> "another kind of day";
            case EVENT_DAY -> "had an event";
            case OUTAGE -> "had an outage";
            case PRICE_CURTAILED -> "curtailed for the price";
            case LOW_USAGE -> "its load was far below the others'";
            case METER_MISSING -> "the meter did not cover it";
            case RANKED_OUT -> "others rank before it";
        };
    }

    /** True when a day makes the baseline. */
    public static boolean isTaken(Day day) {
        return switch (day.choice()) {
            case TAKEN, TAKEN_AS_FALLBACK -> true;
            case OTHER_DAY_TYPE, EVENT_DAY, OUTAGE, PRICE_CURTAILED, LOW_USAGE, METER_MISSING,
                    RANKED_OUT ->
                    false;
        };
    }
}
