package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One signal of an event.
 *
 * @param name such as {@code SIMPLE}, {@code LOAD_DISPATCH}, {@code ELECTRICITY_PRICE}; the 2.0a
 *     word {@code simple} is given as {@code SIMPLE}, unknown names are kept
 * @param type such as {@code level}, {@code setpoint}, {@code delta}, {@code price}
 * @param unit null when the VTN names none
 * @param intervals in order of time
 * @param currentValue the VTN's own word for the value in force; null when absent
 */
public record LegacySignal(
        String id,
        String name,
        String type,
        @Nullable LegacyUnit unit,
        List<LegacyInterval> intervals,
        @Nullable BigDecimal currentValue) {

    public LegacySignal {
        intervals = List.copyOf(intervals);
    }

    /** The interval in force at that moment. */
    public Optional<LegacyInterval> at(Instant moment) {
        return intervals.stream().filter(interval -> interval.covers(moment)).findFirst();
    }
}
