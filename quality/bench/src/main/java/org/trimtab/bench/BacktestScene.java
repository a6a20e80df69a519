package org.trimtab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.trimtab.backtest.BacktestOptions;
import org.trimtab.backtest.StrategyScene;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfRule;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.operators.prices.ShippedPrices;
import org.trimtab.quantity.EnergyPrice;

/** The site and the prices a backtest is measured on. */
final class BacktestScene {
    private static final long SEED = 20_261_123L;
    private static final double NOISE = 0.15;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int PER_HOUR = 12;

    private BacktestScene() {}

    /** So many devices of so many kinds over so many times the shipped year, by 5 minutes or by hours. */
    static StrategyScene of(int devices, int cohorts, int years, boolean fine) {
        List<Priced> prices = new ArrayList<>();
        List<Priced> year = ShippedPrices.ercotLoadZones2023("LZ_WEST").prices();
        SplittableRandom random = new SplittableRandom(SEED);
        Duration length = Duration.ofDays(365);
        for (int y = 0; y < years; y++) {
            for (Priced hour : year) {
                add(prices, hour, length.multipliedBy(y), fine, random);
            }
        }
        PriceSeries series =
                new PriceSeries("LZ_WEST", fine ? FIVE_MINUTES : Duration.ofHours(1), prices);
        return new StrategyScene(
                site(devices, cohorts),
                series.point(),
                prices,
                new AsOfMarkets(
                        AsOfSeries.prices(series, fine ? AsOfRule.atStart() : AsOfRule.atEnd()),
                        null,
                        new TreeMap<>(),
                        null,
                        null),
                ShippedPrices.ERCOT_ZONE,
                new BacktestOptions.Machines(
                        BacktestOptions.WARM_UP_DEFAULT, new BigDecimal("0.01")),
                StrategyScene.ReserveTerms.DEFAULT,
                List.of());
    }

    /** The same with machines that are broken part of the time. */
    static StrategyScene withOutages(StrategyScene scene, BigDecimal share) {
        return new StrategyScene(
                scene.definition(),
                scene.point(),
                scene.prices(),
                scene.markets(),
                scene.zone(),
                new BacktestOptions.Machines(
                        scene.machines().warmUp(), scene.machines().wearPerStart(), share, 1),
                scene.reserves(),
                scene.peaks(),
                scene.supply(),
                scene.calls());
    }

    private static void add(
            List<Priced> prices,
            Priced hour,
            Duration later,
            boolean fine,
            SplittableRandom random) {
        Instant from = hour.interval().from().plus(later);
        if (!fine) {
            prices.add(
                    new Priced(
                            new MarketInterval(from, hour.interval().until().plus(later)),
                            hour.price()));
            return;
        }
        for (int i = 0; i < PER_HOUR; i++) {
            Instant start = from.plus(FIVE_MINUTES.multipliedBy(i));
            double price =
                    hour.price().microDollarsPerMwh() * (1 + NOISE * random.nextDouble(-1, 1));
            prices.add(
                    new Priced(
                            new MarketInterval(start, start.plus(FIVE_MINUTES)),
                            new EnergyPrice(Math.round(price))));
        }
    }

    /** Kinds differ by their hash rate, so each breaks even somewhere else. */
    private static SiteDefinition site(int devices, int cohorts) {
        StringBuilder yaml = new StringBuilder("site: bench\n");
        yaml.append(
                        "meters: [{id: main, kind: sunspec, address: \"127.0.0.1:1502\", unit: 1,"
                                + " every: 1 s}]\n")
                .append("devices:\n");
        for (int c = 0; c < cohorts; c++) {
            int from = (int) ((long) devices * c / cohorts);
            int until = (int) ((long) devices * (c + 1) / cohorts);
            yaml.append(
                    ("  - {group: g%d, family: luxos, model: Antminer S21, running: 3700 W,"
                                    + " hashrate: %d GH/s, addresses: [%s-%s]}%n")
                            .formatted(
                                    c,
                                    120_000 + 100_000L * c / cohorts,
                                    address(from),
                                    address(until - 1)));
        }
        yaml.append(Mine.TERMS);
        try {
            Path folder = Files.createTempDirectory("trimtab-bench-backtest-");
            Path file = folder.resolve("site.yaml");
            try {
                Files.writeString(file, yaml, StandardCharsets.UTF_8);
                return SiteFiles.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(int number) {
        return "127.%d.%d.%d".formatted(1 + number / 62_500, number / 250 % 250, 1 + number % 250);
    }
}
