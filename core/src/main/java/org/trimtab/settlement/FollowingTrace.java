package org.trimtab.settlement;

import java.util.TreeMap;

/**
 * The time integral of one quantity over intervals on the clock, built from samples in order. It keeps one sum for
 * each interval that was touched and not dropped; who feeds it bounds how far ahead that may be.
 */
final class FollowingTrace {
    private final long intervalMillis;
    private final TreeMap<Long, Sum> sums = new TreeMap<>();
    private long droppedUntil = Long.MIN_VALUE;
    private boolean begun;
    private long lastAt;
    private long lastWatts;

    /**
     * What is known of one interval.
     *
     * @param millis time covered, ms
     * @param wattMillis integral over it, W·ms
     */
    record Sum(long millis, long wattMillis) {
        static final Sum NOTHING = new Sum(0, 0);

        private static Sum added(Sum one, Sum other) {
            return new Sum(one.millis + other.millis, one.wattMillis + other.wattMillis);
        }
    }

    FollowingTrace(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    boolean isBegun() {
        return begun;
    }

    /** Newest sample, ms since 1970. */
    long lastAt() {
        return lastAt;
    }

    boolean isNewer(long at) {
        return !begun || at > lastAt;
    }

    /** Goes on from here; the time since the last sample is not counted. */
    void jump(long at, long watts) {
        begun = true;
        lastAt = at;
        lastWatts = watts;
    }

    /** Counts a straight line (trapezoid) from the last sample to this one, cut where intervals end. */
    void line(long at, long watts) {
        long fromAt = lastAt;
        long fromWatts = lastWatts;
        while (fromAt < at) {
            long start = Math.floorDiv(fromAt, intervalMillis) * intervalMillis;
            long toAt = Math.min(at, start + intervalMillis);
            long toWatts =
                    toAt == at
                            ? watts
                            : fromWatts + (watts - fromWatts) * (toAt - fromAt) / (at - fromAt);
            long millis = toAt - fromAt;
            if (start >= droppedUntil) {
                Sum more = new Sum(millis, (fromWatts + toWatts) * millis / 2);
                sums.merge(start, more, Sum::added);
            }
            fromAt = toAt;
            fromWatts = toWatts;
        }
        jump(at, watts);
    }

    /** Counts the last level on to {@code at}. */
    void hold(long at) {
        line(at, lastWatts);
    }

    /** What is known of the interval that starts here. */
    Sum sum(long intervalFrom) {
        Sum sum = sums.get(intervalFrom);
        return sum == null ? Sum.NOTHING : sum;
    }

    /** Forgets intervals that start before this, for good. */
    void dropBefore(long intervalFrom) {
        sums.headMap(intervalFrom).clear();
        droppedUntil = intervalFrom;
    }
}
