package org.trimtab.baseline;

import java.time.Instant;
import java.util.List;
import org.trimtab.program.ProgramTerms;
import org.trimtab.telemetry.MeterReading;

/** Finds the level without an event by the method a program names. */
public final class Baselines {
    private Baselines() {}

    /**
     * The baseline of an event.
     *
     * @param terms which method, and its window
     * @param readings readings of the meter the grid settles on, in any order; from at least {@link
     *     MeterBefore#LOOKBACK} before the window
     * @param at when the obligation begins: its start, or the receipt of an instruction that begins at once
     * @throws IllegalArgumentException when the readings are of more than one meter
     */
    public static BaselineResult find(ProgramTerms terms, List<MeterReading> readings, Instant at) {
        return switch (terms.baselineMethod()) {
            case METER_BEFORE_METER_AFTER ->
                    new MeterBefore(terms.baselineWindow(), CoverageRule.DEFAULT, MeterGap.DEFAULT)
                            .find(readings, at);
            case MAXIMUM_BASE_LOAD -> new MaximumBaseLoad(terms.maximumBaseLoad()).find();
        };
    }
}
