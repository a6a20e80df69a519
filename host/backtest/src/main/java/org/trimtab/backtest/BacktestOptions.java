package org.trimtab.backtest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What to play through and how.
 *
 * @param from first instant, in whole seconds; null for the start of the prices
 * @param until first instant after, in whole seconds; null for the end of the prices
 * @param zone local time of the market, for results by day
 * @param warmUp how long a woken device draws its full power without earning
 * @param foresight when the site learns a price
 */
public record BacktestOptions(
        @Nullable Instant from,
        @Nullable Instant until,
        ZoneId zone,
        Duration warmUp,
        Foresight foresight) {
    /** Ten minutes of lost work per start. */
    public static final Duration WARM_UP_DEFAULT = Duration.ofMinutes(10);

    /** When the site learns the price of an interval. */
    public enum Foresight {
        /** When the interval starts: the best that following a price can do. */
        AT_START,
        /** When it is over: the site acts on the price of the interval before. */
        ONE_INTERVAL_LATE
    }

    /**
     * What a start costs, and how often machines break.
     *
     * @param warmUp how long a woken device draws its full power without earning
     * @param wearPerStart wear of one start of one device, $
     * @param outageShare part of the time that a machine is broken, 0 up to 0.9
     * @param outageSeed what breaks when is drawn with this
     */
    public record Machines(
            Duration warmUp, BigDecimal wearPerStart, BigDecimal outageShare, long outageSeed) {
        private static final Duration OUTAGE = Duration.ofHours(24);

        /** Machines that never break. */
        public Machines(Duration warmUp, BigDecimal wearPerStart) {
            this(warmUp, wearPerStart, BigDecimal.ZERO, 1);
        }

        Outages.Rule outages() {
            return new Outages.Rule(outageShare.doubleValue(), OUTAGE, outageSeed);
        }

        public Machines {
            if (warmUp.isNegative() || wearPerStart.signum() < 0) {
                throw new IllegalArgumentException(
                        "a warm-up and the wear of a start cannot be negative, got "
                                + warmUp
                                + " and "
                                + wearPerStart);
            }
        }
    }

    public BacktestOptions {
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("a warm-up cannot be negative, got " + warmUp);
        }
    }

    /** All prices there are, known when their interval starts. */
    public static BacktestOptions allIn(ZoneId zone) {
        return new BacktestOptions(null, null, zone, WARM_UP_DEFAULT, Foresight.AT_START);
    }

    /** The same from one instant up to another; null leaves an end open. */
    public BacktestOptions between(@Nullable Instant newFrom, @Nullable Instant newUntil) {
        return new BacktestOptions(newFrom, newUntil, zone, warmUp, foresight);
    }

    public BacktestOptions withWarmUp(Duration newWarmUp) {
        return new BacktestOptions(from, until, zone, newWarmUp, foresight);
    }

    public BacktestOptions with(Foresight newForesight) {
        return new BacktestOptions(from, until, zone, warmUp, newForesight);
    }
}
