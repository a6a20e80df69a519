package org.trimtab.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;

/**
 * Which devices give up their load, which do not and why, and what is short.
 *
 * @param causedBy the instruction
 * @param madeAt when
 * @param limit the level to stay at or below
 * @param level the level it was made from
 * @param required the reduction looked for, margin included
 * @param chosen who sleeps, in merit order
 * @param leftOut everybody else and why
 * @param shortfall what of the required reduction nobody can give
 */
public record Plan(
        InstructionId causedBy,
        Instant madeAt,
        Power limit,
        Power level,
        Reduction required,
        List<Chosen> chosen,
        Map<DeviceId, LeftOut> leftOut,
        Reduction shortfall) {

    /**
     * A device that gives up its load.
     *
     * @param device who
     * @param expected how much the site's level falls when it sleeps
     * @param valueLost what its work would have earned, per MWh
     */
    public record Chosen(DeviceId device, Reduction expected, EnergyPrice valueLost) {}

    /** What the chosen devices give together. */
    public Reduction expected() {
        return Reduction.ofWatts(chosen.stream().mapToLong(c -> c.expected().watts()).sum());
    }
}
