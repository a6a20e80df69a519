package org.trimtab.virtual.meter;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;

/** The frequency of the grid as the meter sees it: what was set, and a little beside it. */
final class GridFrequency {
    private static final long NOISE_MICROHERTZ = 1_000;

    // The load's noise and this one must not be the same.
    private static final long SEED_APART = 0x5DEECE66DL;

    private final SplittableRandom random;
    private volatile @Nullable Frequency set = Frequency.ofMillihertz(60_000);

    GridFrequency(long seed) {
        random = new SplittableRandom(seed ^ SEED_APART);
    }

    void set(@Nullable Frequency frequency) {
        set = frequency;
    }

    /** Hz with the meter's error; NaN when it has no figure. */
    double sample() {
        long error = random.nextLong(-NOISE_MICROHERTZ, NOISE_MICROHERTZ + 1);
        Frequency now = set;
        return now == null ? Double.NaN : (now.microhertz() + error) / 1e6;
    }
}
