package org.trimtab.operators.prices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReservePrice;
import org.trimtab.market.ReservePrices;

/**
 * Reads clearing prices of reserves from a CSV file: a column of interval starts with their offset from UTC, and
 * columns {@code REGDN, REGUP, RRS, NSPIN, ECRS} in $/MW per hour. A column may be absent and a value blank, as before
 * a product existed; then there is no price.
 */
public final class ReserveFile {
    private static final BigDecimal DOLLARS_MAX = BigDecimal.valueOf(1_000_000);
    /** Products by the name of their column. */
    public static final Map<String, String> COLUMNS = products();

    private ReserveFile() {}

    /**
     * Reads all products.
     *
     * @param timeColumn header of the column of interval starts; {@link PriceFile#TIME_COLUMN} if none is told
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static ReservePrices read(Path file, String timeColumn) {
        List<String> columns = List.copyOf(COLUMNS.keySet());
        TimeTable.Rows rows =
                TimeFile.read(
                        file,
                        new TimeTable.Wanted(
                                timeColumn,
                                columns,
                                Set.copyOf(columns),
                                "reserve",
                                "price",
                                new TimeTable.Unit("$/MW per hour", "9.62", "any reserve price"),
                                DOLLARS_MAX,
                                true,
                                false));
        List<MarketInterval> intervals = Stamps.intervals(rows.startsAt());
        List<ReservePrices.Hour> hours = new ArrayList<>(intervals.size());
        for (int i = 0; i < intervals.size(); i++) {
            hours.add(
                    new ReservePrices.Hour(
                            intervals.get(i), prices(columns, rows.values().get(i))));
        }
        ReservePrices prices = new ReservePrices(hours);
        if (prices.products().isEmpty()) {
            throw new BadPriceFile(
                    TimeFile.nameOf(file)
                            + ": none of the columns "
                            + String.join(", ", columns)
                            + " holds a price");
        }
        return prices;
    }

    private static Map<String, ReservePrice> prices(
            List<String> columns, List<@Nullable BigDecimal> row) {
        Map<String, ReservePrice> prices = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            BigDecimal dollars = row.get(i);
            if (dollars != null) {
                prices.put(
                        Objects.requireNonNull(COLUMNS.get(columns.get(i))),
                        ReservePrice.ofDollars(dollars));
            }
        }
        return prices;
    }

    /** Products by their column, in the order of files. */
    private static Map<String, String> products() {
        Map<String, String> products = new LinkedHashMap<>();
        products.put("REGDN", "reg-down");
        products.put("REGUP", "reg-up");
        products.put("RRS", "rrs");
        products.put("NSPIN", "non-spin");
        products.put("ECRS", "ecrs");
        return Collections.unmodifiableMap(products);
    }
}
