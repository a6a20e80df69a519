package org.trimtab.operators.prices;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.EnergyPrice;

/** The intervals that rising stamps begin. */
final class Stamps {
    private Stamps() {}

    /** One for each stamp, as {@link PriceSeries#starting} tells their lengths. */
    static List<MarketInterval> intervals(List<Instant> startsAt) {
        return PriceSeries.starting(
                        "stamps", startsAt, Collections.nCopies(startsAt.size(), EnergyPrice.ZERO))
                .prices()
                .stream()
                .map(PriceSeries.Priced::interval)
                .toList();
    }
}
