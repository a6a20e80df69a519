package org.trimtab.market;

import org.trimtab.quantity.EnergyPrice;

/**
 * A charge on every MWh at the meter, such as the wires company's or a supplier's margin.
 *
 * @param name what it is for
 * @param rate per MWh; negative for a rebate
 */
public record VolumetricCharge(String name, EnergyPrice rate) {}
