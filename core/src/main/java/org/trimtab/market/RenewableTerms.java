package org.trimtab.market;

import org.trimtab.quantity.EnergyPrice;

/**
 * A contract that tells renewable hours from others: a MWh costs so much more or less in the one and in the other.
 * Which hours are renewable is told with the bill ({@link BilledPeriod#renewableHours}).
 *
 * @param name what the line is called
 * @param inside on top of the price in a renewable hour; negative when it is cheaper
 * @param outside on top of the price in any other hour
 */
public record RenewableTerms(String name, EnergyPrice inside, EnergyPrice outside) {}
