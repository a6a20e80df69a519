package org.trimtab.market;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * A block of power bought at a fixed price, around the clock and paid whether it is used or not. What is not used may
 * be sold again at the index, or is lost.
 *
 * @param name such as {@code block 1}
 * @param level how much is bought, above 0
 * @param price what it costs
 * @param from first instant it holds; null when it held ever since
 * @param until first instant it no longer holds; null when it has no end
 * @param resale true when the unused part may be sold
 * @param resaleFee what the buyer keeps of every MWh sold again, at least 0
 */
public record FixedBlock(
        String name,
        Power level,
        EnergyPrice price,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean resale,
        EnergyPrice resaleFee) {
    public FixedBlock {
        if (level.watts() <= 0) {
            throw new IllegalArgumentException(
                    "block " + name + " is of more than 0 W, got " + level);
        }
        if (resaleFee.microDollarsPerMwh() < 0) {
            throw new IllegalArgumentException(
                    "the resale fee of " + name + " cannot be negative, got " + resaleFee);
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "block " + name + " ends after it starts: " + from + " to " + until);
        }
    }

    /** True while the block is bought. */
    public boolean holdsAt(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
