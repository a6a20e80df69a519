package org.trimtab.market;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries.Priced;

/** Prices over stretches that are asked for in rising order of time; where there is none, none is made up. */
final class PriceWalk {
    private final List<Priced> prices;
    private int next;

    PriceWalk(PriceSeries series) {
        this.prices = series.prices();
    }

    /** µ$/MWh times seconds over a stretch, exact; null when some of it has no price. */
    @Nullable BigInteger microDollarSeconds(MarketInterval over) {
        while (next < prices.size() && !prices.get(next).interval().until().isAfter(over.from())) {
            next++;
        }
        BigInteger sum = BigInteger.ZERO;
        Instant at = over.from();
        for (int i = next; at.isBefore(over.until()); i++) {
            if (i == prices.size() || !prices.get(i).interval().contains(at)) {
                return null;
            }
            Priced priced = prices.get(i);
            Instant end = priced.interval().until();
            end = end.isAfter(over.until()) ? over.until() : end;
            sum =
                    sum.add(
                            BigInteger.valueOf(priced.price().microDollarsPerMwh())
                                    .multiply(BigInteger.valueOf(seconds(at, end))));
            at = end;
        }
        return sum;
    }

    /** Whole seconds between two instants; a bill counts in them. */
    static long seconds(Instant from, Instant until) {
        Duration length = Duration.between(from, until);
        if (length.getNano() != 0) {
            throw new IllegalArgumentException(
                    "a bill counts whole seconds, got " + length + " from " + from);
        }
        return length.getSeconds();
    }
}
