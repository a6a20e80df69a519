package org.trimtab.meters.intake;

import java.util.List;
import java.util.Map;
import org.trimtab.baseline.LoadSeries;

/**
 * A meter file as it was understood.
 *
 * @param name the file's name
 * @param series mean level of each interval, consumption positive; unknown where the file leaves it open
 * @param about how it was read
 * @param findings the first of each kind, by line
 * @param counts how many there were of each kind
 */
public record MeterFile(
        String name,
        LoadSeries series,
        About about,
        List<Finding> findings,
        Map<Finding.Kind, Integer> counts) {
    public MeterFile {
        findings = List.copyOf(findings);
        counts = Map.copyOf(counts);
    }

    /**
     * How a file was read.
     *
     * @param format {@code csv} or {@code green-button}
     * @param values what the values are, such as {@code kwh}
     * @param stamps what the stamps are, such as {@code interval_end_local in America/Chicago}
     * @param rows how many rows or readings it has
     */
    public record About(String format, String values, String stamps, int rows) {}

    /** How many intervals nobody knows the level of. */
    public int unknown() {
        int unknown = 0;
        for (int i = 0; i < series.size(); i++) {
            if (series.watts(i) == LoadSeries.UNKNOWN) {
                unknown++;
            }
        }
        return unknown;
    }
}
