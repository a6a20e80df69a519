package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;

/**
 * A stretch of an event or report and what holds in it.
 *
 * @param id not a sequence number
 * @param intervalPeriod its own period, before the default
 * @param payloads may be empty in a report-only event
 * @param extras properties the text does not know
 */
public record Interval(
        @Must Integer id,
        @Nullable IntervalPeriod intervalPeriod,
        @Must List<ValuesMap> payloads,
        Extras extras) {
    /** Copies the lists. */
    public Interval {
        payloads = List.copyOf(payloads);
    }

    /** An interval in the default period. */
    public static Interval of(int id, ValuesMap payload) {
        return new Interval(id, null, List.of(payload), Extras.NONE);
    }
}
