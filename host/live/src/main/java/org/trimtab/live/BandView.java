package org.trimtab.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;

/**
 * Where the site's level may lie now, as people see it.
 *
 * @param floorW lowest; 0 when nobody asks for more
 * @param floorBy the cause that sets it; null when nobody does
 * @param ceilingW highest; null when nothing limits it
 * @param ceilingBy the cause that sets it; null when nothing does
 * @param conflicts claims that cannot be kept whole
 */
public record BandView(
        long floorW,
        @Nullable String floorBy,
        @Nullable Long ceilingW,
        @Nullable String ceilingBy,
        List<Lost> conflicts) {
    /**
     * A claim that cannot be kept whole.
     *
     * @param loser the cause that loses
     * @param winner the cause it loses to
     * @param missingW how far the site will be from what the loser asked
     * @param reason why the winner goes first
     * @param words the same in a sentence
     */
    public record Lost(String loser, String winner, long missingW, String reason, String words) {}

    /** A band as people see it. */
    public static BandView of(Band band) {
        return new BandView(
                band.floor().watts(),
                band.floorBy(),
                band.ceiling() == null ? null : band.ceiling().watts(),
                band.ceilingBy(),
                band.conflicts().stream()
                        .map(lost ->
                                new Lost(
                                        lost.loser(),
                                        lost.winner(),
                                        lost.missing().watts(),
                                        lost.reason().name(),
                                        Words.of(lost)))
                        .toList());
    }
}
