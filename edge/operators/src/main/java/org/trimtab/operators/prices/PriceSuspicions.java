package org.trimtab.operators.prices;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;

/** What often is wrong with price files and only shows in the prices as a whole. */
final class PriceSuspicions {
    /** Rows below which no pattern is looked for. */
    static final int ROWS_LEAST = 500;

    /** Span below which no unit is told by its prices: a windy weekend is cheap for days. */
    static final Duration SPAN_LEAST = Duration.ofDays(5);

    private static final int CENTS_SCALE = 2;

    /**
     * Turns in a hundred hours from which hourly real-time prices look picked, not averaged. Measured on ERCOT's hub
     * average of the first half of 2024: 41 when the first quarter hour stands for the hour, 36 for the mean of the
     * four; day-ahead prices turn in 28.
     */
    private static final int TURNS_PERCENT = 39;

    private PriceSuspicions() {}

    static List<String> of(String name, PriceSeries series, List<BigDecimal> dollars) {
        List<String> warnings = new ArrayList<>();
        if (dollars.size() >= ROWS_LEAST) {
            if (series.resolution().equals(Duration.ofHours(1)) && looksPicked(dollars)) {
                warnings.add(
                        name
                                + ": hourly prices jump as single quarter hours do and none has a"
                                + " part of a cent, as means of four would; if each is the first"
                                + " quarter hour of its hour, read the 15-minute prices instead");
            }
        }
        List<MarketInterval> gaps = series.gaps();
        if (!gaps.isEmpty()) {
            warnings.add(
                    "%s: %d %s without a price, the first %s; nothing is filled in"
                            .formatted(
                                    name,
                                    gaps.size(),
                                    gaps.size() == 1 ? "stretch" : "stretches",
                                    gaps.getFirst()));
        }
        return warnings;
    }

    /** Why prices look like those of another unit; null when they do not, or the span is too short to tell. */
    static @Nullable String unitDoubt(String name, PriceSeries series, List<BigDecimal> dollars) {
        if (series.span().length().compareTo(SPAN_LEAST) < 0) {
            return null;
        }
        if (shareBelow(dollars, BigDecimal.ONE) >= 99) {
            return name
                    + ": 99 of 100 prices are below 1; they look like $/kWh, and prices are read in"
                    + " $/MWh: multiply them by 1000";
        }
        return looksLikeCents(dollars)
                ? name
                        + ": no price is above 40 and most are below 10; they look like cents/kWh,"
                        + " and prices are read in $/MWh: multiply them by 10"
                : null;
    }

    private static boolean looksLikeCents(List<BigDecimal> dollars) {
        return shareBelow(dollars, BigDecimal.valueOf(40)) == 100
                && shareBelow(dollars, BigDecimal.TEN) >= 90;
    }

    private static boolean looksPicked(List<BigDecimal> dollars) {
        if (dollars.stream().anyMatch(d -> d.stripTrailingZeros().scale() > CENTS_SCALE)) {
            return false;
        }
        long turns = 0;
        for (int i = 2; i < dollars.size(); i++) {
            int before = dollars.get(i - 1).compareTo(dollars.get(i - 2));
            int after = dollars.get(i).compareTo(dollars.get(i - 1));
            turns += Integer.signum(before) * Integer.signum(after) < 0 ? 1 : 0;
        }
        return turns * 100 >= (long) TURNS_PERCENT * (dollars.size() - 2);
    }

    /** Of a hundred prices, how many lie within {@code most} of zero; rounded down. */
    private static long shareBelow(List<BigDecimal> dollars, BigDecimal most) {
        long within = dollars.stream().filter(d -> d.abs().compareTo(most) < 0).count();
        return within * 100 / dollars.size();
    }
}
