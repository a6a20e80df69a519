package org.trimtab.bench;

import java.util.SplittableRandom;

/**
 * What an operator asks of a site that follows it: a share of its full load that wanders at random and is drawn back to
 * the middle of its range (an Ornstein-Uhlenbeck process, cut off at the ends).
 */
final class FollowingSignal {
    static final double LEAST = 0.40;
    static final double MOST = 0.95;

    private static final double MIDDLE = (LEAST + MOST) / 2;

    /** How long it takes to lose two thirds of its distance from the middle. */
    private static final double REVERTS_S = 300;

    /** How far it lies from the middle in two thirds of the time. */
    private static final double SPREAD = 0.12;

    private final SplittableRandom random;
    private double share = MIDDLE;

    FollowingSignal(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Moves on by some seconds and tells the share of full load asked for from now on. */
    double after(double seconds) {
        double kept = Math.exp(-seconds / REVERTS_S);
        double moved = SPREAD * Math.sqrt(1 - kept * kept) * random.nextGaussian();
        share = Math.clamp(MIDDLE + (share - MIDDLE) * kept + moved, LEAST, MOST);
        return share;
    }
}
