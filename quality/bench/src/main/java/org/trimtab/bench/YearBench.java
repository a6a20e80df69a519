package org.trimtab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trimtab.backtest.Backtest;
import org.trimtab.backtest.BacktestOptions;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.PriceSeries;
import org.trimtab.operators.prices.ShippedPrices;

/** One year of hourly shipped prices over a site of 1,000 devices, in this process. */
final class YearBench {
    private static final int WARM_RUNS = 3;
    private static final int MINERS = 1_000;
    private static final double NANOS_PER_S = 1e9;
    private static final double TARGET_S = 5;

    private YearBench() {}

    static void measure(Figures figures) throws IOException {
        figures.expect("year_cold_s", "year of prices, cold", Unit.S, TARGET_S)
                .expect("year_cold_cpu_s", "  processor time of it", Unit.S, null)
                .expect("year_warm_s", "year of prices, warm", Unit.S, TARGET_S)
                .expect("year_warm_cpu_s", "  processor time of it", Unit.S, null);
        Path folder = Files.createTempDirectory("trimtab-bench-year-");
        try {
            Path site = new Mine(MINERS, 4_028, 8_080, 1_502).writeSite(folder);
            run(site, figures, "cold");
            for (int i = 0; i < WARM_RUNS; i++) {
                run(site, figures, "warm");
            }
        } finally {
            Files.deleteIfExists(folder.resolve("site.yaml"));
            Files.deleteIfExists(folder);
        }
    }

    /** All of it: reading the site file and the prices too. */
    private static void run(Path site, Figures figures, String how) {
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        SiteDefinition definition = SiteFiles.read(site);
        PriceSeries prices = ShippedPrices.ercotLoadZones2023("LZ_WEST");
        var result =
                Backtest.run(definition, prices, BacktestOptions.allIn(ShippedPrices.ERCOT_ZONE));
        if (result.total().starts() < 1) {
            throw new BenchFailure("the year of prices moved no device, so nothing was measured");
        }
        figures.add("year_" + how + "_s", (System.nanoTime() - begun) / NANOS_PER_S);
        figures.add("year_" + how + "_cpu_s", (cpuNanos() - cpu) / NANOS_PER_S);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
