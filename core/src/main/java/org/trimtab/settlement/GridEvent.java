package org.trimtab.settlement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * A grid event to settle: what was called, when, and how much.
 *
 * @param id its name
 * @param interval from when the load was to be down until it was recalled
 * @param noticeAt when the site was told; never after the interval ends
 * @param reduction reduction that was instructed; null when none was named
 * @param level level that was instructed; null when none was named
 * @param kind a real deployment or a test
 */
public record GridEvent(
        String id,
        MarketInterval interval,
        Instant noticeAt,
        @Nullable Reduction reduction,
        @Nullable Power level,
        Kind kind) {

    /** Why it was called. */
    public enum Kind {
        DEPLOYMENT,
        TEST
    }

    public GridEvent {
        if (!noticeAt.isBefore(interval.until())) {
            throw new IllegalArgumentException(
                    "the notice of event "
                            + id
                            + " came at "
                            + noticeAt
                            + ", not before the event ends at "
                            + interval.until());
        }
    }

    /** A deployment told as it starts, of the reduction named. */
    public static GridEvent deployment(String id, MarketInterval interval, Reduction reduction) {
        return new GridEvent(id, interval, interval.from(), reduction, null, Kind.DEPLOYMENT);
    }

    boolean isTest() {
        return kind.equals(Kind.TEST);
    }
}
