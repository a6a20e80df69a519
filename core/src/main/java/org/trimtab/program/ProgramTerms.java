package org.trimtab.program;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * What a program measures and pays.
 *
 * @param program its name, as printed on a statement
 * @param baselineMethod how the level without the event is found
 * @param baselineWindow stretch of meter readings before the event that makes the baseline
 * @param maximumBaseLoad contracted level for {@link BaselineMethod#MAXIMUM_BASE_LOAD}; null otherwise
 * @param interval length of a settlement interval
 * @param deliverWithin time from the instruction to full delivery; intervals that touch it are excused
 * @param availabilityUsdPerMwHour pay for each MW kept ready for an hour, $/MW/h
 * @param energyPayment pay for each MWh reduced, $/MWh
 * @param passRatio smallest ratio of delivered to owed reduction that passes an interval
 */
public record ProgramTerms(
        String program,
        BaselineMethod baselineMethod,
        Duration baselineWindow,
        @Nullable Power maximumBaseLoad,
        Duration interval,
        Duration deliverWithin,
        BigDecimal availabilityUsdPerMwHour,
        EnergyPrice energyPayment,
        BigDecimal passRatio) {

    /** Published ways to find the level without the event. */
    public enum BaselineMethod {
        /** Mean meter level in the window before the event (NAESB meter-before/meter-after). */
        METER_BEFORE_METER_AFTER,
        /** A contracted level that the site must stay at or below (NAESB maximum base load). */
        MAXIMUM_BASE_LOAD
    }
}
