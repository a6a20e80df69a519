package org.trimtab.program;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What a site does by itself when it sees the grid's frequency move.
 *
 * @param nominal 60 Hz or 50 Hz
 * @param underFrequency the armed plan; null when the site has none
 * @param droop the proportional answer; null when the site gives none
 * @param sampleStaleAfter age at which a sample is no longer decided on
 * @param stuckAfter how long the very same figure may come before the instrument is taken to be stuck
 */
public record FrequencyDuty(
        Frequency nominal,
        @Nullable UnderFrequency underFrequency,
        @Nullable Droop droop,
        Duration sampleStaleAfter,
        Duration stuckAfter) {

    /**
     * A reserve that falls at once when frequency does.
     *
     * @param program the program that awards it; without an award in force nothing is shed
     * @param threshold sheds at or below this, such as 59.85 Hz
     * @param delay how long frequency must stay there
     * @param hold least time the load stays off after a trip
     * @param rearmAbove re-arms only after frequency has stayed at or above this
     * @param rearmAfter for this long
     */
    public record UnderFrequency(
            String program,
            Frequency threshold,
            Duration delay,
            Duration hold,
            Frequency rearmAbove,
            Duration rearmAfter) {
        public UnderFrequency {
            if (rearmAbove.compareTo(threshold) <= 0) {
                throw new IllegalArgumentException(
                        "the frequency to re-arm at, "
                                + rearmAbove
                                + ", must lie above the threshold "
                                + threshold);
            }
        }
    }

    /**
     * Primary frequency response.
     *
     * @param program the program that awards it; without an award in force nothing moves
     * @param droop change of frequency, as a share of nominal, that asks for the whole capacity; 5 % is usual
     * @param deadBand deviation below which nothing moves
     * @param capacity what the droop is a share of
     */
    public record Droop(String program, Share droop, Frequency deadBand, Power capacity) {
        public Droop {
            if (droop.partsPerMillion() == 0) {
                throw new IllegalArgumentException("a droop lies above 0 %");
            }
        }
    }
}
