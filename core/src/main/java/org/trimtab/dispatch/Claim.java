package org.trimtab.dispatch;

import org.jspecify.annotations.Nullable;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * What one cause asks of the site's level now.
 *
 * @param cause the instruction, or the name of the limit, it comes from
 * @param program the program it counts for
 * @param rank what it goes before
 * @param floor the site must draw at least this; null when it does not say
 * @param ceiling the site must draw at most this, at least {@code floor}; null when it does not say
 * @param reduction the megawatts it counts as its program's own: how far the ceiling lies below the level without it,
 *     or, of a reserve, how far the floor lies above the lowest the site can draw; null when it counts none
 */
public record Claim(
        String cause,
        String program,
        Rank rank,
        @Nullable Power floor,
        @Nullable Power ceiling,
        @Nullable Reduction reduction) {
    public Claim {
        if (floor != null && ceiling != null) {
            if (floor.watts() > ceiling.watts()) {
                throw new IllegalArgumentException(
                        cause + " asks for at least " + floor + " and at most " + ceiling);
            }
            if (reduction != null) {
                throw new IllegalArgumentException(
                        cause + " counts " + reduction + " both below a ceiling and above a floor");
            }
        }
    }

    /** Draw at most {@code ceiling}. */
    public static Claim limit(String cause, String program, Rank rank, Power ceiling) {
        return new Claim(cause, program, rank, null, ceiling, null);
    }

    /** Draw {@code reduction} less than {@code baseline}. */
    public static Claim reduction(
            String cause, String program, Rank rank, Power baseline, Reduction reduction) {
        return new Claim(cause, program, rank, null, baseline.minus(reduction), reduction);
    }

    /** Draw {@code level}, no more and no less. */
    public static Claim setPoint(String cause, String program, Rank rank, Power level) {
        return new Claim(cause, program, rank, level, level, null);
    }

    /** Keep {@code reserve} running above {@code lowest}, the least the site can draw, ready to fall. */
    public static Claim reserve(
            String cause, String program, Rank rank, Power lowest, Reduction reserve) {
        return new Claim(
                cause, program, rank, lowest.plus(Power.ofWatts(reserve.watts())), null, reserve);
    }

    /** True when it asks for one level and no other. */
    public boolean isSetPoint() {
        return floor != null && floor.equals(ceiling);
    }

    /** True when it keeps megawatts ready to fall. */
    public boolean isReserve() {
        return floor != null && reduction != null;
    }
}
