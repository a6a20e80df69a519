package org.trimtab.operators.sources;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.operators.prices.BadPriceFile;
import org.trimtab.operators.prices.PriceFile;

/**
 * The last price of a CSV file that has begun; the file is read anew each time, so another program may write it.
 *
 * @param file as {@link PriceFile} reads it
 * @param point column of the prices
 * @param timeColumn column of the interval starts
 */
public record CsvSource(Path file, String point, String timeColumn) implements LiveSource {
    @Override
    public String name() {
        Path last = file.getFileName();
        return (last == null ? file : last) + " column " + point;
    }

    @Override
    public LiveValue read(Instant now) {
        try {
            PriceSeries series = PriceFile.read(file, point, timeColumn);
            Priced last = lastBegun(series, now);
            if (last == null) {
                throw new SourceFailure(name() + " has no price that has begun by " + now);
            }
            Instant until = last.interval().until();
            return new LiveValue(last.price().dollars(), until.isAfter(now) ? now : until, name());
        } catch (BadPriceFile e) {
            throw new SourceFailure(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Priced lastBegun(PriceSeries series, Instant now) {
        Priced last = null;
        for (Priced priced : series.prices()) {
            if (priced.interval().from().isAfter(now)) {
                break;
            }
            last = priced;
        }
        return last;
    }
}
