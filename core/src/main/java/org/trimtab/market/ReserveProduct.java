package org.trimtab.market;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleSource.Evidence;

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
 */
public record ReserveProduct(
        String id,
        String title,
        String program,
        Side side,
        Duration within,
        @Nullable Duration sustain,
        boolean untilRecalled,
        Evidence evidence) {

    /** Which way a load moves. */
    public enum Side {
        /** It draws less when called: room below its level is held. */
        UP,
        /** It draws more when called: room above its level is held. */
        DOWN
    }
}
