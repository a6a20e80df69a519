package org.trimtab.drivers.api;

import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.Quality;

/**
 * Catches figures in the wrong unit. Machines need 8 to 100 J/TH at full work and some more while they start, so a
 * factor of a thousand too much or too little always falls outside.
 */
public final class Plausibility {
    private static final Efficiency LEAST = new Efficiency(2_000);
    private static final Efficiency MOST = new Efficiency(2_000_000);

    private Plausibility() {}

    /** The quality, or SUSPECT when power and hash rate contradict each other. */
    public static Quality of(Power power, HashRate hashRate, Quality quality) {
        if (power.watts() < 0) {
            return Quality.SUSPECT;
        }
        if (hashRate.isZero()) {
            return quality;
        }
        if (power.watts() == 0 || power.watts() > 1_000_000) {
            return Quality.SUSPECT;
        }
        Efficiency efficiency = Efficiency.of(power, hashRate);
        return efficiency.compareTo(LEAST) < 0 || efficiency.compareTo(MOST) > 0
                ? Quality.SUSPECT
                : quality;
    }
}
