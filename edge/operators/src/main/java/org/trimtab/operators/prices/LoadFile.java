package org.trimtab.operators.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.LoadProfile;
import org.trimtab.quantity.Power;

/**
 * Reads mean levels in MW from a CSV file, such as the load of a whole system or of a site: a column of interval starts
 * with their offset from UTC, and one column per zone. A blank value and a missing row stay unknown.
 */
public final class LoadFile {
    private static final BigDecimal MEGAWATTS_MAX = BigDecimal.valueOf(10_000_000);

    private LoadFile() {}

    /**
     * Reads one column.
     *
     * @param column header of the column of levels, such as {@code ERCOT}
     * @param timeColumn header of the column of interval starts; {@link PriceFile#TIME_COLUMN} if none is told
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static LoadProfile read(Path file, String column, String timeColumn) {
        TimeTable.Rows rows =
                TimeFile.read(
                        file,
                        new TimeTable.Wanted(
                                timeColumn,
                                List.of(column),
                                Set.of(),
                                "load column",
                                "level",
                                new TimeTable.Unit("MW", "74311.2", "any load"),
                                MEGAWATTS_MAX,
                                true,
                                false));
        List<MarketInterval> intervals = Stamps.intervals(rows.startsAt());
        List<LoadProfile.Level> levels = new ArrayList<>(intervals.size());
        for (int i = 0; i < intervals.size(); i++) {
            BigDecimal megawatts = rows.values().get(i).getFirst();
            if (megawatts != null) {
                levels.add(new LoadProfile.Level(intervals.get(i), watts(megawatts)));
            }
        }
        if (levels.isEmpty()) {
            throw new BadPriceFile(
                    TimeFile.nameOf(file) + ": column " + column + " holds no level at all");
        }
        return new LoadProfile(levels);
    }

    private static Power watts(BigDecimal megawatts) {
        return Power.ofWatts(
                megawatts.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }
}
