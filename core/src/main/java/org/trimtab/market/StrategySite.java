package org.trimtab.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A site as a strategy sees it.
 *
 * @param cohorts its devices by kind
 * @param mining what hashing earns
 * @param warmUp how long a woken device draws its power without earning
 * @param wearPerStartUsd what one start of one device costs in wear, $
 */
public record StrategySite(
        List<StrategyCohort> cohorts,
        MiningTerms mining,
        Duration warmUp,
        BigDecimal wearPerStartUsd) {
    public StrategySite {
        cohorts = List.copyOf(cohorts);
    }
}
