package org.trimtab.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.trimtab.interval.MarketInterval;

/** When the value of an interval becomes known. */
@FunctionalInterface
public interface AsOfRule {
    /** When the day-ahead market of ERCOT publishes; a parameter, since the hour of posting moves. */
    LocalTime DAY_AHEAD_POSTED = LocalTime.of(13, 30);

    /** The instant at which it is known. */
    Instant knownAt(MarketInterval interval);

    /** When the interval starts, as a price that is set before the power flows. */
    static AsOfRule atStart() {
        return MarketInterval::from;
    }

    /** When it is over, as an hour's mean. */
    static AsOfRule atEnd() {
        return MarketInterval::until;
    }

    /** On the local day before the one the interval starts on, at a local time. */
    static AsOfRule dayBefore(LocalTime posted, ZoneId zone) {
        return interval -> {
            LocalDate day = LocalDate.ofInstant(interval.from(), zone);
            return day.minusDays(1).atTime(posted).atZone(zone).toInstant();
        };
    }
}
