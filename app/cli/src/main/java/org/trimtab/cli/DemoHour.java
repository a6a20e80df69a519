package org.trimtab.cli;

import java.util.SplittableRandom;

/**
 * The hour the demonstration plays, made shorter: what a real operator spreads over an hour comes within a minute and a
 * half. Base points come every 20 s instead of every five minutes, and the ramp between them is shorter in the same
 * proportion; set-points come every four seconds as they really do. Levels are shares of what the site draws at first.
 *
 * @param levelW what the site draws at first, W
 * @param fromW what it draws when the track begins, W: the first base point
 * @param seed of the set-points' wander
 */
record DemoHour(long levelW, long fromW, long seed) {
    static final int TRACK_FROM_S = 10;
    static final int EMERGENCY_FROM_S = 52;
    static final int EMERGENCY_UNTIL_S = 70;
    static final int TRACK_UNTIL_S = 90;
    static final int PRICE_UNTIL_S = 92;
    static final int BASE_POINT_EVERY_S = 20;
    static final int SET_POINT_EVERY_S = 4;
    static final int PRICE_USD = 95;
    static final int CHEAP_USD = 30;
    static final int CHEAP_FOR_S = 600;

    private static final double[] BASE_POINTS = {0, 0.86, 0.80, 0.74};
    private static final double EMERGENCY = 0.40;

    /** Set-points lie this far around the ramp, as the grid's frequency asks for. */
    private static final double WANDER = 0.012;

    /** The same hour of a site that is at this level when the track begins. */
    DemoHour from(long presentW) {
        return new DemoHour(levelW, presentW, seed);
    }

    /** The base point of a stretch, W. */
    long basePointW(int stretch) {
        return stretch == 0
                ? fromW
                : Math.round(levelW * BASE_POINTS[Math.min(stretch, BASE_POINTS.length - 1)]);
    }

    /** How many stretches between base points the track has. */
    static int stretches() {
        return Math.ceilDiv(TRACK_UNTIL_S - TRACK_FROM_S, BASE_POINT_EVERY_S);
    }

    /** What the emergency leaves, W. */
    long emergencyW() {
        return Math.round(levelW * EMERGENCY);
    }

    /** The operator's set-point so many seconds after the track began, W: on the ramp, and a little beside it. */
    long setPointW(double second) {
        int stretch = (int) (second / BASE_POINT_EVERY_S);
        double before = basePointW(Math.max(0, stretch - 1));
        double share =
                Math.min(1, (second - stretch * BASE_POINT_EVERY_S) / DemoStackedSite.BASE_RAMP_S);
        double ramp = before + (basePointW(stretch) - before) * share;
        double wander =
                new SplittableRandom(seed + (long) second).nextDouble(-WANDER, WANDER) * levelW;
        return Math.round(ramp + wander);
    }
}
