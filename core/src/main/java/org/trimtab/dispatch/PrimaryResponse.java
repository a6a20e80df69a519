package org.trimtab.dispatch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;

/**
 * Primary frequency response: the proportional answer of a load to the grid's frequency (BAL-001-TRE-2 and ERCOT Nodal
 * Operating Guide §2.2.7, as market-rules §1.10 says). Above zero means draw less.
 */
public final class PrimaryResponse {
    /** A response is rounded once, to the nearest watt. */
    public static final RoundingMode WATTS = RoundingMode.HALF_EVEN;

    /** Farthest from nominal that a grid in operation is, in parts of nominal: a tenth. */
    private static final long PLAUSIBLE_PART = 10;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private PrimaryResponse() {}

    /**
     * Capacity × sign(Δ) × max(0, |Δ| − dead-band) ÷ (droop × nominal − dead-band) with Δ = nominal − f, never beyond
     * the capacity.
     *
     * @param duty what the site does; without a droop the answer is zero
     * @param frequency what was measured; null when the instrument gave no number. That, and a figure farther than a
     *     tenth from nominal, which no grid in operation has, is answered by zero: load is not moved on a guess
     * @return how much less to draw, W; below zero to draw more
     */
    public static Power of(FrequencyDuty duty, @Nullable Frequency frequency) {
        FrequencyDuty.Droop droop = duty.droop();
        if (droop == null || frequency == null) {
            return Power.ZERO;
        }
        long nominal = duty.nominal().microhertz();
        long deviation = nominal - frequency.microhertz();
        long beyond = Math.abs(deviation) - droop.deadBand().microhertz();
        if (beyond <= 0 || Math.abs(deviation) > nominal / PLAUSIBLE_PART) {
            return Power.ZERO;
        }
        BigDecimal range =
                BigDecimal.valueOf(nominal)
                        .multiply(BigDecimal.valueOf(droop.droop().partsPerMillion()))
                        .divide(MILLION)
                        .subtract(BigDecimal.valueOf(droop.deadBand().microhertz()));
        if (range.compareTo(BigDecimal.valueOf(beyond)) <= 0) {
            return signed(droop.capacity().watts(), deviation);
        }
        long watts =
                BigDecimal.valueOf(droop.capacity().watts())
                        .multiply(BigDecimal.valueOf(beyond))
                        .divide(range, 0, WATTS)
                        .longValueExact();
        return signed(watts, deviation);
    }

    /**
     * What of a response the site can give from where it is: it falls no lower than {@code lowest} and rises no
     * higher than {@code highest}.
     */
    public static Power clip(Power response, Power level, Power lowest, Power highest) {
        Power fall = level.minus(lowest).atLeast(Power.ZERO);
        Power rise = highest.minus(level).atLeast(Power.ZERO);
        return response.atMost(fall).atLeast(Power.ZERO.minus(rise));
    }

    private static Power signed(long watts, long deviation) {
        return Power.ofWatts(deviation < 0 ? -watts : watts);
    }
}
