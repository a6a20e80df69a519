package org.trimtab.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.intake.MeterFileOptions;
import org.trimtab.meters.intake.MeterUnit;
import picocli.CommandLine.Option;

/** What a person says of a meter file beyond what it says itself. */
final class MeterAt {
    @Option(
            names = "--tz",
            paramLabel = "ZONE",
            description =
                    "Time zone of local stamps and of the site, such as America/Chicago. Stamps in"
                            + " columns named _utc stay UTC.")
    @Nullable String zone;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "The column with the values (default: kw, kwh, or another unit's name).")
    @Nullable String column;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "Its unit, when its name does not end in it: ${COMPLETION-CANDIDATES}.")
    @Nullable MeterUnit unit;

    @Option(
            names = "--step",
            paramLabel = "TIME",
            description = "Average finer intervals up to this length, such as 15min.")
    @Nullable Duration step;

    @Option(
            names = "--meter",
            paramLabel = "ID",
            description = "Which meter or usage point to take when the file has several.")
    @Nullable String meter;

    MeterFileOptions options() {
        return new MeterFileOptions(zone(zone), column, unit, step, meter);
    }

    static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Fault.badInput("--tz " + name + ": give a time zone such as America/Chicago");
        }
    }
}
