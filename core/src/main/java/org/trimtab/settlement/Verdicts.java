package org.trimtab.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Interval;

/** How the intervals of an event count together. */
final class Verdicts {
    private Verdicts() {}

    static long count(List<Interval> intervals, Verdict verdict) {
        return intervals.stream().filter(i -> i.verdict().equals(verdict)).count();
    }

    /** Part of the intervals that count that were met; null when one is unknown or none counts. */
    static @Nullable BigDecimal metShare(List<Interval> intervals) {
        long met = count(intervals, Verdict.MET);
        long scored = met + count(intervals, Verdict.MISSED);
        if (scored == 0 || count(intervals, Verdict.NOT_SETTLED) > 0) {
            return null;
        }
        return Worksheet.shown(
                BigDecimal.valueOf(met).divide(BigDecimal.valueOf(scored), Stretch.DIGITS));
    }

    /** False when one was missed, null when one is unknown or none counts, true when all were met. */
    static @Nullable Boolean passed(List<Interval> intervals) {
        if (count(intervals, Verdict.MISSED) > 0) {
            return false;
        }
        if (count(intervals, Verdict.NOT_SETTLED) > 0 || count(intervals, Verdict.MET) == 0) {
            return null;
        }
        return true;
    }

    /** Such as {@code 12 met, 1 excused}. */
    static String inWords(List<Interval> intervals) {
        List<String> words = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = count(intervals, verdict);
            if (count > 0) {
                words.add(count + " " + word(verdict));
            }
        }
        return words.isEmpty() ? "no interval" : String.join(", ", words);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case MISSED -> "missed";
            case EXCUSED -> "excused";
            case NOT_SETTLED -> "not settled";
        };
    }

    /** Delivered part of what was owed, 0 to 1; null when either is unknown or nothing was owed. */
    static @Nullable BigDecimal score(@Nullable Reduction delivered, @Nullable Reduction owed) {
        if (delivered == null || owed == null || owed.isNone()) {
            return null;
        }
        BigDecimal ratio =
                BigDecimal.valueOf(delivered.watts())
                        .divide(BigDecimal.valueOf(owed.watts()), Stretch.DIGITS);
        return Worksheet.shown(ratio.min(BigDecimal.ONE));
    }

    static boolean atLeast(@Nullable Reduction delivered, Reduction owed, BigDecimal ratio) {
        return delivered != null
                && BigDecimal.valueOf(delivered.watts())
                                .compareTo(BigDecimal.valueOf(owed.watts()).multiply(ratio))
                        >= 0;
    }

    static boolean atMost(@Nullable Reduction delivered, Reduction owed, BigDecimal ratio) {
        return delivered != null
                && BigDecimal.valueOf(delivered.watts())
                                .compareTo(BigDecimal.valueOf(owed.watts()).multiply(ratio))
                        <= 0;
    }
}
