package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;

/**
 * What the energy a site drew costs where it is settled: each interval's energy, less what was bought ahead, at its
 * price (market-rules §1.7). An interval that was not read or has no price is not settled, and then the cost is open.
 *
 * @param over when
 * @param drawnMwh energy drawn in the intervals that were settled, MWh to nine decimals
 * @param known cost of the intervals that were settled, rounded once to the cent; above zero when the site pays
 * @param cost the same when every interval was settled; null otherwise
 * @param unread stretches that were not read
 * @param unpriced stretches without a price
 */
public record EnergyCost(
        MarketInterval over,
        BigDecimal drawnMwh,
        Money known,
        @Nullable Money cost,
        List<MarketInterval> unread,
        List<MarketInterval> unpriced) {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    public EnergyCost {
        unread = List.copyOf(unread);
        unpriced = List.copyOf(unpriced);
    }

    /**
     * Costs a stretch.
     *
     * @param load what was drawn
     * @param prices at the settlement point
     * @param over when, in whole intervals of the meter
     * @param boughtAhead level bought in advance at another price; null when none was
     * @param rounding how the sum is rounded to cents
     */
    public static EnergyCost of(
            LoadSeries load,
            PriceSeries prices,
            MarketInterval over,
            @Nullable LoadSeries boughtAhead,
            RoundingMode rounding) {
        MeteredLoad meter = new MeteredLoad(load, true);
        MeteredLoad ahead = boughtAhead == null ? null : new MeteredLoad(boughtAhead, true);
        List<MarketInterval> unread = new ArrayList<>();
        List<MarketInterval> unpriced = new ArrayList<>();
        BigDecimal drawn = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        for (MarketInterval piece : Stretch.pieces(over, load.step())) {
            Power level = meter.mean(piece);
            Power bought = ahead == null ? Power.ZERO : ahead.mean(piece);
            BigDecimal price = PriceOver.dollarSeconds(prices, piece);
            if (level == null || bought == null) {
                join(unread, piece);
            } else if (price == null) {
                join(unpriced, piece);
            } else {
                drawn = drawn.add(Stretch.megawattSeconds(level.watts(), piece));
                due = due.add(Stretch.megawatts(level.minus(bought).watts()).multiply(price));
            }
        }
        Money known = new Money(due.divide(SECONDS_PER_HOUR, 2, rounding), "USD");
        return new EnergyCost(
                over,
                Worksheet.shown(drawn.divide(SECONDS_PER_HOUR, Stretch.DIGITS)),
                known,
                unread.isEmpty() && unpriced.isEmpty() ? known : null,
                unread,
                unpriced);
    }

    private static void join(List<MarketInterval> stretches, MarketInterval next) {
        if (!stretches.isEmpty() && stretches.getLast().until().equals(next.from())) {
            MarketInterval last = stretches.removeLast();
            stretches.add(new MarketInterval(last.from(), next.until()));
        } else {
            stretches.add(next);
        }
    }
}
