package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.store.readings.ReadingStore;
import org.trimtab.store.readings.RollUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "readings",
        description =
                "Works with the readings a site kept (trimtab run --readings), while the site does not"
                        + " run.")
final class ReadingsVerb {
    @Spec @Nullable CommandSpec spec;

    @Command(
            name = "export",
            description = "Writes readings or a roll-up of them as CSV or Parquet.")
    int export(
            @Parameters(paramLabel = "DATA", description = "The site's data folder.") Path data,
            @Parameters(paramLabel = "FILE", description = "Ends in .csv or .parquet.") Path file,
            @Option(
                            names = "--level",
                            paramLabel = "LEVEL",
                            defaultValue = "FIFTEEN_MINUTES",
                            description =
                                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); a second"
                                            + " means single readings.")
                    RollUp level,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            defaultValue = "1990-01-01T00:00:00Z",
                            description = "First instant (default: all).")
                    String from,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            defaultValue = "2100-01-01T00:00:00Z",
                            description = "Instant to stop before (default: all).")
                    String until)
            throws IOException {
        Path folder = data.resolve("readings");
        if (!ReadingStore.isIn(folder)) {
            throw Fault.badInput(
                    folder
                            + ": no readings are kept here; run the site with --readings, or build"
                            + " them from its journals with trimtab readings rebuild "
                            + data);
        }
        Instant first = instant("--from", from);
        Instant last = instant("--until", until);
        if (!first.isBefore(last)) {
            throw Fault.badInput("--until " + until + " is not after --from " + from);
        }
        try (ReadingStore store = ReadingStore.open(folder)) {
            store.settle();
            store.export(level, new MarketInterval(first, last), file);
        }
        PrintWriter out = Terminal.out(spec);
        out.printf("written to %s%n", file);
        out.flush();
        return 0;
    }

    @Command(
            name = "rebuild",
            description = "Builds the kept readings anew from the site's journals.")
    int rebuild(@Parameters(paramLabel = "DATA", description = "The site's data folder.") Path data)
            throws IOException {
        Path journals = data.resolve("journal");
        if (!Files.isDirectory(journals)) {
            throw Fault.badInput(journals + ": there are no journals; is this a data folder?");
        }
        List<Path> all;
        try (Stream<Path> entries = Files.list(journals)) {
            all = entries.filter(ReadingsVerb::isBegun).sorted().toList();
        }
        long readings = ReadingStore.rebuild(data.resolve("readings"), all);
        PrintWriter out = Terminal.out(spec);
        out.printf("%d readings of %d journals%n", readings, all.size());
        out.flush();
        return 0;
    }

    private static boolean isBegun(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".ttj"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Instant instant(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Fault.badInput(
                    option + " " + text + ": give an instant such as 2026-07-01T18:00:00Z");
        }
    }
}
