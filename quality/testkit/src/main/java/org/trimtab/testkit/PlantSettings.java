package org.trimtab.testkit;

import java.time.Duration;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * How a {@link Plant} is run.
 *
 * @param pollEvery every device is read once in this time, a slice of them every second
 * @param sendMost longest time from a step to the last byte of one of its commands
 * @param otherLoad what the site draws beside its devices
 * @param noise how far a meter's figure may lie from the truth, to either side
 * @param keepsExpiry true as it must be; false is a planted bug: commands are sent however old they are
 */
public record PlantSettings(
        Duration pollEvery, Duration sendMost, Power otherLoad, Share noise, boolean keepsExpiry) {
    /** A plant that is well kept: read every ten seconds, commands out within 50 ms, an exact meter. */
    public static final PlantSettings DEFAULT =
            new PlantSettings(
                    Duration.ofSeconds(10), Duration.ofMillis(50), Power.ZERO, Share.NONE, true);

    public PlantSettings {
        if (pollEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "devices are read at most once a second, got every " + pollEvery);
        }
    }
}
