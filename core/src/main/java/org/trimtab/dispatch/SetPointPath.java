package org.trimtab.dispatch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;

/**
 * Where a site that follows its operator should be at any instant of one track: at the newest set-point while that is
 * fresh, else on the straight line to the newest base point (ERCOT Nodal Protocols §6.5.7.4.1, as market-rules §1.3
 * says). The line starts when the base point was issued, at the level the path had then.
 *
 * <p>Not safe for threads. Asking never changes it; an instant before the newest signal is answered too.
 */
public final class SetPointPath {
    /** Longest ramp between two base points. */
    public static final Duration RAMP_LONGEST = Duration.ofHours(1);

    /** A level above this, 1 TW, is absurd and is not taken. */
    public static final Power LEVEL_MOST = Power.ofWatts(1_000_000_000_000L);

    private final Instant from;
    private final Instant until;
    private final long rampMillis;
    private final Duration staleAfter;
    private long rampFromWatts;
    private long rampToWatts;
    private Instant rampFrom;
    private Signal.@Nullable BasePoint basePoint;
    private Signal.@Nullable SetPoint setPoint;

    /**
     * A path for a track without a known end.
     *
     * @param start level until the first signal, 0 W to {@link #LEVEL_MOST}
     * @param from when the track begins
     * @param baseRamp time from one base point to the next; zero moves at once
     * @param setPointStaleAfter age at which a set-point no longer counts
     * @throws IllegalArgumentException when a value lies outside its bounds
     */
    public SetPointPath(Power start, Instant from, Duration baseRamp, Duration setPointStaleAfter) {
        this(start, from, Instant.MAX, baseRamp, setPointStaleAfter);
    }

    /**
     * A path for a track; a signal issued at or after its end is not taken, so that one wrong date cannot make all
     * later signals look old.
     *
     * @param start level until the first signal, 0 W to {@link #LEVEL_MOST}
     * @param track when the track holds
     * @param baseRamp time from one base point to the next; zero moves at once
     * @param setPointStaleAfter age at which a set-point no longer counts
     * @throws IllegalArgumentException when a value lies outside its bounds
     */
    public SetPointPath(
            Power start, MarketInterval track, Duration baseRamp, Duration setPointStaleAfter) {
        this(start, track.from(), track.until(), baseRamp, setPointStaleAfter);
    }

    private SetPointPath(
            Power start,
            Instant from,
            Instant until,
            Duration baseRamp,
            Duration setPointStaleAfter) {
        if (isAbsurd(start)) {
            throw new IllegalArgumentException(
                    "a path starts from 0 W to " + LEVEL_MOST + ", got " + start);
        }
        if (baseRamp.isNegative() || baseRamp.compareTo(RAMP_LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a ramp between base points takes 0 s to "
                            + RAMP_LONGEST
                            + ", got "
                            + baseRamp);
        }
        if (setPointStaleAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "a set-point cannot be stale after " + setPointStaleAfter);
        }
        this.until = until;
        this.rampMillis = baseRamp.toMillis();
        this.staleAfter = setPointStaleAfter;
        this.from = from;
        this.rampFrom = from;
        this.rampFromWatts = start.watts();
        this.rampToWatts = start.watts();
    }

    /**
     * Takes a signal in.
     *
     * @return false when it changes nothing: a duplicate, older than the newest of its kind, a level below 0 W or
     *     above {@link #LEVEL_MOST}, or issued when the track was over
     */
    public boolean take(Signal signal) {
        if (isAbsurd(signal.level()) || !signal.issuedAt().isBefore(until)) {
            return false;
        }
        return switch (signal) {
            case Signal.BasePoint base -> takeBasePoint(base);
            case Signal.SetPoint set -> takeSetPoint(set);
        };
    }

    private boolean takeBasePoint(Signal.BasePoint base) {
        if (basePoint != null && !base.issuedAt().isAfter(basePoint.issuedAt())) {
            return false;
        }
        rampFromWatts = at(base.issuedAt()).watts();
        rampToWatts = base.level().watts();
        rampFrom = base.issuedAt().isBefore(from) ? from : base.issuedAt();
        basePoint = base;
        return true;
    }

    private boolean takeSetPoint(Signal.SetPoint set) {
        if (setPoint != null && !set.issuedAt().isAfter(setPoint.issuedAt())) {
            return false;
        }
        setPoint = set;
        return true;
    }

    /** Where to be; on the ramp rounded to a whole watt towards the level it starts from. */
    public Power at(Instant now) {
        if (setPoint != null && isFresh(setPoint, now)) {
            return setPoint.level();
        }
        if (now.isBefore(rampFrom)) {
            return Power.ofWatts(rampFromWatts);
        }
        long elapsed = millisBetween(rampFrom, now);
        if (elapsed >= rampMillis) {
            return Power.ofWatts(rampToWatts);
        }
        return Power.ofWatts(rampFromWatts + (rampToWatts - rampFromWatts) * elapsed / rampMillis);
    }

    /** True when the level comes from a fresh set-point and not from the ramp. */
    public boolean onSetPoint(Instant now) {
        return setPoint != null && isFresh(setPoint, now);
    }

    /**
     * A set-point is fresh near its issue on either side: clocks differ a little, and one that lies far ahead means
     * that ours was set back.
     */
    private boolean isFresh(Signal.SetPoint set, Instant now) {
        return Duration.between(set.issuedAt(), now).abs().compareTo(staleAfter) <= 0;
    }

    private static long millisBetween(Instant from, Instant to) {
        try {
            return Duration.between(from, to).toMillis();
        } catch (ArithmeticException | DateTimeException tooFar) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isAbsurd(Power level) {
        return level.watts() < 0 || level.watts() > LEVEL_MOST.watts();
    }
}
