package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceResponse.Past;
import org.trimtab.market.PriceResponse.Wanted;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;

/**
 * What a fixed-price block earns when it is sold again whenever its power is worth more on the market than hashed. The
 * block is paid either way, so its price decides nothing (market-rules §5.1, §6.3).
 *
 * @param hours hours with a price
 * @param hoursUnpriced hours without one; nothing is sold in them
 * @param soldMwh energy sold again
 * @param soldHours hours in which any was
 * @param grossCredit what it was sold for
 * @param contractCost what the block cost
 * @param workGivenUp what the energy sold would have earned hashed: at each part's break-even
 */
public record BlockResale(
        BigDecimal hours,
        BigDecimal hoursUnpriced,
        BigDecimal soldMwh,
        BigDecimal soldHours,
        Money grossCredit,
        Money contractCost,
        Money workGivenUp) {
    private static final String USD = "USD";
    private static final int DIGITS = 9;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    /**
     * A part of the block and when it is sold.
     *
     * @param level how much of the block
     * @param response from which price on it is sold
     */
    public record Part(Power level, PriceResponse response) {}

    /**
     * Sells a block over a period.
     *
     * @param block its level, price and fee; it is taken as held throughout
     * @param parts the machines behind it; together at most the block
     * @throws IllegalArgumentException when the parts are more than the block
     */
    public static BlockResale of(
            FixedBlock block, List<Part> parts, PriceSeries prices, MarketInterval period) {
        Power all = Power.ZERO;
        for (Part part : parts) {
            all = all.plus(part.level());
        }
        if (all.compareTo(block.level()) > 0) {
            throw new IllegalArgumentException(
                    "the machines draw " + all + ", more than the block of " + block.level());
        }
        Selling selling = new Selling(block, parts);
        for (Priced priced : prices.prices()) {
            Instant from = later(priced.interval().from(), period.from());
            Instant until = earlier(priced.interval().until(), period.until());
            if (from.isBefore(until)) {
                selling.take(new MarketInterval(from, until), priced.price());
            }
        }
        return selling.result(period);
    }

    /** Gross credit per MW of the block. */
    public BigDecimal grossPerMegawatt(FixedBlock block) {
        return grossCredit
                .amount()
                .multiply(BigDecimal.valueOf(1_000_000))
                .divide(BigDecimal.valueOf(block.level().watts()), 2, RoundingMode.HALF_EVEN);
    }

    private static final class Selling {
        private final FixedBlock block;
        private final List<Part> parts;
        private final List<Past> pasts = new ArrayList<>();
        private BigDecimal gross = BigDecimal.ZERO;
        private BigDecimal given = BigDecimal.ZERO;
        private BigDecimal sold = BigDecimal.ZERO;
        private long seconds;
        private long soldSeconds;

        Selling(FixedBlock block, List<Part> parts) {
            this.block = block;
            this.parts = parts;
            parts.forEach(_ -> pasts.add(Past.UNTOUCHED));
        }

        void take(MarketInterval over, EnergyPrice price) {
            Duration length = over.length();
            BigDecimal hours =
                    BigDecimal.valueOf(length.toSeconds())
                            .divide(SECONDS_PER_HOUR, DIGITS, RoundingMode.HALF_EVEN);
            EnergyPrice worth = price.minus(block.resaleFee());
            boolean any = false;
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                boolean asleep =
                        part.response().decide(worth, pasts.get(i), over.from()).wanted()
                                == Wanted.SLEEP;
                if (asleep != pasts.get(i).asleep()) {
                    pasts.set(i, new Past(asleep, over.from()));
                }
                if (asleep) {
                    any = true;
                    BigDecimal megawattHours =
                            BigDecimal.valueOf(part.level().watts(), 6).multiply(hours);
                    sold = sold.add(megawattHours);
                    gross = gross.add(megawattHours.multiply(worth.dollars()));
                    given =
                            given.add(
                                    megawattHours.multiply(part.response().breakEven().dollars()));
                }
            }
            seconds += length.toSeconds();
            soldSeconds += any ? length.toSeconds() : 0;
        }

        BlockResale result(MarketInterval period) {
            BigDecimal hours = hours(seconds);
            return new BlockResale(
                    hours,
                    hours(period.length().toSeconds() - seconds),
                    sold,
                    hours(soldSeconds),
                    cents(gross),
                    cents(
                            BigDecimal.valueOf(block.level().watts(), 6)
                                    .multiply(hours(period.length().toSeconds()))
                                    .multiply(block.price().dollars())),
                    cents(given));
        }

        private static BigDecimal hours(long seconds) {
            return BigDecimal.valueOf(seconds)
                    .divide(SECONDS_PER_HOUR, 4, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
        }

        private static Money cents(BigDecimal dollars) {
            return new Money(dollars, USD).toCents(RoundingMode.HALF_UP);
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
