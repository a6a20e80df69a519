package org.trimtab.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * A charge by the site's own greatest mean level in an interval of a local month, with a ratchet: at least a share of
 * the greatest of the months before.
 *
 * @param name what the line is called
 * @param dollarsPerKilowattMonth rate, at least 0
 * @param interval length of the interval, in whole seconds that divide an hour
 * @param months of the year in which it is charged, 1 to 12
 * @param ratchet share of the greatest earlier demand that is billed at least; none without a ratchet
 * @param ratchetMonths how many months back the ratchet looks, 0 to 11
 */
public record DemandCharge(
        String name,
        BigDecimal dollarsPerKilowattMonth,
        Duration interval,
        Set<Integer> months,
        Share ratchet,
        int ratchetMonths) {
    /** Most months a ratchet looks back. */
    public static final int RATCHET_MONTHS_MAX = 11;

    public DemandCharge {
        months = Set.copyOf(months);
        if (dollarsPerKilowattMonth.signum() < 0) {
            throw new IllegalArgumentException(
                    name + ": a demand rate cannot be negative, got " + dollarsPerKilowattMonth);
        }
        CoincidentPeakCharge.checkInterval(name, interval);
        CoincidentPeakCharge.checkMonths(name, months);
        if (ratchetMonths < 0 || ratchetMonths > RATCHET_MONTHS_MAX) {
            throw new IllegalArgumentException(
                    name + ": a ratchet looks back 0 to 11 months, got " + ratchetMonths);
        }
    }

    /** What one more MW of billed demand costs in a month, $. */
    public BigDecimal dollarsPerMegawattMonth() {
        return dollarsPerKilowattMonth.movePointRight(3);
    }

    /** The least that is billed after a greatest demand in the months before, rounded down to 1 W. */
    public Power ratchetOf(Power greatestBefore) {
        return ratchet.of(greatestBefore);
    }
}
