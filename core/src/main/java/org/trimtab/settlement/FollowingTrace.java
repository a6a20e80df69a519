package org.trimtab.settlement;

/**
 * The time integral of one quantity over the intervals of a scorer, built from samples in order. Two samples are
 * joined by a straight line (trapezoid) unless they lie further apart than the gap.
 */
final class FollowingTrace {
    /** Takes the part of a line that lies in one interval. */
    interface Sink {
        /**
         * @param intervalFrom start of the interval, ms since 1970
         * @param millis time covered, ms
         * @param wattMillis integral, W·ms
         */
        void add(long intervalFrom, long millis, long wattMillis);
    }

    private final long intervalMillis;
    private final Sink sink;
    private boolean begun;
    private long lastAt;
    private long lastWatts;

    FollowingTrace(long intervalMillis, Sink sink) {
        this.intervalMillis = intervalMillis;
        this.sink = sink;
    }

    boolean isBegun() {
        return begun;
    }

    long lastAt() {
        return lastAt;
    }

    boolean isNewer(long at) {
        return !begun || at > lastAt;
    }

    /** Starts or goes on without counting the time before {@code at}. */
    void jump(long at, long watts) {
        begun = true;
        lastAt = at;
        lastWatts = watts;
    }

    /** Counts a straight line from the last sample to this one. */
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
            sink.add(start, millis, (fromWatts + toWatts) * millis / 2);
            fromAt = toAt;
            fromWatts = toWatts;
        }
        jump(at, watts);
    }

    /** Counts the last level on to {@code at}. */
    void hold(long at) {
        line(at, lastWatts);
    }
}
