package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.backtest.ResultFiles.Format;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.SupplyTerms;
import org.trimtab.market.Tariff;

/** Results as Parquet hold what they hold as CSV. */
class ResultParquetTest {
    @TempDir Path folder;

    @Test
    void shouldReadBackTheSameNumbersWhenResultsAreWrittenAsParquet() throws Exception {
        Tariff tariff = Tariff.realTime("USD", MarketCalendars.of("ERCOT"));
        StrategyScene scene =
                StrategyScenes.days(3, 5).scene(null).with(SupplyTerms.of(tariff, List.of()));
        StrategyResult result = StrategyRun.play(scene, _ -> new StrategyAlwaysOn(), (_, _) -> {});

        ResultFiles.writeReport(
                folder,
                new StrategyComparison(
                        List.of(
                                result,
                                StrategyRun.play(
                                        scene,
                                        site -> new PerfectForesight(site, scene),
                                        (_, _) -> {}))),
                List.of(),
                "{}",
                Format.PARQUET);

        Path intervals = folder.resolve("intervals-always-on.parquet");
        assertThat(folder.resolve("intervals-always-on.csv")).doesNotExist();
        assertThat(
                        new String(
                                Files.readAllBytes(intervals),
                                0,
                                4,
                                java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("PAR1");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT count(*), sum(energy_usd), min(interval_start_utc)::VARCHAR,"
                                    + " any_value(reason) FROM '"
                                    + intervals
                                    + "'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(result.rows().size());
                assertThat(rows.getBigDecimal(2))
                        .isEqualByComparingTo(MicroDollars.dollars(result.total().energyMicros()));
                assertThat(rows.getString(3)).isEqualTo("2023-08-14 05:00:00");
                assertThat(rows.getString(4)).isEqualTo("ALWAYS_ON");
            }
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT sum(amount_usd) FROM '"
                                    + folder.resolve("bill-always-on.parquet")
                                    + "'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBigDecimal(1).setScale(0, RoundingMode.HALF_EVEN))
                        .isEqualByComparingTo(
                                MicroDollars.dollars(result.total().energyMicros())
                                        .setScale(0, RoundingMode.HALF_EVEN));
                assertThat(rows.getBigDecimal(1)).isGreaterThan(BigDecimal.ZERO);
            }
        }
    }
}
