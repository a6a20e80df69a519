package org.trimtab.market;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.resource.Capability;

/**
 * A reserve a load may hold for a market.
 *
 * @param id as {@link ReservePrices} names it, such as {@code ecrs}
 * @param title for people
 * @param program rules that settle it, such as {@code ercot/nclr-ecrs}
 * @param side which way the load moves when it is called
 * @param within time from the call to the whole response
 * @param sustain how long it must be kept up; null when the rules do not say
 * @param untilRecalled true when it is kept up until recalled, however long that is
 * @param evidence the weakest evidence among the figures
 * @param rules who may hold it and how it is called
 */
public record ReserveProduct(
        String id,
        String title,
        String program,
        Side side,
        Duration within,
        @Nullable Duration sustain,
        boolean untilRecalled,
        Evidence evidence,
        ReserveRules rules) {
    /** A product that any load may hold. */
    public ReserveProduct(
            String id,
            String title,
            String program,
            Side side,
            Duration within,
            @Nullable Duration sustain,
            boolean untilRecalled,
            Evidence evidence) {
        this(
                id,
                title,
                program,
                side,
                within,
                sustain,
                untilRecalled,
                evidence,
                ReserveRules.open(id));
    }

    /** True when a machine can hold it: it falls in time and can do what the product needs. */
    public boolean mayHold(Duration falls, Set<Capability> capabilities) {
        return falls.compareTo(within) <= 0
                && switch (rules.needs()) {
                    case NOTHING -> capabilities.contains(Capability.CURTAIL);
                    case SET_POINT ->
                            capabilities.contains(Capability.CURTAIL)
                                    && capabilities.contains(Capability.CAP);
                    case RELAY -> false;
                };
    }

    /** Which way a load moves. */
    public enum Side {
        /** It draws less when called: room below its level is held. */
        UP,
        /** It draws more when called: room above its level is held. */
        DOWN
    }
}
