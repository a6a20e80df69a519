package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.telemetry.Quality;

/**
 * Turns readings of a counter into energy between them. A counter of n digits that falls from near its end to near
 * zero has rolled over; one that falls otherwise was reset or replaced, and what it counted meanwhile is unknown.
 */
final class Register {
    private Register() {}

    /**
     * Energy between each reading and the next.
     *
     * @param readings in time, rising; their amounts are the counter's, in Wh
     * @param unit unit the counter shows, whose whole digits say where it ends
     */
    static List<TimedRow> between(List<TimedRow> readings, MeterUnit unit, Findings findings) {
        BigDecimal end = endOf(readings, unit);
        List<TimedRow> rows = new ArrayList<>();
        TimedRow last = null;
        for (TimedRow reading : readings) {
            if (last != null && reading.stamp() > last.stamp()) {
                rows.add(
                        new TimedRow(
                                reading.line(),
                                last.stamp(),
                                reading.stamp(),
                                counted(last, reading, end, findings),
                                worse(last.quality(), reading.quality())));
            }
            if (last != null && reading.stamp() == last.stamp()) {
                sameTime(last, reading, findings);
            }
            last = reading;
        }
        return rows;
    }

    private static void sameTime(TimedRow last, TimedRow reading, Findings findings) {
        BigDecimal before = last.amount();
        BigDecimal after = reading.amount();
        boolean same = before != null && after != null && before.compareTo(after) == 0;
        findings.add(
                reading.line(),
                same ? Kind.DUPLICATE : Kind.CONTRADICTION,
                "the counter was read twice at one time" + (same ? "" : " with different values"),
                same ? "counted once" : "the later row is taken");
    }

    private static @Nullable BigDecimal counted(
            TimedRow last, TimedRow reading, BigDecimal end, Findings findings) {
        BigDecimal before = last.amount();
        BigDecimal after = reading.amount();
        if (before == null || after == null) {
            return null;
        }
        BigDecimal energy = after.subtract(before);
        if (energy.signum() >= 0) {
            return energy;
        }
        BigDecimal tenth = end.scaleByPowerOfTen(-1);
        boolean nearEnd = before.compareTo(end.subtract(tenth)) >= 0;
        if (nearEnd && after.compareTo(tenth) <= 0) {
            findings.add(
                    reading.line(),
                    Kind.ROLL_OVER,
                    "the counter went from "
                            + plain(before)
                            + " Wh over its end at "
                            + plain(end)
                            + " Wh to "
                            + plain(after)
                            + " Wh",
                    "counted as " + plain(energy.add(end)) + " Wh");
            return energy.add(end);
        }
        findings.add(
                reading.line(),
                Kind.REGISTER_BACK,
                "the counter went back from " + plain(before) + " Wh to " + plain(after) + " Wh",
                "the energy between is unknown; was the meter reset or replaced?");
        return null;
    }

    /** Where a counter with as many digits as the largest reading goes back to zero, in Wh. */
    private static BigDecimal endOf(List<TimedRow> readings, MeterUnit unit) {
        BigDecimal one = unit.toBase(BigDecimal.ONE);
        BigDecimal end = one.scaleByPowerOfTen(1);
        for (TimedRow reading : readings) {
            while (reading.amount() != null && reading.amount().compareTo(end) >= 0) {
                end = end.scaleByPowerOfTen(1);
            }
        }
        return end;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static Quality worse(Quality one, Quality other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
