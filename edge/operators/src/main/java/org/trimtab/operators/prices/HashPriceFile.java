package org.trimtab.operators.prices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.HashPriceSeries;
import org.trimtab.market.NetworkHashPrice;
import org.trimtab.market.NetworkHashPrice.Reward;
import org.trimtab.quantity.HashPrice;

/**
 * Reads a hashprice for each day of UTC from a CSV file in one of two forms: {@code date,usd_per_ph_day}, or {@code
 * date,price_usd,difficulty,fees_btc} from which it is computed. {@code fees_btc} are all fees of the day. A column
 * {@code height}, a block height of the day, tells the subsidy; without it the day of the halving does.
 */
public final class HashPriceFile {
    private static final BigDecimal MOST = BigDecimal.TEN.pow(18);
    private static final List<String> COLUMNS =
            List.of("usd_per_ph_day", "price_usd", "difficulty", "fees_btc", "height");

    private HashPriceFile() {}

    /**
     * Reads either form.
     *
     * @throws BadPriceFile when the file cannot be read, has neither form, or any row of it is not clear
     */
    public static HashPriceSeries read(Path file) {
        TimeTable.Rows rows =
                TimeFile.read(
                        file,
                        new TimeTable.Wanted(
                                "date",
                                COLUMNS,
                                Set.copyOf(COLUMNS),
                                "column",
                                "number",
                                new TimeTable.Unit("its unit", "57.75", "any such number"),
                                MOST,
                                true,
                                true));
        Map<LocalDate, HashPrice> byDay = new TreeMap<>();
        for (int i = 0; i < rows.startsAt().size(); i++) {
            LocalDate day = rows.startsAt().get(i).atOffset(ZoneOffset.UTC).toLocalDate();
            HashPrice price = price(TimeFile.nameOf(file), day, rows.values().get(i));
            if (price != null) {
                byDay.put(day, price);
            }
        }
        if (byDay.isEmpty()) {
            throw new BadPriceFile(
                    TimeFile.nameOf(file)
                            + ": no day has a hashprice; give the columns date,usd_per_ph_day or"
                            + " date,price_usd,difficulty,fees_btc");
        }
        return new HashPriceSeries(new TreeMap<>(byDay));
    }

    private static @Nullable HashPrice price(
            String name, LocalDate day, List<@Nullable BigDecimal> row) {
        try {
            BigDecimal given = row.getFirst();
            if (given != null) {
                return HashPrice.ofDollars(given);
            }
            BigDecimal bitcoin = row.get(1);
            BigDecimal difficulty = row.get(2);
            BigDecimal fees = row.get(3);
            if (bitcoin == null || difficulty == null || fees == null) {
                return null;
            }
            BigDecimal height = row.get(4);
            Reward reward = NetworkHashPrice.rewardOn(day, fees);
            if (height != null) {
                reward =
                        new Reward(
                                NetworkHashPrice.subsidyAt(height.longValueExact()),
                                reward.feesBitcoin());
            }
            return NetworkHashPrice.from(difficulty, reward, bitcoin);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadPriceFile(name + " on " + day + ": " + e.getMessage());
        }
    }
}
