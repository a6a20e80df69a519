package org.trimtab.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;

/** Figures and closed words as people read them. */
final class Shown {
    static final String UNKNOWN = "unknown";

    private static final int DECIMALS_MAX = 4;
    private static final int DECIMALS_OF_SMALL = 6;
    private static final Set<String> BARE = Set.of("", "1", "count");
    private static final BigDecimal SMALL = new BigDecimal("0.01");
    private static final BigDecimal MEGAWATT_FROM = new BigDecimal("1000000");
    private static final DecimalFormatSymbols SYMBOLS =
            DecimalFormatSymbols.getInstance(Locale.ROOT);

    private Shown() {}

    /** A number with thousands apart and four decimals at most, six when it is small. */
    static String number(@Nullable BigDecimal number) {
        if (number == null) {
            return UNKNOWN;
        }
        int decimals = number.abs().compareTo(SMALL) < 0 ? DECIMALS_OF_SMALL : DECIMALS_MAX;
        return new DecimalFormat("#,##0." + "#".repeat(decimals), SYMBOLS)
                .format(number.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** Words as a sentence: a capital first, a full stop last. */
    static String sentence(String words) {
        if (words.isBlank()) {
            return "";
        }
        String text = words.strip();
        String first = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return ".!?".indexOf(text.charAt(text.length() - 1)) >= 0 ? first : first + ".";
    }

    /** A number with its unit; a plain ratio and a count have none. */
    static String number(@Nullable BigDecimal number, String unit) {
        return number == null || BARE.contains(unit) ? number(number) : number(number) + " " + unit;
    }

    /** An amount in cents without its currency. */
    static String amount(@Nullable Money money) {
        return money == null
                ? "not settled"
                : new DecimalFormat("#,##0.00", SYMBOLS)
                        .format(money.amount().setScale(2, RoundingMode.HALF_EVEN));
    }

    /** An amount in cents with its currency. */
    static String money(@Nullable Money money) {
        return money == null ? "not settled" : amount(money) + " " + money.currency();
    }

    /** The currency a statement is in; USD when it has no amount at all. */
    static String currency(ProgramStatement statement) {
        Money total = statement.total();
        if (total != null) {
            return total.currency();
        }
        return statement.lines().stream()
                .map(Line::amount)
                .filter(Objects::nonNull)
                .map(Money::currency)
                .findFirst()
                .orElse("USD");
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case MISSED -> "missed";
            case EXCUSED -> "excused";
            case NOT_SETTLED -> "not settled";
        };
    }

    static String passed(@Nullable Boolean passed) {
        return passed == null ? "could not be told" : passed ? "passed" : "failed";
    }

    static String kind(Line.Kind kind) {
        return switch (kind) {
            case PAYMENT -> "payment";
            case CHARGE -> "charge";
            case PENALTY -> "penalty";
            case TOLD -> "for information";
        };
    }

    static String evidence(Evidence evidence) {
        return switch (evidence) {
            case PRIMARY -> "read in the document";
            case SECONDARY -> "read in an account of it";
            case COMPUTED -> "computed";
            case RECALLED -> "unverified: from practice";
            case INFERRED -> "unverified: our reasoning";
        };
    }

    /** A rule's value with its unit; a word, a ratio and a count have none. */
    static String value(RuleValue value) {
        return switch (value.unit()) {
            case RATIO, COUNT, TIME_OF_DAY, TEXT, FLAG -> value.text();
            default -> value.text() + " " + value.unit().symbol();
        };
    }

    /** Where a rule stands: document, place in it, and date. */
    static String place(RuleSource source) {
        return source.document()
                + (source.section().isEmpty() ? "" : ", " + source.section())
                + (source.dated() == null ? "" : ", " + source.dated());
    }

    /** How many of the rules used nobody has verified. */
    static long unverified(ProgramStatement statement) {
        return statement.used().stream()
                .filter(value -> !value.source().evidence().isVerified())
                .count();
    }

    static long count(List<Interval> intervals, Verdict verdict) {
        return intervals.stream().filter(interval -> interval.verdict().equals(verdict)).count();
    }

    /** {@code 1 event}, {@code 2 events}. */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** The unit in which a statement's levels are shown. */
    record Scale(String unit, int exponent, int decimals) {
        static final Scale MEGAWATT = new Scale("MW", 6, 3);
        static final Scale KILOWATT = new Scale("kW", 3, 1);

        /** MW when any level of it is at least one, else kW. */
        static Scale of(ProgramStatement statement) {
            for (Event event : statement.events()) {
                for (Interval interval : event.intervals()) {
                    if (isLarge(interval.baseline() == null ? null : interval.baseline().watts())
                            || isLarge(
                                    interval.metered() == null
                                            ? null
                                            : interval.metered().watts())) {
                        return MEGAWATT;
                    }
                }
            }
            return KILOWATT;
        }

        private static boolean isLarge(@Nullable Long watts) {
            return watts != null && BigDecimal.valueOf(watts).abs().compareTo(MEGAWATT_FROM) >= 0;
        }

        /** A level without its unit; a dash when it is unknown. */
        String level(@Nullable Long watts) {
            return watts == null
                    ? "–"
                    : new DecimalFormat("#,##0." + "0".repeat(decimals), SYMBOLS)
                            .format(
                                    BigDecimal.valueOf(watts, exponent)
                                            .setScale(decimals, RoundingMode.HALF_EVEN));
        }
    }
}
