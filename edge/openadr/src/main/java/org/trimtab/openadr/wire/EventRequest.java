package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Between;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * An event as a client writes it.
 *
 * @param programID the program it belongs to
 * @param eventName for people
 * @param duration loops or truncates the intervals
 * @param priority 0 is the highest; null the lowest
 * @param targets plain target names; null where none were written
 * @param reportDescriptors the reports asked for
 * @param payloadDescriptors what the payloads mean
 * @param intervalPeriod the default of the intervals
 * @param intervals null in a report-only event
 * @param extras properties the text does not know
 */
@FromClient
public record EventRequest(
        @Must @ObjectId String programID,
        @Size(min = 0, max = 8192) @Nullable String eventName,
        @Nullable WireDuration duration,
        @Between(min = 0) @Nullable Integer priority,
        @Size @Nullable List<String> targets,
        @Nullable List<ReportDescriptor> reportDescriptors,
        @Nullable List<PayloadDescriptor> payloadDescriptors,
        @Nullable IntervalPeriod intervalPeriod,
        @Nullable List<Interval> intervals,
        Extras extras) {
    /** Copies the lists. */
    public EventRequest {
        targets = targets == null ? null : List.copyOf(targets);
        reportDescriptors = reportDescriptors == null ? null : List.copyOf(reportDescriptors);
        payloadDescriptors = payloadDescriptors == null ? null : List.copyOf(payloadDescriptors);
        intervals = intervals == null ? null : List.copyOf(intervals);
    }
}
