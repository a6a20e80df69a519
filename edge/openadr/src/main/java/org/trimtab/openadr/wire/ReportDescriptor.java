package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A report asked for (User Guide 7.5).
 *
 * @param payloadType what to report
 * @param readingType how it is to be read
 * @param units KW, KWH or another
 * @param targets plain target names; null where none were written
 * @param aggregate default false
 * @param startInterval default -1, the far end
 * @param numIntervals default -1, all
 * @param historical default true
 * @param frequency intervals between reports; default -1, as numIntervals; 0 ad hoc
 * @param repeat default 1; -1 for ever
 * @param reportIntervals default INTERVALS
 * @param extras properties the text does not know
 */
public record ReportDescriptor(
        @Must @Size String payloadType,
        @Size @Nullable String readingType,
        @Size @Nullable String units,
        @Size @Nullable List<String> targets,
        @Nullable Boolean aggregate,
        @Nullable Integer startInterval,
        @Nullable Integer numIntervals,
        @Nullable Boolean historical,
        @Nullable Integer frequency,
        @Nullable Integer repeat,
        @OneOf({"INTERVALS", "SUB_INTERVALS", "OPEN_INTERVALS"}) @Nullable String reportIntervals,
        Extras extras) {
    /** Copies the lists. */
    public ReportDescriptor {
        targets = targets == null ? null : List.copyOf(targets);
    }

    /** A descriptor with the defaults of the text. */
    public static ReportDescriptor of(String payloadType, @Nullable String units) {
        return new ReportDescriptor(
                payloadType,
                null,
                units,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Extras.NONE);
    }

    /** Whether all resources are to be summed. */
    public boolean sums() {
        return aggregate != null && aggregate;
    }

    /** Whether it looks back. */
    public boolean looksBack() {
        return historical == null || historical;
    }

    /** The interval at which a report is made; -1 the far end. */
    public int start() {
        return startInterval == null ? -1 : startInterval;
    }

    /** How many intervals a report covers; -1 all. */
    public int covered() {
        return numIntervals == null ? -1 : numIntervals;
    }

    /** How many intervals lie between reports; -1 as many as are covered, 0 ad hoc. */
    public int every() {
        return frequency == null ? -1 : frequency;
    }

    /** How many reports; -1 for ever. */
    public int times() {
        return repeat == null ? 1 : repeat;
    }

    /** INTERVALS, SUB_INTERVALS or OPEN_INTERVALS. */
    public String shape() {
        return reportIntervals == null ? "INTERVALS" : reportIntervals;
    }

    /** Whether the intervals of the event may be cut into smaller ones. */
    public boolean cuts() {
        return "SUB_INTERVALS".equals(reportIntervals);
    }

    /** Whether the intervals are the VEN's own. */
    public boolean choosesOwn() {
        return "OPEN_INTERVALS".equals(reportIntervals);
    }
}
