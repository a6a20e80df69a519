package org.trimtab.live;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What energy costs, as the sources of the site file say.
 *
 * @param usdPerMwh the price that counts now; null while none is known, and then nothing changes for a price
 * @param at when it was so; null while none is known
 * @param until until when it counts unless a newer one comes; null while none is known
 * @param source who said it; null while none is known
 * @param passedOver why each source before it was not taken; empty when it is the first
 * @param trouble why the last round brought nothing; null when it did
 */
public record PriceView(
        @Nullable BigDecimal usdPerMwh,
        @Nullable Instant at,
        @Nullable Instant until,
        @Nullable String source,
        List<String> passedOver,
        @Nullable String trouble) {
    public PriceView {
        passedOver = List.copyOf(passedOver);
    }
}
