package org.trimtab.market;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;

/**
 * Clearing prices of reserves over time. A product without a price in an interval, such as one that did not exist yet,
 * has none: it is never zero.
 *
 * @param hours in order, not overlapping, at least one
 */
public record ReservePrices(List<Hour> hours) {

    /**
     * The prices of an interval.
     *
     * @param interval when
     * @param prices by product, such as {@code rrs}
     */
    public record Hour(MarketInterval interval, Map<String, ReservePrice> prices) {
        public Hour {
            prices = Map.copyOf(prices);
        }
    }

    public ReservePrices {
        hours = List.copyOf(hours);
        if (hours.isEmpty()) {
            throw new IllegalArgumentException("reserve prices have at least one interval");
        }
        for (int i = 1; i < hours.size(); i++) {
            if (hours.get(i).interval().from().isBefore(hours.get(i - 1).interval().until())) {
                throw new IllegalArgumentException(
                        "reserve prices must be in order and must not overlap: "
                                + hours.get(i).interval()
                                + " follows "
                                + hours.get(i - 1).interval());
            }
        }
    }

    /** From the first interval to the end of the last. */
    public MarketInterval span() {
        return new MarketInterval(
                hours.getFirst().interval().from(), hours.getLast().interval().until());
    }

    /** Products with a price at some time. */
    public Set<String> products() {
        Set<String> products = new TreeSet<>();
        hours.forEach(hour -> products.addAll(hour.prices().keySet()));
        return products;
    }

    /** First instant at which each product has a price. */
    public NavigableMap<String, Instant> pricedFrom() {
        NavigableMap<String, Instant> from = new TreeMap<>();
        for (Hour hour : hours) {
            hour.prices().keySet().forEach(p -> from.putIfAbsent(p, hour.interval().from()));
        }
        return from;
    }

    /** The price of a product at an instant; null when there is none. */
    public @Nullable ReservePrice at(String product, Instant instant) {
        Hour hour = hourAt(instant);
        return hour == null ? null : hour.prices().get(product);
    }

    /** The prices of all products at an instant; empty when there are none. */
    public Map<String, ReservePrice> at(Instant instant) {
        Hour hour = hourAt(instant);
        return hour == null ? Map.of() : hour.prices();
    }

    private @Nullable Hour hourAt(Instant instant) {
        int low = 0;
        int high = hours.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Hour candidate = hours.get(middle);
            if (candidate.interval().contains(instant)) {
                return candidate;
            }
            if (instant.isBefore(candidate.interval().from())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }
}
