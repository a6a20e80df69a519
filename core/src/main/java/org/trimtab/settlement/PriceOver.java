package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;

/** Prices over any stretch of time; where there is none, none is made up. */
final class PriceOver {
    private PriceOver() {}

    /**
     * Dollars times seconds over a stretch, exact; null when some of it has no price. Divided by the seconds of the
     * stretch this is the time average.
     */
    static @Nullable BigDecimal dollarSeconds(PriceSeries series, MarketInterval over) {
        List<Priced> prices = series.prices();
        int i = indexOf(prices, over.from());
        BigDecimal sum = BigDecimal.ZERO;
        Instant at = over.from();
        while (at.isBefore(over.until())) {
            if (i < 0 || i >= prices.size() || !prices.get(i).interval().contains(at)) {
                return null;
            }
            Instant end = prices.get(i).interval().until();
            MarketInterval part =
                    new MarketInterval(at, end.isAfter(over.until()) ? over.until() : end);
            sum = sum.add(prices.get(i).price().dollars().multiply(Stretch.seconds(part.length())));
            at = part.until();
            i++;
        }
        return sum;
    }

    /** The last price that starts at or before an instant; -1 when there is none. */
    private static int indexOf(List<Priced> prices, Instant at) {
        int low = 0;
        int high = prices.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (prices.get(middle).interval().from().isAfter(at)) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }
}
