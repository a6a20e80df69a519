package org.trimtab.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.baseline.Estimate.Day;
import org.trimtab.interval.DayType;
import org.trimtab.quantity.Power;

/** How a baseline was found, in words. */
public final class EstimateText {
    private EstimateText() {}

    /** One or two sentences for beneath a chart. */
    static String sentence(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "Measured against a contracted level; no baseline is estimated from other days.";
        }
        if (estimate.refusal() != null) {
            return Shown.sentence(
                    "Baseline " + estimate.method() + " was refused: " + estimate.refusal());
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
        estimate.warnings()
                .forEach(warning -> words.append("Warning: ").append(warning).append(' '));
        return words.toString().strip();
    }

    /** The baseline of an event for a terminal: what was found, the days, the correction, the warnings. */
    public static List<String> lines(BaselineDesk.Found found) {
        Estimate estimate = found.estimate();
        List<String> lines = new ArrayList<>();
        lines.add("event " + found.id() + " " + found.interval());
        if (estimate.refusal() != null) {
            lines.add("  refused: " + estimate.refusal());
        } else {
            lines.add(
                    "  baseline "
                            + level(meanBaseline(estimate))
                            + ", reduced by "
                            + level(meanReduction(estimate))
                            + " in the mean of "
                            + Shown.count(estimate.intervals().size(), "interval"));
        }
        if (estimate.adjustment() != null) {
            lines.add("  " + adjustment(estimate.adjustment()));
        }
        for (Day day : estimate.days()) {
            lines.add(
                    "  "
                            + day.date()
                            + "  "
                            + kind(day.type())
                            + "  "
                            + choice(day.choice())
                            + (day.rankWatts() == null
                                    ? ""
                                    : ", mean " + Power.ofWatts(day.rankWatts())));
        }
        estimate.warnings().forEach(warning -> lines.add("  warning: " + warning));
        return lines;
    }

    /** Mean baseline of the intervals that have one, W; null when none has. */
    public static @Nullable Long meanBaseline(Estimate estimate) {
        List<Long> known = new ArrayList<>();
        for (Estimate.Interval interval : estimate.intervals()) {
            if (interval.baseline() != null) {
                known.add(interval.baseline().watts());
            }
        }
        return mean(known);
    }

    /** Mean reduction of the intervals that have one, W, negative when more was drawn; null when none has. */
    public static @Nullable Long meanReduction(Estimate estimate) {
        List<Long> known = new ArrayList<>();
        for (Estimate.Interval interval : estimate.intervals()) {
            Long watts = interval.reductionWatts();
            if (watts != null) {
                known.add(watts);
            }
        }
        return mean(known);
    }

    private static @Nullable Long mean(List<Long> watts) {
        return watts.isEmpty()
                ? null
                : watts.stream().mapToLong(Long::longValue).sum() / watts.size();
    }

    /** A level with its unit, or that it is unknown. */
    public static String level(@Nullable Long watts) {
        return watts == null ? Shown.UNKNOWN : Power.ofWatts(watts).toString();
    }

    /** The correction as a figure; a dash when there is none. */
    public static String adjusted(Estimate estimate) {
        Estimate.Adjustment adjustment = estimate.adjustment();
        if (adjustment == null) {
            return "-";
        }
        String by =
                switch (adjustment.kind()) {
                    case ADDED -> Power.ofWatts(adjustment.value().longValue()).toString();
                    case FACTOR -> "x " + Shown.number(adjustment.value());
                };
        return by + (adjustment.capped() ? " (cap)" : "");
    }

    private static String kind(DayType type) {
        return switch (type) {
            case WEEKDAY -> "weekday        ";
            case SATURDAY -> "Saturday       ";
            case SUNDAY_OR_HOLIDAY -> "Sunday, holiday";
        };
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
                    case FACTOR -> "Adjusted by the factor " + Shown.number(adjustment.value());
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
            case OTHER_DAY_TYPE,
                    EVENT_DAY,
                    OUTAGE,
                    PRICE_CURTAILED,
                    LOW_USAGE,
                    METER_MISSING,
                    RANKED_OUT ->
                    false;
        };
    }
}
