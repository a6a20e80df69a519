package org.trimtab.desk;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;

/** Baselines as a table: kW to the watt, times in UTC, unknown is empty; a negative reduction is more drawn. */
public final class EstimateCsv {
    private EstimateCsv() {}

    /** The intervals of several events, one below the other. */
    public static String of(List<Estimate> estimates) {
        Csv csv = new Csv("interval_start_utc,baseline_kw,metered_kw,reduction_kw");
        for (Estimate estimate : estimates) {
            for (Estimate.Interval interval : estimate.intervals()) {
                csv.row(
                        interval.interval().from(),
                        StatementCsv.kilowatts(interval.baseline()),
                        StatementCsv.kilowatts(interval.metered()),
                        kilowatts(interval.reductionWatts()));
            }
        }
        return csv.toString();
    }

    private static @Nullable BigDecimal kilowatts(@Nullable Long watts) {
        return watts == null ? null : BigDecimal.valueOf(watts, 3);
    }
}
