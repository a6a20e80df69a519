package org.trimtab.baseline;

import org.trimtab.interval.MarketInterval;

/**
 * A stretch of a meter's past that must not make a baseline, and why.
 *
 * @param interval when
 * @param why what went on
 */
public record DayMark(MarketInterval interval, Why why) {
    /** What went on. */
    public enum Why {
        /** A grid event: load was reduced because somebody asked. */
        EVENT,
        /** The site or its line was out. */
        OUTAGE,
        /** Load was down because of the price or a coincident peak, not because of an event. */
        PRICE_CURTAILED
    }
}
