package org.trimtab.virtual.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a site draws: its machines, its base load, and cooling that follows the machines with a first-order lag,
 * {@code cooling' = (share × machines − cooling) / lag}. Not for several threads.
 */
final class SiteLoad {
    private final MeterSpec spec;
    private final SplittableRandom random;
    private @Nullable Instant sampledAt;
    private double coolingWatts;
    private double wattHours;

    SiteLoad(MeterSpec spec, long seed) {
        this.spec = spec;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Measures.
     *
     * @param machinesWatts what the machines draw at that moment
     * @return W, with the meter's error
     */
    double sample(Instant at, double machinesWatts) {
        double goal = machinesWatts * spec.cooling().partsPerMillion() / 1e6;
        double seconds = sampledAt == null ? 0 : secondsSince(sampledAt, at);
        double lag = spec.coolingLag().toMillis() / 1e3;
        double settled = sampledAt == null || lag == 0 ? 1 : -Math.expm1(-seconds / lag);
        coolingWatts += (goal - coolingWatts) * settled;
        sampledAt = at;
        double watts = machinesWatts + coolingWatts + spec.baseLoad().watts();
        wattHours += watts * seconds / 3_600;
        double error = (2 * random.nextDouble() - 1) * spec.noise().partsPerMillion() / 1e6;
        return watts * (1 + error);
    }

    private static double secondsSince(Instant before, Instant at) {
        return Math.max(0, Duration.between(before, at).toMillis() / 1e3);
    }

    /** Energy measured so far. */
    double wattHours() {
        return wattHours;
    }
}
