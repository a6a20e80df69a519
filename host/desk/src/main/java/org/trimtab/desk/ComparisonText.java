package org.trimtab.desk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.Comparison.Amount;
import org.trimtab.desk.Comparison.Figure;
import org.trimtab.desk.Comparison.Measure;
import org.trimtab.desk.Comparison.Standing;
import org.trimtab.quantity.Money;

/** A comparison in words: what differs, by how much, and where to begin asking. */
public final class ComparisonText {
    private ComparisonText() {}

    /** The comparison for a terminal. */
    public static String of(Comparison comparison, String zone) {
        StringBuilder text = new StringBuilder("Beside ");
        text.append(comparison.file()).append(": ").append(result(comparison)).append('\n');
        for (Amount line : comparison.lines()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-36s %18s %18s  %s%n",
                            line.name(),
                            amount(line.ours()),
                            amount(line.theirs()),
                            standing(line.standing())));
        }
        for (String finding : findings(comparison, new LocalClock(zone))) {
            text.append("  ").append(finding).append('\n');
        }
        return text.toString();
    }

    private static String amount(@Nullable BigDecimal amount) {
        return amount == null ? "-" : Shown.amount(new Money(amount, ""));
    }

    /** How two figures stand to each other, in words. */
    public static String standing(Standing standing) {
        return switch (standing) {
            case EQUAL -> "equal";
            case DIFFERS -> "differs";
            case ONLY_OURS -> "only ours";
            case ONLY_THEIRS -> "only theirs";
            case NOT_SETTLED -> "not settled by us";
        };
    }

    /** The result in one sentence. */
    public static String result(Comparison comparison) {
        Optional<Amount> total = comparison.lines().stream().filter(Amount::isTotal).findFirst();
        if (total.isEmpty()) {
            return comparison.agrees()
                    ? "Every figure of every interval agrees."
                    : "The figures of the intervals do not all agree.";
        }
        BigDecimal ours = total.get().ours();
        BigDecimal theirs = total.get().theirs();
        if (ours == null || theirs == null) {
            return "We cannot settle the whole; they find " + money(theirs, comparison) + ".";
        }
        BigDecimal difference = ours.subtract(theirs);
        if (comparison.agrees()) {
            return "Both find " + money(ours, comparison) + " and agree on every line.";
        }
        String both =
                "We find " + money(ours, comparison) + ", they find " + money(theirs, comparison);
        return switch (difference.signum()) {
            case 0 -> both + ": the sums agree, not every figure does.";
            case 1 -> both + ": " + money(difference, comparison) + " too little for the site.";
            default ->
                    both
                            + ": "
                            + money(difference.negate(), comparison)
                            + " more for the site than we find.";
        };
    }

    /** What differs and where to begin asking, a sentence each; empty when everything agrees. */
    public static List<String> findings(Comparison comparison, LocalClock clock) {
        List<String> findings = new ArrayList<>();
        counted(comparison, Standing.DIFFERS, "differ by more than a cent", findings);
        counted(comparison, Standing.ONLY_OURS, "stand in our statement only", findings);
        counted(comparison, Standing.ONLY_THEIRS, "stand in theirs only", findings);
        counted(comparison, Standing.NOT_SETTLED, "could not be settled by us", findings);
        for (Measure measure : Measure.values()) {
            largest(comparison, measure, clock).ifPresent(findings::add);
        }
        String lead = whereToAsk(comparison);
        if (lead != null) {
            findings.add(lead);
        }
        return findings;
    }

    private static void counted(
            Comparison comparison, Standing standing, String how, List<String> findings) {
        List<String> names =
                comparison.lines().stream()
                        .filter(line -> line.standing().equals(standing) && !line.isTotal())
                        .map(Amount::name)
                        .toList();
        if (!names.isEmpty()) {
            findings.add(
                    Shown.count(names.size(), "line")
                            + " "
                            + (names.size() == 1 ? how.replaceFirst("^(differ|stand)", "$1s") : how)
                            + ": "
                            + String.join(", ", names.subList(0, Math.min(10, names.size())))
                            + (names.size() > 10 ? ", …" : "")
                            + ".");
        }
    }

    private static Optional<String> largest(
            Comparison comparison, Measure measure, LocalClock clock) {
        long compared =
                comparison.count(measure, Standing.EQUAL)
                        + comparison.count(measure, Standing.DIFFERS);
        long differ = comparison.count(measure, Standing.DIFFERS);
        long ours = comparison.count(measure, Standing.ONLY_OURS);
        long theirs = comparison.count(measure, Standing.ONLY_THEIRS);
        if (compared + ours + theirs == 0) {
            return Optional.empty();
        }
        StringBuilder words = new StringBuilder(named(measure)).append(": ");
        if (differ == 0) {
            words.append(Shown.count(compared, "interval")).append(" compared, all equal");
        } else {
            Figure largest =
                    comparison.intervals().stream()
                            .filter(f -> f.measure().equals(measure))
                            .filter(f -> f.standing().equals(Standing.DIFFERS))
                            .max(Comparator.comparing(f -> size(f.difference())))
                            .orElseThrow();
            words.append(
                    String.format(
                            Locale.ROOT,
                            "%d of %s %s, most at %s: ours %s, theirs %s",
                            differ,
                            Shown.count(compared, "interval"),
                            differ == 1 ? "differs" : "differ",
                            clock.moment(largest.from()),
                            figure(largest.ours(), measure),
                            figure(largest.theirs(), measure)));
        }
        if (ours > 0) {
            words.append("; ").append(ours).append(" only ours");
        }
        if (theirs > 0) {
            words.append("; ").append(theirs).append(" only theirs");
        }
        return Optional.of(words.append('.').toString());
    }

    /** The first step at which the two ways part. */
    private static @Nullable String whereToAsk(Comparison comparison) {
        if (comparison.agrees()) {
            return null;
        }
        boolean anyMeter = isCompared(comparison, Measure.METERED);
        if (isOff(comparison, Measure.METERED)) {
            return "Begin with the meter: ask for the interval data they used and who validated them.";
        }
        if (isOff(comparison, Measure.BASELINE)) {
            return (anyMeter
                            ? "The meter data agree, the baseline does not: "
                            : "The baseline differs: ")
                    + "ask which days they took, which they left out and why, and their adjustment.";
        }
        if (isOff(comparison, Measure.REDUCTION) || isOff(comparison, Measure.SCORE)) {
            return "Ask how they count the reduction of an interval: losses, caps, the part of an"
                    + " interval owed, what was excused.";
        }
        return isCompared(comparison, Measure.BASELINE) || anyMeter
                ? "Every interval agrees, so the amounts part after them: ask for quantity, rate and"
                        + " the rules used."
                : "Ask for their figures by interval: amounts alone do not show where the two ways"
                        + " part.";
    }

    private static boolean isCompared(Comparison comparison, Measure measure) {
        return comparison.count(measure, Standing.EQUAL)
                        + comparison.count(measure, Standing.DIFFERS)
                > 0;
    }

    private static boolean isOff(Comparison comparison, Measure measure) {
        return comparison.intervals().stream()
                .anyMatch(f -> f.measure().equals(measure) && !f.standing().equals(Standing.EQUAL));
    }

    static String named(Measure measure) {
        return switch (measure) {
            case BASELINE -> "Baseline";
            case METERED -> "Meter";
            case REDUCTION -> "Reduction";
            case SCORE -> "Score";
        };
    }

    static String figure(@Nullable BigDecimal figure, Measure measure) {
        return measure.equals(Measure.SCORE) ? Shown.number(figure) : Shown.number(figure, "kW");
    }

    private static BigDecimal size(@Nullable BigDecimal difference) {
        return difference == null ? BigDecimal.ZERO : difference.abs();
    }

    private static String money(@Nullable BigDecimal amount, Comparison comparison) {
        return amount == null ? "no sum" : Shown.money(new Money(amount, comparison.currency()));
    }
}
