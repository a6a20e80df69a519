package org.trimtab.dispatch;

import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;

/**
 * A device as a plan sees it.
 *
 * @param device who
 * @param expected how much the site's level falls when it sleeps
 * @param valueLost what its work earns, per MWh
 * @param obstacle why it may not be chosen; null when it may
 */
public record Candidate(
        DeviceId device, Reduction expected, EnergyPrice valueLost, @Nullable LeftOut obstacle) {}
