package org.trimtab.backtest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfRule;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.AsOfSeries.Fact;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.Device;

/** A few seeded days of hourly prices, day-ahead prices, reserve prices and loads at a small site. */
final class StrategyScenes {
    static final Instant START = Instant.parse("2023-08-14T05:00:00Z");
    static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    final List<Fact> realTime = new ArrayList<>();
    final List<Fact> dayAhead = new ArrayList<>();
    final List<Fact> reserve = new ArrayList<>();
    final List<Fact> hashPrice = new ArrayList<>();
    final List<Fact> load = new ArrayList<>();
    boolean withReserves = true;

    static StrategyScenes days(int days, long seed) {
        StrategyScenes made = new StrategyScenes();
        Random random = new Random(seed);
        AsOfRule before = AsOfRule.dayBefore(LocalTime.of(13, 30), CHICAGO);
        for (int i = 0; i < days * 24; i++) {
            Instant from = START.plus(Duration.ofHours(i));
            MarketInterval hour = new MarketInterval(from, from.plus(Duration.ofHours(1)));
            double dear = (i % 24) >= 14 && (i % 24) < 20 ? 90 : 30;
            double ahead = dear * Math.exp(0.4 * random.nextGaussian());
            double actual = ahead * Math.exp(0.6 * random.nextGaussian());
            made.realTime.add(new Fact(hour, hour.until(), Math.round(actual * 1e6)));
            made.dayAhead.add(new Fact(hour, before.knownAt(hour), Math.round(ahead * 1e6)));
            made.reserve.add(
                    new Fact(hour, before.knownAt(hour), Math.round(random.nextDouble() * 4e7)));
            made.load.add(
                    new Fact(hour, hour.until(), 60_000_000_000L + random.nextInt(1_000_000_000)));
            if (i % 24 == 0) {
                MarketInterval day = new MarketInterval(from, from.plus(Duration.ofHours(24)));
                made.hashPrice.add(
                        new Fact(day, day.until(), 55_000_000 + random.nextInt(9_000_000)));
            }
        }
        return made;
    }

    /** The same as far as it was known at an instant, and noise from then on. */
    StrategyScenes noisedAfter(Instant cut, long seed) {
        StrategyScenes noised = new StrategyScenes();
        Random random = new Random(seed);
        LongUnaryOperator noise = value -> Math.round(value * 3 * random.nextDouble());
        noise(realTime, noised.realTime, cut, noise);
        noise(dayAhead, noised.dayAhead, cut, noise);
        noise(reserve, noised.reserve, cut, noise);
        noise(hashPrice, noised.hashPrice, cut, noise);
        noise(load, noised.load, cut, value -> 1 + noise.applyAsLong(value));
        noised.withReserves = withReserves;
        return noised;
    }

    private static void noise(
            List<Fact> from, List<Fact> to, Instant cut, LongUnaryOperator noise) {
        for (Fact fact : from) {
            to.add(
                    fact.knownAt().isAfter(cut)
                            ? new Fact(
                                    fact.interval(),
                                    fact.knownAt(),
                                    noise.applyAsLong(fact.value()))
                            : fact);
        }
    }

    /** A scene of the hours before an instant; null for all. */
    StrategyScene scene(@Nullable Instant until) {
        List<Priced> prices = new ArrayList<>();
        for (Fact fact : realTime) {
            if (until == null || fact.interval().from().isBefore(until)) {
                prices.add(new Priced(fact.interval(), new EnergyPrice(fact.value())));
            }
        }
        SortedMap<String, AsOfSeries> reserves = new TreeMap<>();
        if (withReserves) {
            reserves.put("rrs", AsOfSeries.of("rrs", reserve));
        }
        return new StrategyScene(
                site(),
                "P",
                prices,
                new AsOfMarkets(
                        AsOfSeries.of("P", realTime),
                        AsOfSeries.of("P", dayAhead),
                        reserves,
                        AsOfSeries.of("load", load),
                        AsOfSeries.of("hashprice", hashPrice)),
                CHICAGO,
                new BacktestOptions.Machines(Duration.ofMinutes(10), new BigDecimal("0.05")),
                StrategyScene.ReserveTerms.DEFAULT,
                List.of());
    }

    static SiteDefinition site() {
        List<Device> devices = new ArrayList<>();
        SampleSite.add(devices, 40, "lux", SampleSite.LUXOS, 3_500, 200);
        SampleSite.add(devices, 40, "ant", SampleSite.ANTMINER, 3_010, 141);
        SampleSite.add(devices, 20, "old", SampleSite.LUXOS, 3_068, 104);
        return SampleSite.definition(SampleSite.TERMS, devices);
    }
}
