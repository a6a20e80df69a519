package org.trimtab.dispatch;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;

/**
 * Which devices change what they draw, which do not, why, and what is short.
 *
 * @param causedBy the instruction
 * @param kind what made it necessary
 * @param madeAt when
 * @param limit the level to stay at or below
 * @param level the level it was made from
 * @param required the reduction looked for, margin included; none when load is given back
 * @param chosen who changes, in merit order
 * @param leftOut everybody else by reason; empty when a set-point is followed, since that happens every few seconds
 * @param shortfall what of the required reduction nobody can give
 */
public record Plan(
        InstructionId causedBy,
        Kind kind,
        Instant madeAt,
        Power limit,
        Power level,
        Reduction required,
        List<Chosen> chosen,
        Map<LeftOut, List<DeviceRange>> leftOut,
        Reduction shortfall) {

    /** What made a plan necessary. */
    public enum Kind {
        /** An obligation began, or what is owed changed. */
        BEGIN,
        /** Less had fallen than was counted on. */
        REFILL,
        /** More had fallen than is owed. */
        GIVE_BACK,
        /** The operator moved the set-point. */
        FOLLOW,
        /** Frequency fell to the threshold. */
        TRIP
    }

    /**
     * A device that changes what it draws.
     *
     * @param device who
     * @param action what it is asked
     * @param expected how much the site's level falls; none when it rises
     * @param valueLost what the work it gives up would have earned, per MWh
     * @param because why it is in the plan
     */
    public record Chosen(
            DeviceId device,
            Action action,
            Reduction expected,
            EnergyPrice valueLost,
            Because because) {}

    public Plan {
        chosen = List.copyOf(chosen);
        Map<LeftOut, List<DeviceRange>> all = new EnumMap<>(LeftOut.class);
        leftOut.forEach((reason, ranges) -> all.put(reason, List.copyOf(ranges)));
        leftOut = Collections.unmodifiableMap(all);
    }

    /** How many are left out, by reason. */
    public Map<LeftOut, Integer> leftOutCount() {
        Map<LeftOut, Integer> counts = new EnumMap<>(LeftOut.class);
        leftOut.forEach((reason, ranges) ->
                counts.put(reason, ranges.stream().mapToInt(DeviceRange::count).sum()));
        return counts;
    }

    /** What the chosen devices give together. */
    public Reduction expected() {
        return Reduction.ofWatts(chosen.stream().mapToLong(c -> c.expected().watts()).sum());
    }
}
