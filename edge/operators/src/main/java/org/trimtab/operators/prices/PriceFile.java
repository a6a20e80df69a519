package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.EnergyPrice;

/**
 * Reads prices from a CSV file, plain or gzipped: a header row, one column of interval starts with their offset from
 * UTC, and one column per point in $/MWh. Rows must rise in time; a missing row stays a gap.
 */
public final class PriceFile {
    /** Name of the time column when none is given. */
    public static final String TIME_COLUMN = "interval_start_utc";

    /** Most bytes read, after unpacking. */
    public static final long SIZE_BYTES_MAX = TimeFile.SIZE_BYTES_MAX;

    private static final BigDecimal PRICE_DOLLARS_MAX = BigDecimal.valueOf(1_000_000);
    private static final Pattern PER_KWH =
            Pattern.compile(".*(kwh|cents|\\bct\\b|¢).*", Pattern.CASE_INSENSITIVE);

    private PriceFile() {}

    /**
     * Prices with what looks wrong about them.
     *
     * @param prices as read
     * @param warnings sentences for a person; empty when nothing looks wrong
     * @param unitDoubt why they look like prices of another unit; null when they do not
     */
    public record Checked(PriceSeries prices, List<String> warnings, @Nullable String unitDoubt) {
        public Checked {
            warnings = List.copyOf(warnings);
        }
    }

    /** {@link #read(Path, String, String)} with the time column {@value #TIME_COLUMN}. */
    public static PriceSeries read(Path file, String point) {
        return read(file, point, TIME_COLUMN);
    }

    /**
     * Reads the prices of one point.
     *
     * @param point header of the column with its prices, such as {@code LZ_WEST}
     * @param timeColumn header of the column with the interval starts
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static PriceSeries read(Path file, String point, String timeColumn) {
        return checked(file, point, timeColumn).prices();
    }

    /**
     * Reads the prices of one point and looks for what is often wrong with such files: hourly rows that hold the first
     * quarter hour only, another unit, gaps.
     *
     * @throws BadPriceFile as {@link #read(Path, String, String)}
     */
    public static Checked checked(Path file, String point, String timeColumn) {
        refuseOtherUnit(TimeFile.nameOf(file), point);
        return series(TimeFile.nameOf(file), point, TimeFile.read(file, wanted(point, timeColumn)));
    }

    static PriceSeries read(String name, InputStream raw, String point, String timeColumn)
            throws IOException {
        refuseOtherUnit(name, point);
        return series(name, point, TimeFile.read(name, raw, wanted(point, timeColumn))).prices();
    }

    private static TimeTable.Wanted wanted(String point, String timeColumn) {
        return new TimeTable.Wanted(
                timeColumn,
                List.of(point),
                Set.of(),
                "point",
                "price",
                new TimeTable.Unit("$/MWh", "31.25", "any energy price"),
                PRICE_DOLLARS_MAX,
                false,
                false);
    }

    private static Checked series(String name, String point, TimeTable.Rows rows) {
        List<BigDecimal> dollars = new ArrayList<>(rows.values().size());
        List<EnergyPrice> prices = new ArrayList<>(rows.values().size());
        for (List<@Nullable BigDecimal> row : rows.values()) {
            BigDecimal value = row.getFirst();
            if (value != null) {
                dollars.add(value);
                prices.add(EnergyPrice.ofDollars(value));
            }
        }
        PriceSeries series = PriceSeries.starting(point, rows.startsAt(), prices);
        return new Checked(
                series,
                PriceSuspicions.of(name, series, dollars),
                PriceSuspicions.unitDoubt(name, series, dollars));
    }

    private static void refuseOtherUnit(String name, String point) {
        if (PER_KWH.matcher(point).matches()) {
            boolean cents = !point.toLowerCase(Locale.ROOT).contains("usd");
            throw new BadPriceFile(
                    name
                            + ": column "
                            + TimeTable.shown(point)
                            + " is a price per kWh; prices are read in $/MWh: multiply "
                            + (cents
                                    ? "cents/kWh by 10 (4.5 cents/kWh are 45 $/MWh)"
                                    : "$/kWh by 1000 (0.045 $/kWh are 45 $/MWh)")
                            + " and name the column otherwise");
        }
    }
}
