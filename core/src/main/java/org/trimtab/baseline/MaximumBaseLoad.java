package org.trimtab.baseline;

import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;

/**
 * The contracted level that a site must stay at or below, whatever it drew before (NAESB WEQ-015 maximum base load).
 *
 * @param contracted the level; null when the program gives none
 */
public record MaximumBaseLoad(@Nullable Power contracted) {
    public BaselineResult find() {
        return contracted == null
                ? BaselineResult.noContract()
                : BaselineResult.contracted(contracted);
    }
}
