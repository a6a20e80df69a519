package org.trimtab.meters.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.trimtab.baseline.LoadSeries;

/** Writes a series in the one form that everything here reads: {@code interval_start_utc,kw,quality}. */
public final class SeriesFile {
    private SeriesFile() {}

    /** Writes a series; a file of that name is replaced whole. Unknown intervals have a blank value. */
    public static void write(LoadSeries series, Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path finished = whole.resolveSibling(whole.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(finished, StandardCharsets.UTF_8)) {
            out.write("interval_start_utc,kw,quality\n");
            for (int i = 0; i < series.size(); i++) {
                int watts = series.watts(i);
                boolean known = watts != LoadSeries.UNKNOWN;
                out.write(series.interval(i).from().toString());
                out.write(',');
                out.write(known ? BigDecimal.valueOf(watts, 3).toPlainString() : "");
                out.write(',');
                out.write(known ? series.quality(i).name().toLowerCase(Locale.ROOT) : "missing");
                out.write('\n');
            }
        }
        Files.move(finished, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
