package org.trimtab.meters.intake;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the person who has a meter file knows of it beyond what it says itself.
 *
 * @param zone time zone of local stamps, and of the site; null when stamps are UTC or carry their offset
 * @param column header of the column with the values; null to find it by its name
 * @param unit unit of that column; null to find it by the column's name
 * @param step length that the intervals are to have, to average finer ones up to it; null for the file's own
 * @param meter which meter or usage point to take when the file has several; null when it has one
 */
public record MeterFileOptions(
        @Nullable ZoneId zone,
        @Nullable String column,
        @Nullable MeterUnit unit,
        @Nullable Duration step,
        @Nullable String meter) {
    /** Nothing is known beyond the file. */
    public static final MeterFileOptions NONE = new MeterFileOptions(null, null, null, null, null);

    public MeterFileOptions {
        if (step != null
                && (step.toSeconds() < 1 || !step.equals(Duration.ofSeconds(step.toSeconds())))) {
            throw new IllegalArgumentException("an interval lasts whole seconds, got " + step);
        }
    }

    public MeterFileOptions zone(@Nullable ZoneId in) {
        return new MeterFileOptions(in, column, unit, step, meter);
    }

    public MeterFileOptions column(@Nullable String named, @Nullable MeterUnit in) {
        return new MeterFileOptions(zone, named, in, step, meter);
    }

    public MeterFileOptions step(@Nullable Duration of) {
        return new MeterFileOptions(zone, column, unit, of, meter);
    }

    public MeterFileOptions meter(@Nullable String named) {
        return new MeterFileOptions(zone, column, unit, step, named);
    }
}
