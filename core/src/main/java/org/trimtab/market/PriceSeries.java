package org.trimtab.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.EnergyPrice;

/**
 * Prices of energy at one point over time. An hour without a price stays without one: it is never filled in.
 *
 * @param point where the prices hold, such as {@code LZ_WEST}
 * @param resolution usual length of an interval
 * @param prices in order, not overlapping, at least one
 */
public record PriceSeries(String point, Duration resolution, List<Priced> prices) {

    /**
     * A price and when it holds.
     *
     * @param interval when
     * @param price how much
     */
    public record Priced(MarketInterval interval, EnergyPrice price) {}

    public PriceSeries {
        prices = List.copyOf(prices);
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("a price series has at least one price");
        }
        for (int i = 1; i < prices.size(); i++) {
            Priced before = prices.get(i - 1);
            if (prices.get(i).interval().from().isBefore(before.interval().until())) {
                throw new IllegalArgumentException(
                        "prices must be in order and must not overlap: "
                                + prices.get(i).interval()
                                + " follows "
                                + before.interval());
            }
        }
    }

    /**
     * A series from stamps and prices. Its resolution is the commonest step between two stamps (the shortest of them
     * when two are equally common). A price holds until the next stamp when that comes within one and a half
     * resolutions, as with market runs whose stamps jitter; otherwise it holds for one resolution and a gap follows.
     *
     * @param startsAt at least two, rising
     * @param prices one for each start
     */
    public static PriceSeries starting(
            String point, List<Instant> startsAt, List<EnergyPrice> prices) {
        if (startsAt.size() < 2 || startsAt.size() != prices.size()) {
            throw new IllegalArgumentException(
                    "at least two stamps with a price each are needed to tell the length of an"
                            + " interval, got "
                            + startsAt.size());
        }
        Duration resolution = commonestStep(startsAt);
        List<Priced> priced = new ArrayList<>(startsAt.size());
        for (int i = 0; i < startsAt.size(); i++) {
            Instant from = startsAt.get(i);
            Instant until = from.plus(resolution);
            if (i + 1 < startsAt.size()
                    && !startsAt.get(i + 1).isAfter(until.plus(resolution.dividedBy(2)))) {
                until = startsAt.get(i + 1);
            }
            priced.add(new Priced(new MarketInterval(from, until), prices.get(i)));
        }
        return new PriceSeries(point, resolution, priced);
    }

    /** From the first price to the end of the last. */
    public MarketInterval span() {
        return new MarketInterval(
                prices.getFirst().interval().from(), prices.getLast().interval().until());
    }

    /** The price at an instant, or null when none is known. */
    public @Nullable EnergyPrice at(Instant instant) {
        int low = 0;
        int high = prices.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Priced candidate = prices.get(middle);
            if (candidate.interval().contains(instant)) {
                return candidate.price();
            }
            if (instant.isBefore(candidate.interval().from())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }

    /** Stretches within the span that have no price. */
    public List<MarketInterval> gaps() {
        List<MarketInterval> gaps = new ArrayList<>();
        for (int i = 1; i < prices.size(); i++) {
            Instant from = prices.get(i - 1).interval().until();
            Instant until = prices.get(i).interval().from();
            if (from.isBefore(until)) {
                gaps.add(new MarketInterval(from, until));
            }
        }
        return List.copyOf(gaps);
    }

    private static Duration commonestStep(List<Instant> startsAt) {
        Map<Duration, Integer> counts = new HashMap<>();
        for (int i = 1; i < startsAt.size(); i++) {
            counts.merge(Duration.between(startsAt.get(i - 1), startsAt.get(i)), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Duration, Integer>comparingByValue()
                                .thenComparing(
                                        Map.Entry.<Duration, Integer>comparingByKey().reversed()))
                .orElseThrow()
                .getKey();
    }
}
