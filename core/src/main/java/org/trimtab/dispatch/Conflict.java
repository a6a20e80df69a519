package org.trimtab.dispatch;

import org.trimtab.quantity.Reduction;

/**
 * A claim that cannot be kept whole.
 *
 * @param loser the cause that loses
 * @param winner the cause it loses to
 * @param missing how far the site will be from what the loser asked
 * @param reason why the winner goes first
 */
public record Conflict(String loser, String winner, Reduction missing, Reason reason) {
    /** Why one goes before the other. */
    public enum Reason {
        /** Its rank is stronger. */
        STRONGER_RANK,
        /** Both have the same rank; it came first. */
        CAME_FIRST,
        /** The two may not share a megawatt and there are not enough for both. */
        MEGAWATTS_TAKEN
    }
}
