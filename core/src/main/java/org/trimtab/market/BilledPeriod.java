package org.trimtab.market;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;

/**
 * What a bill is made from.
 *
 * @param period what is billed
 * @param load level at the site's meter; may reach back before the period, for a ratchet
 * @param realTime real-time prices
 * @param dayAhead day-ahead prices; null when nothing is settled at them
 * @param boughtAhead level bought day ahead; what is not used of it is sold in real time; null when none was
 * @param renewableHours when hours count as renewable
 * @param systemPeaks start of each peak interval of the system that is known, in any order
 */
public record BilledPeriod(
        MarketInterval period,
        LoadProfile load,
        PriceSeries realTime,
        @Nullable PriceSeries dayAhead,
        @Nullable LoadProfile boughtAhead,
        List<MarketInterval> renewableHours,
        List<Instant> systemPeaks) {
    public BilledPeriod {
        renewableHours = List.copyOf(renewableHours);
        systemPeaks = List.copyOf(systemPeaks);
    }

    /** A period with real-time prices alone. */
    public static BilledPeriod of(MarketInterval period, LoadProfile load, PriceSeries realTime) {
        return new BilledPeriod(period, load, realTime, null, null, List.of(), List.of());
    }
}
