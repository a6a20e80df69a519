package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.AsOfSeries.Fact;
import org.trimtab.market.PriceSeries.Priced;

/**
 * Other pasts that could have been: whole runs of days of the real span, drawn with a seed and put in another order
 * (a block bootstrap). Within a block real time, day-ahead and reserve prices stay together, and days keep their hours.
 */
public final class PricePaths {
    private final StrategyScene scene;
    private final List<List<Priced>> days;
    private final int blockDays;

    /** Of a scene, in blocks of so many days. */
    public PricePaths(StrategyScene scene, int blockDays) {
        this.scene = scene;
        this.blockDays = blockDays;
        Map<LocalDate, List<Priced>> byDay = new LinkedHashMap<>();
        for (Priced priced : scene.prices()) {
            byDay.computeIfAbsent(
                            LocalDate.ofInstant(priced.interval().from(), scene.zone()),
                            _ -> new ArrayList<>())
                    .add(priced);
        }
        days = List.copyOf(byDay.values());
        if (blockDays < 1 || days.size() < 2 * blockDays) {
            throw new IllegalArgumentException(
                    "blocks of "
                            + blockDays
                            + " days need prices of at least "
                            + Math.max(2, 2 * blockDays)
                            + " days, there are "
                            + days.size());
        }
    }

    /** One path; the same seed gives the same. */
    public StrategyScene path(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = days.size();
        List<Priced> prices = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        int target = 0;
        while (target < count) {
            int from = random.nextInt(count - blockDays + 1);
            for (int d = 0; d < blockDays && target < count; d++, target++) {
                add(from + d, target, prices, moved);
            }
        }
        AsOfMarkets real = scene.markets();
        SortedMap<String, AsOfSeries> reserves = new TreeMap<>();
        real.reserves().forEach((product, series) -> reserves.put(product, moved(series, moved)));
        return new StrategyScene(
                scene.definition(),
                scene.point(),
                prices,
                new AsOfMarkets(
                        moved(real.realTime(), moved),
                        orNull(real.dayAhead(), moved),
                        reserves,
                        null,
                        real.hashPrice()),
                scene.zone(),
                scene.machines(),
                scene.reserves(),
                List.of(),
                scene.supply(),
                scene.calls());
    }

    /** A source day put at a target's time. */
    private record Moved(MarketInterval source, Duration by) {}

    private void add(int source, int target, List<Priced> prices, List<Moved> moved) {
        Instant start = days.get(target).getFirst().interval().from();
        Instant from = days.get(source).getFirst().interval().from();
        Duration by = Duration.between(from, start);
        Instant end = from.plus(Duration.ofHours(24));
        for (Priced priced : days.get(source)) {
            MarketInterval time =
                    new MarketInterval(
                            priced.interval().from().plus(by), priced.interval().until().plus(by));
            boolean follows =
                    prices.isEmpty() || !time.from().isBefore(prices.getLast().interval().until());
            if (follows) {
                prices.add(new Priced(time, priced.price()));
            }
        }
        moved.add(new Moved(new MarketInterval(from, end), by));
    }

    private static @Nullable AsOfSeries orNull(@Nullable AsOfSeries series, List<Moved> moved) {
        return series == null ? null : moved(series, moved);
    }

    private static AsOfSeries moved(AsOfSeries series, List<Moved> moved) {
        AsOf all = series.asOf(StrategyScene.AFTER_ALL);
        List<Fact> facts = new ArrayList<>();
        for (Moved one : moved) {
            for (int i = all.placeAtOrAfter(one.source().from());
                    i < all.size() && all.interval(i).from().isBefore(one.source().until());
                    i++) {
                MarketInterval time = all.interval(i);
                MarketInterval then =
                        new MarketInterval(time.from().plus(one.by()), time.until().plus(one.by()));
                Instant known = all.knownAt(i).plus(one.by());
                boolean follows =
                        facts.isEmpty()
                                || (!then.from().isBefore(facts.getLast().interval().until())
                                        && !known.isBefore(facts.getLast().knownAt()));
                if (follows) {
                    facts.add(new Fact(then, known, all.value(i)));
                }
            }
        }
        return AsOfSeries.of(series.name(), facts);
    }
}
