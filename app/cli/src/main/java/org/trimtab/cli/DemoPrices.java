package org.trimtab.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.Backtest;
import org.trimtab.backtest.BacktestOptions;
import org.trimtab.backtest.BacktestResult;
import org.trimtab.cli.DemoReport.PriceResult;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.operators.prices.ShippedPrices;

/**
 * The second act: the same site and the same engine over a year of real prices.
 *
 * @param day the dearest afternoon of the summer
 * @param year the whole year
 */
record DemoPrices(PriceResult day, PriceResult year) {
    private static final String POINT = "LZ_WEST";
    private static final LocalDate DAY = LocalDate.of(2023, 8, 17);

    static DemoPrices play(SiteDefinition definition, DemoStory story) {
        story.title(
                "Act two: prices. The same engine follows ERCOT "
                        + POINT
                        + " real-time prices of 2023 with the same miners.");
        long begun = System.nanoTime();
        BacktestResult result =
                Backtest.run(
                        definition,
                        ShippedPrices.ercotLoadZones2023(POINT),
                        BacktestOptions.allIn(ShippedPrices.ERCOT_ZONE));
        double seconds = (System.nanoTime() - begun) / 1e9;
        PriceResult day = of(DAY.toString(), result.day(DAY));
        PriceResult year = of(null, result.total());
        tell(story, DAY + ":", day);
        tell(story, "The year:", year);
        story.say(
                "  (Net is hash revenue less energy; each hour's price is taken as known at its start, the best case;"
                        + " %,d wakes; %s s; %s h unpriced and left out.)",
                result.total().starts(),
                String.format(Locale.ROOT, "%.1f", seconds),
                year.hoursUnpriced().stripTrailingZeros().toPlainString());
        return new DemoPrices(day, year);
    }

    private static void tell(DemoStory story, String when, PriceResult result) {
        story.say(
                "  %-11s always on nets %,.0f $; following break-even nets %,.0f $"
                        + " by not drawing %,.0f MWh: %,.0f $ more.",
                when,
                result.alwaysOnUsd(),
                result.followedUsd(),
                result.curtailedMwh(),
                result.gainedUsd());
    }

    private static PriceResult of(@Nullable String date, BacktestResult.Totals totals) {
        return new PriceResult(
                date,
                cents(totals.alwaysOn().net().amount()),
                cents(totals.followed().net().amount()),
                totals.curtailed().megawattHours(3, RoundingMode.HALF_EVEN),
                cents(totals.gained().amount()),
                totals.hoursUnpriced());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN);
    }
}
