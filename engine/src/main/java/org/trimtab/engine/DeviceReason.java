package org.trimtab.engine;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.program.Hold;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.resource.DeviceId;

/**
 * Why a device is as it is now.
 *
 * @param device who
 * @param standing where it stands with us
 * @param draws what it is counted on to draw once every command has worked
 * @param lowest the least it can be asked for
 * @param obstacle why it may not be asked to draw less; null when it may
 * @param hold who holds it; null when nobody does
 * @param rank how many devices go before it in merit order
 * @param costPerMwh what a MWh it gives up costs, work, restart and wear together
 */
public record DeviceReason(
        DeviceId device,
        Standing standing,
        Power draws,
        Power lowest,
        @Nullable LeftOut obstacle,
        @Nullable Hold hold,
        int rank,
        EnergyPrice costPerMwh) {}
