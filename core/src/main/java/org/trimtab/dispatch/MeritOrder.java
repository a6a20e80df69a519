package org.trimtab.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;

/**
 * Who gives up load first: the device whose work is worth least per MWh. Equals go by name, so that the order is
 * the same on every run.
 */
public final class MeritOrder {
    /** Cheapest work first. */
    public static final Comparator<Candidate> CHEAPEST_FIRST =
            Comparator.comparing(Candidate::valueLost).thenComparing(Candidate::device);

    private MeritOrder() {}

    /**
     * Chooses devices in merit order until the required reduction is covered.
     *
     * @param ranked every device of the site, cheapest first
     * @param required how much to find
     * @return who was chosen, who was not and why, and what is short
     */
    public static Choice choose(List<Candidate> ranked, Reduction required) {
        List<Plan.Chosen> chosen = new ArrayList<>();
        Map<DeviceId, LeftOut> leftOut = new TreeMap<>();
        Reduction missing = required;
        for (Candidate candidate : ranked) {
            if (candidate.obstacle() != null) {
                leftOut.put(candidate.device(), candidate.obstacle());
            } else if (missing.isNone()) {
                leftOut.put(candidate.device(), LeftOut.NOT_NEEDED);
            } else {
                chosen.add(
                        new Plan.Chosen(
                                candidate.device(),
                                Action.SLEEP,
                                candidate.expected(),
                                candidate.valueLost(),
                                Because.CHEAPEST));
                missing = missing.lessThan(candidate.expected());
            }
        }
        return new Choice(chosen, leftOut, missing);
    }

    /**
     * What {@link #choose} found.
     *
     * @param chosen in merit order
     * @param leftOut everybody else, by name
     * @param shortfall what nobody can give
     */
    public record Choice(
            List<Plan.Chosen> chosen, Map<DeviceId, LeftOut> leftOut, Reduction shortfall) {}
}
