package org.trimtab.backtest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.StrategySite;
import org.trimtab.market.SupplyTerms;

/**
 * What strategies are tried on: one site, one span of prices, one set of things to know.
 *
 * @param definition the site
 * @param point where the prices hold
 * @param prices those of the span, in order
 * @param markets all there is to know, of the span and of the time before it
 * @param zone local time of the market
 * @param machines what a start costs
 * @param reserves how reserve is sold
 * @param peaks coincident peaks as they turned out, in order of time; none when they cost nothing
 * @param supply by what the site pays for its power
 * @param calls calls on reserves, in order of their start; none when they are not played
 */
public record StrategyScene(
        SiteDefinition definition,
        String point,
        List<Priced> prices,
        AsOfMarkets markets,
        ZoneId zone,
        BacktestOptions.Machines machines,
        ReserveTerms reserves,
        List<PeakCharges.Peak> peaks,
        SupplyTerms supply,
        List<ReserveCall> calls) {
    /** Later than anything that is known. */
    static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

    public StrategyScene {
        prices = List.copyOf(prices);
        peaks = List.copyOf(peaks);
        calls = List.copyOf(calls);
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("no price of " + point + " lies in the span");
        }
    }

    /** A scene in which the site pays the market price and its adders. */
    public StrategyScene(
            SiteDefinition definition,
            String point,
            List<Priced> prices,
            AsOfMarkets markets,
            ZoneId zone,
            BacktestOptions.Machines machines,
            ReserveTerms reserves,
            List<PeakCharges.Peak> peaks) {
        this(
                definition,
                point,
                prices,
                markets,
                zone,
                machines,
                reserves,
                peaks,
                SupplyTerms.market(definition.mining().adders()),
                List.of());
    }

    /** The same with other terms of supply. */
    public StrategyScene with(SupplyTerms newSupply) {
        return new StrategyScene(
                definition,
                point,
                prices,
                markets,
                zone,
                machines,
                reserves,
                peaks,
                newSupply,
                calls);
    }

    /** The same with calls on reserves, sold by other terms. */
    public StrategyScene with(ReserveTerms newReserves, List<ReserveCall> newCalls) {
        return new StrategyScene(
                definition,
                point,
                prices,
                markets,
                zone,
                machines,
                newReserves,
                peaks,
                supply,
                newCalls);
    }

    /** The site as strategies see it. */
    StrategySite site() {
        return Cohorts.of(definition, machines).site().with(supply);
    }

    /**
     * How reserve is sold. The times are parameters: markets move them.
     *
     * @param products what the site may offer, all of them reserves that load gives by falling
     * @param gate local time of the day before at which offers are due
     * @param posted local time of the day before at which the awards are known
     * @param failureMultiple what not holding a MW costs, in clearing prices, beyond not being paid
     * @param shareMost most of a site's flexible load that is sold as reserve
     * @param calledShare share of held reserve that is expected to be called, when no calls are played
     * @param rules what the market says of the products; a product without rules is open to every machine
     * @param callsPlayed true when calls are played, and offers reckon with the share the rules expect
     */
    public record ReserveTerms(
            List<String> products,
            LocalTime gate,
            LocalTime posted,
            BigDecimal failureMultiple,
            BigDecimal shareMost,
            BigDecimal calledShare,
            List<ReserveProduct> rules,
            boolean callsPlayed) {
        /** Day-ahead market of ERCOT: offers by 10:00, results by 13:30 (recalled; parameters). */
        public static final ReserveTerms DEFAULT =
                new ReserveTerms(
                        List.of("rrs", "ecrs", "non-spin"),
                        LocalTime.of(10, 0),
                        LocalTime.of(13, 30),
                        BigDecimal.ONE,
                        new BigDecimal("0.95"),
                        new BigDecimal("0.005"));

        public ReserveTerms {
            products = List.copyOf(products);
            rules = List.copyOf(rules);
        }

        /** Terms without rules of the products. */
        public ReserveTerms(
                List<String> products,
                LocalTime gate,
                LocalTime posted,
                BigDecimal failureMultiple,
                BigDecimal shareMost,
                BigDecimal calledShare) {
            this(products, gate, posted, failureMultiple, shareMost, calledShare, List.of(), false);
        }

        /** The rules of a product; null when there are none. */
        @Nullable ReserveProduct rule(String product) {
            return rules.stream()
                    .filter(rule -> rule.id().equals(product))
                    .findFirst()
                    .orElse(null);
        }

        /** The product whose clearing price is paid. */
        String pricedAs(String product) {
            ReserveProduct rule = rule(product);
            return rule == null ? product : rule.rules().pricedAs();
        }
    }

    /** The hashprice that holds at an instant, as it turned out; the last known where none is given. */
    long hashPriceMicros(Instant at) {
        AsOfSeries series = markets.hashPrice();
        if (series == null) {
            return definition.mining().hashPrice().microDollarsPerPetahashDay();
        }
        AsOf all = series.asOf(AFTER_ALL);
        Long price = all.valueAt(at);
        if (price != null) {
            return price;
        }
        AsOf known = series.asOf(at);
        return known.size() > 0
                ? known.value(known.size() - 1)
                : definition.mining().hashPrice().microDollarsPerPetahashDay();
    }

    /**
     * The price of the index in an interval with a price, µ$/MWh.
     *
     * @throws IllegalArgumentException when energy is settled day ahead and that has no price then
     */
    long indexMicros(Priced priced) {
        if (!supply.isDayAhead()) {
            return priced.price().microDollarsPerMwh();
        }
        AsOfSeries dayAhead = markets.dayAhead();
        Long price =
                dayAhead == null
                        ? null
                        : dayAhead.asOf(AFTER_ALL).valueAt(priced.interval().from());
        if (price == null) {
            throw new IllegalArgumentException(
                    "the tariff settles energy at the day-ahead price, and there is none at "
                            + priced.interval().from());
        }
        return price;
    }

    /**
     * Looks whether every interval has the price that energy is settled by.
     *
     * @throws IllegalArgumentException naming the first that has none
     */
    public void checkIndex() {
        prices.forEach(this::indexMicros);
    }

    /** What each MW drawn in a stretch of time added to charges for coincident peaks, $. */
    double peakUsdPerMw(MarketInterval time) {
        double sum = 0;
        for (PeakCharges.Peak peak : peaks) {
            if (peak.hour().overlaps(time)) {
                long from = Math.max(peak.hour().from().toEpochMilli(), time.from().toEpochMilli());
                long until =
                        Math.min(peak.hour().until().toEpochMilli(), time.until().toEpochMilli());
                sum += peak.usdPerMw() * (until - from) / peak.hour().length().toMillis();
            }
        }
        return sum;
    }

    /** From the first price to the end of the last. */
    public MarketInterval span() {
        return new MarketInterval(
                prices.getFirst().interval().from(), prices.getLast().interval().until());
    }
}
