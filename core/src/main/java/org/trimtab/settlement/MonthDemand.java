package org.trimtab.settlement;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * The greatest mean level in an interval of a month.
 *
 * @param greatest of the intervals that were read; null when none was
 * @param at start of that interval; null when there is none
 * @param unread intervals that were not read
 */
record MonthDemand(@Nullable Power greatest, @Nullable Instant at, int unread) {
    static MonthDemand of(MeteredLoad meter, MarketInterval month, Duration length) {
        Power greatest = null;
        Instant at = null;
        int unread = 0;
        for (MarketInterval piece : Stretch.pieces(month, length)) {
            Power mean = meter.mean(piece);
            if (mean == null) {
                unread++;
            } else if (greatest == null || mean.compareTo(greatest) > 0) {
                greatest = mean;
                at = piece.from();
            }
        }
        return new MonthDemand(greatest, at, unread);
    }
}
