package org.trimtab.settlement;

import java.math.BigDecimal;
import org.trimtab.interval.MarketInterval;

/** Megawatts over hours. */
final class AwardHours {
    private AwardHours() {}

    /** MW-h of an award within a period. */
    static BigDecimal of(Award award, MarketInterval period) {
        MarketInterval held = Stretch.common(award.interval(), period);
        return held == null
                ? BigDecimal.ZERO
                : Stretch.megawatts(award.reduction().watts()).multiply(Stretch.hours(held));
    }
}
