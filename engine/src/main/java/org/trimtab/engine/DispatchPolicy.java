package org.trimtab.engine;

import java.math.BigDecimal;
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
 * @param following how a set-point is followed
 * @param trust how a device that disobeys is treated
 * @param wearPerSleepUsd what putting one device to sleep and waking it costs in wear, $
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
        Duration obligationAhead,
        Following following,
        Trust trust,
        BigDecimal wearPerSleepUsd) {
    /**
     * How a set-point is followed.
     *
     * @param baseRamp time in which the level moves from one base point to the next; ERCOT trains for four minutes
     * @param setPointStaleAfter age at which an updated set-point no longer counts and the ramp does again
     * @param deadBand difference between level and set-point that is left alone, as a share of the set-point
     */
    public record Following(Duration baseRamp, Duration setPointStaleAfter, Share deadBand) {
        public static final Following DEFAULT =
                new Following(Duration.ofMinutes(4), Duration.ofSeconds(12), new Share(2_000));
    }

    /**
     * How a device that disobeys is treated.
     *
     * @param failuresMax failures in a row after which it is quarantined
     * @param quarantine how long it is offered to nobody
     * @param overDispatchMost most that is asked beyond what is owed because some will not obey, as a share of it
     */
    public record Trust(int failuresMax, Duration quarantine, Share overDispatchMost) {
        public static final Trust DEFAULT = new Trust(3, Duration.ofHours(6), new Share(100_000));
    }

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
                    Duration.ofDays(7),
                    Following.DEFAULT,
                    Trust.DEFAULT,
                    new BigDecimal("0.01"));

    /** The same with another age at which a device reading is no longer decided on. */
    public DispatchPolicy withDeviceStaleAfter(Duration age) {
        return new DispatchPolicy(
                margin,
                meterStaleAfter,
                age,
                commandLife,
                attemptsMax,
                trimAfter,
                wakeWaveMax,
                wakeWaveEvery,
                obligationLongest,
                obligationAhead,
                following,
                trust,
                wearPerSleepUsd);
    }
}
