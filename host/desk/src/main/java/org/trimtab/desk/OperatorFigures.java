package org.trimtab.desk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another's statement says: the operator's, an aggregator's, a consultant's.
 *
 * @param file name of the file it was read from
 * @param lines amounts by name, in order
 * @param intervals figures by interval, in order of time
 */
public record OperatorFigures(String file, List<Line> lines, List<Interval> intervals) {
    public OperatorFigures {
        lines = List.copyOf(lines);
        intervals = List.copyOf(intervals);
    }

    /**
     * An amount.
     *
     * @param name what for, in their words
     * @param amount positive when the site is paid
     */
    public record Line(String name, BigDecimal amount) {}

    /**
     * Figures of an interval; null where the file says nothing.
     *
     * @param from start of the interval
     * @param baselineKw level without the event, kW
     * @param meteredKw level drawn, kW
     * @param reductionKw reduction they count, kW
     * @param score their score of the interval
     */
    public record Interval(
            Instant from,
            @Nullable BigDecimal baselineKw,
            @Nullable BigDecimal meteredKw,
            @Nullable BigDecimal reductionKw,
            @Nullable BigDecimal score) {}
}
