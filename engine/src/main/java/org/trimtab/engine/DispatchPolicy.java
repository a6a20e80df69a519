package org.trimtab.engine;

import java.time.Duration;
import org.trimtab.quantity.Share;

/**
 * How carefully the engine acts.
 *
 * @param margin how far below the limit a plan aims, as a share of the limit
 * @param meterStaleAfter age at which a meter reading is no longer decided on
 * @param deviceStaleAfter age at which a device reading is no longer decided on
 * @param commandLife how long a command may wait before it must not be sent
 * @param attemptsMax how often one device is asked for the same thing in one event
 * @param trimAfter how long after the last answer the meter is trusted to show the result
 * @param wakeWaveMax how many devices are woken at once, to spare the feeder the inrush
 * @param wakeWaveEvery time between two waves
 * @param obligationLongest longest obligation taken on
 * @param obligationAhead furthest start taken on
 */
public record DispatchPolicy(
        Share margin,
        Duration meterStaleAfter,
        Duration deviceStaleAfter,
        Duration commandLife,
        int attemptsMax,
        Duration trimAfter,
        int wakeWaveMax,
        Duration wakeWaveEvery,
        Duration obligationLongest,
        Duration obligationAhead) {

    /** Values for a site that has not been tuned. */
    public static final DispatchPolicy DEFAULT =
            new DispatchPolicy(
                    new Share(20_000),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    3,
                    Duration.ofSeconds(6),
                    250,
                    Duration.ofSeconds(1),
                    Duration.ofHours(24),
                    Duration.ofDays(7));
}
