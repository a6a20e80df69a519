package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/** Whether a site was ready again in time after an event. */
final class Restored {
    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    private Restored() {}

    /** Tells how long after the recall the level was first at or above the one needed. */
    static void tell(Worksheet sheet, GridEvent event, Power needed, Duration within) {
        Instant recalledAt = event.interval().until();
        MeteredLoad.Reached reached =
                sheet.meter().firstAtLeast(needed, MarketInterval.starting(recalledAt, within));
        Instant at = reached.at();
        String name = "ready again after " + event.id();
        String allowed = "within " + within.toMinutes() + " min of the recall";
        if (at != null) {
            BigDecimal minutes =
                    Stretch.seconds(Duration.between(recalledAt, at))
                            .divide(SECONDS_PER_MINUTE, Stretch.DIGITS);
            sheet.figure(name, minutes, "min", true, needed + " or more, as needed " + allowed);
        } else if (reached.unknown()) {
            sheet.figure(name, null, "min", null, "not read whether it was " + allowed);
        } else {
            sheet.figure(name, null, "min", false, "not at " + needed + " " + allowed);
        }
    }
}
