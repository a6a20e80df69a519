package org.trimtab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.meters.intake.MeterFileOptions;
import picocli.CommandLine.Option;

/** What verbs that work on a meter's file know of it beside the file: its zone, its column, the market's days. */
final class DeskFiles {
    @Option(
            names = "--tz",
            paramLabel = "ZONE",
            description =
                    "Time zone of local stamps, and of days when no market is named, such as"
                            + " America/Chicago.")
    @Nullable String zone;

    @Option(
            names = "--calendar",
            paramLabel = "MARKET",
            description = "Market whose days and holidays hold, such as ERCOT or PJM.")
    @Nullable String market;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column of the meter file with the values, if its name does not tell.")
    @Nullable String column;

    /** The calendar that was named, or plain days of the zone named; null when neither was. */
    @Nullable MarketCalendar calendar() {
        if (market != null) {
            MarketCalendar calendar = MarketCalendars.of(market);
            return zone == null
                    ? calendar
                    : new MarketCalendar(calendar.market(), zoneId(zone), calendar.holidays());
        }
        return zone == null ? null : MarketCalendars.of(zoneId(zone));
    }

    MeterFileOptions meterOptions(@Nullable ZoneId otherwise) {
        return MeterFileOptions.NONE
                .zone(zone == null ? otherwise : zoneId(zone))
                .column(column, null);
    }

    private static ZoneId zoneId(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Fault.badInput("--tz " + zone + ": give a time zone such as America/Chicago");
        }
    }

    /** Writes a text file whose folder may be missing. */
    static void write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static Fault unwritable(Path file, IOException e) {
        String why =
                switch (e) {
                    case AccessDeniedException _ -> "you may not write there";
                    case FileAlreadyExistsException _ -> "a file stands where a folder is needed";
                    case FileSystemException other when other.getReason() != null ->
                            other.getReason();
                    default -> "the disk refuses";
                };
        return Fault.badInput(file + " cannot be written: " + why + "; name another place");
    }
}
