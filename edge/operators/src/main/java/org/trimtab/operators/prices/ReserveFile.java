package org.trimtab.operators.prices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReservePrice;
import org.trimtab.market.ReservePrices;
import org.trimtab.operators.reserves.ReserveCatalogue;
import org.trimtab.operators.rules.RuleBook;

/**
 * Reads clearing prices of reserves from a CSV file: a column of interval starts with their offset from UTC, and
 * one column for each product, named as the rules of the product say ({@code REGDN, REGUP, RRS, NSPIN,
 * ECRS, SR, REG}), in $/MW per hour. A column may be absent and a value blank, as before
 * a product existed; then there is no price.
 */
public final class ReserveFile {
    private static final BigDecimal DOLLARS_MAX = BigDecimal.valueOf(1_000_000);

    private ReserveFile() {}

    /**
     * Reads all products.
     *
     * @param timeColumn header of the column of interval starts; {@link PriceFile#TIME_COLUMN} if none is told
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static ReservePrices read(Path file, String timeColumn) {
        return read(file, timeColumn, ReserveCatalogue.columns(RuleBook.shipped()));
    }

    /**
     * Reads the products of some columns.
     *
     * @param products product by column
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static ReservePrices read(Path file, String timeColumn, Map<String, String> products) {
        List<String> columns = List.copyOf(products.keySet());
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
                            intervals.get(i), prices(columns, products, rows.values().get(i))));
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
            List<String> columns, Map<String, String> products, List<@Nullable BigDecimal> row) {
        Map<String, ReservePrice> prices = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            BigDecimal dollars = row.get(i);
            if (dollars != null) {
                prices.put(
                        Objects.requireNonNull(products.get(columns.get(i))),
                        ReservePrice.ofDollars(dollars));
            }
        }
        return prices;
    }
}
