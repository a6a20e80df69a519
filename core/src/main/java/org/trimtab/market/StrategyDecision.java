package org.trimtab.market;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * What a strategy wants of one interval.
 *
 * @param ask what the engine is asked
 * @param reserves reserve held by product, at the meter
 * @param reason why
 */
public record StrategyDecision(
        Ask ask, SortedMap<String, Reduction> reserves, DecisionReason reason) {
    /** What the engine is asked. */
    public sealed interface Ask {
        /** Answer this price with every device's own break-even. */
        record FollowPrice(EnergyPrice price) implements Ask {}

        /** Draw at most this much, without the site's overhead. */
        record AtMost(Power level) implements Ask {}

        /** Run. */
        record Run() implements Ask {}

        /** Nothing is known that speaks for a change. */
        record Stay() implements Ask {}
    }

    public StrategyDecision {
        reserves = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(reserves));
    }

    /** A decision that holds no reserve. */
    public StrategyDecision(Ask ask, DecisionReason reason) {
        this(ask, new TreeMap<>(Map.of()), reason);
    }
}
