package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * What is reported of one resource.
 *
 * @param resourceName {@code AGGREGATED_REPORT} is the sum of several
 * @param intervalPeriod the default of the intervals
 * @param intervals the values
 * @param extras properties the text does not know
 */
public record ReportResource(
        @Must @Size String resourceName,
        @Nullable IntervalPeriod intervalPeriod,
        @Must List<Interval> intervals,
        Extras extras) {
    /** Copies the lists. */
    public ReportResource {
        intervals = List.copyOf(intervals);
    }

    /** The resource name of a sum over several. */
    public static final String AGGREGATED = "AGGREGATED_REPORT";
}
