package org.trimtab.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;

/** Figures and closed words as people read them. */
final class Shown {
    static final String UNKNOWN = "unknown";

    private static final int DECIMALS_MAX = 6;
    private static final BigDecimal MEGAWATT_FROM = new BigDecimal("1000000");
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private Shown() {}

    /** A number with thousands apart and at most six decimals. */
    static String number(@Nullable BigDecimal number) {
        return number == null
                ? UNKNOWN
                : new DecimalFormat("#,##0." + "#".repeat(DECIMALS_MAX), SYMBOLS)
                        .format(number.setScale(DECIMALS_MAX, RoundingMode.HALF_EVEN));
    }

    /** A number with its unit; a plain ratio has none. */
    static String number(@Nullable BigDecimal number, String unit) {
        return number == null || unit.isEmpty() || unit.equals("1")
                ? number(number)
                : number(number) + " " + unit;
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
            return watts != null
                    && BigDecimal.valueOf(watts).abs().compareTo(MEGAWATT_FROM) >= 0;
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
