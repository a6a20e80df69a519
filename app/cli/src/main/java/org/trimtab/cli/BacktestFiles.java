package org.trimtab.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.BacktestOptions;
import org.trimtab.backtest.Charges;
import org.trimtab.backtest.PeakCharges;
import org.trimtab.backtest.StrategyScene;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfRule;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.HashPriceSeries;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.SupplyTerms;
import org.trimtab.market.Tariff;
import org.trimtab.operators.prices.HashPriceFile;
import org.trimtab.operators.prices.LoadFile;
import org.trimtab.operators.prices.PeakOutlookFile;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.HashPrice;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The files and times a backtest or a plan is made from. */
class BacktestFiles {
    private static final Duration HOUR = Duration.ofHours(1);

    @Option(
            names = "--prices",
            required = true,
            paramLabel = "FILE.csv[.gz]",
            description = "Prices: interval_start_utc, then one column for each point, $/MWh.")
    Path prices = Path.of("prices.csv");

    @Option(
            names = "--point",
            required = true,
            paramLabel = "COLUMN",
            description = "The column, such as LZ_WEST.")
    String point = "";

    @Option(
            names = "--time-column",
            paramLabel = "COLUMN",
            defaultValue = PriceFile.TIME_COLUMN,
            description =
                    "The column of interval starts in the price file (default: ${DEFAULT-VALUE}).")
    String timeColumn = PriceFile.TIME_COLUMN;

    @Option(
            names = "--price-unit",
            paramLabel = "usd-per-mwh",
            description =
                    "Say that prices are $/MWh although they look like those of another unit, which"
                            + " are refused.")
    @Nullable String priceUnit;

    @Option(
            names = "--da",
            paramLabel = "FILE.csv[.gz]",
            description =
                    "Day-ahead prices, with a column for the same point. Each is known at 13:30"
                            + " local of the day before.")
    @Nullable Path dayAhead;

    @Option(
            names = "--da-point",
            paramLabel = "COLUMN",
            description = "The column of the day-ahead file, when it is another.")
    @Nullable String dayAheadPoint;

    @Option(
            names = "--load",
            paramLabel = "FILE.csv[.gz]",
            description = "Load of the system, MW; for coincident peaks.")
    @Nullable Path load;

    @Option(
            names = "--load-column",
            paramLabel = "COLUMN",
            defaultValue = "ERCOT",
            description = "Its column (default: ${DEFAULT-VALUE}).")
    String loadColumn = "ERCOT";

    @Option(
            names = "--peak-program",
            paramLabel = "ID",
            defaultValue = "ercot/4cp",
            description =
                    "The charge for coincident peaks when --load is given, a program of kind"
                            + " coincident-peak (default: ${DEFAULT-VALUE}).")
    String peakProgram = "ercot/4cp";

    @Option(
            names = "--peak-rate",
            paramLabel = "USD",
            description = "Its yearly rate, $/kW (default: that of the program).")
    @Nullable BigDecimal peakRate;

    @Option(
            names = "--hashprice",
            paramLabel = "FILE|VALUE",
            description =
                    "What hashing earns, $/PH/s/day (default: the site file's): a number, or a file"
                            + " of date,usd_per_ph_day or date,price_usd,difficulty,fees_btc.")
    @Nullable String hashPrice;

    @Option(
            names = "--known-after",
            paramLabel = "start|end",
            description =
                    "When an interval's real-time price is known: when it starts or when it is over"
                            + " (default: at its end for hourly means, at its start for shorter"
                            + " intervals).")
    @Nullable String knownAfter;

    @Option(
            names = "--start-wear",
            paramLabel = "USD",
            description =
                    "Wear of one start of one device, $ (default: wear-per-sleep of the site"
                            + " file).")
    @Nullable BigDecimal wear;

    @Option(
            names = "--outages",
            paramLabel = "SHARE",
            description =
                    "Part of the time that machines are broken, a day each time, such as 2 %%"
                            + " (default: none).")
    @Nullable String outages;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "America/Chicago",
            description = "Time zone of days (default: ${DEFAULT-VALUE}).")
    String zone = "America/Chicago";

    @ArgGroup(exclusive = false)
    BacktestReserves reserves = new BacktestReserves();

    @ArgGroup(exclusive = false)
    BacktestTariff tariff = new BacktestTariff();

    /**
     * What was read.
     *
     * @param scene to play on
     * @param series all prices, those outside of the span too
     * @param peaks charges for coincident peaks; none when no load is given
     * @param warnings what looks wrong
     */
    record Read(
            StrategyScene scene,
            PriceSeries series,
            List<CoincidentPeakCharge> peaks,
            List<String> warnings) {
        /** The same on another path; the load of the system does not come along, so peaks cost nothing. */
        Read on(StrategyScene path) {
            return new Read(path, series, List.of(), warnings);
        }

        /** What peaks are expected to cost, as known hour by hour; new for each strategy. */
        Charges charges() {
            if (peaks.isEmpty()) {
                return Charges.NONE;
            }
            PeakOutlookFile.Outlook outlook = PeakOutlookFile.ercot();
            return new PeakCharges(MarketCalendars.of(outlook.market()), outlook.terms(), peaks);
        }
    }

    ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (java.time.DateTimeException e) {
            throw Fault.badInput("--zone " + zone + ": give a time zone such as America/Chicago");
        }
    }

    Read read(Path siteFile, @Nullable Instant from, @Nullable Instant until) {
        SiteDefinition definition = withHashPrice(SiteFiles.read(siteFile));
        PriceFile.Checked checked = PriceFile.checked(prices, point, timeColumn);
        requireUnit(checked);
        List<String> warnings = new ArrayList<>(checked.warnings());
        PriceSeries series = checked.prices();
        LoadProfile profile =
                load == null ? null : LoadFile.read(load, loadColumn, PriceFile.TIME_COLUMN);
        SupplyTerms supply = tariff.read(definition.mining(), profile, zoneId(), warnings);
        Tariff its = supply.tariff();
        List<CoincidentPeakCharge> peaks =
                its != null ? its.peaks() : profile == null ? List.of() : List.of(charge(series));
        List<Priced> span = within(series, from, until);
        MarketInterval time =
                new MarketInterval(
                        span.getFirst().interval().from(), span.getLast().interval().until());
        StrategyScene.ReserveTerms sold =
                reserves.terms(
                        LocalDate.ofInstant(time.until().minusSeconds(1), zoneId()), warnings);
        AsOfMarkets markets =
                new AsOfMarkets(
                        AsOfSeries.prices(series, rule(series)),
                        dayAhead(),
                        reserves.prices(sold, zoneId(), warnings),
                        profile == null ? null : loads(profile),
                        hashPrices());
        BacktestOptions.Machines machines =
                new BacktestOptions.Machines(
                        BacktestOptions.WARM_UP_DEFAULT,
                        wear == null ? definition.policy().wearPerSleepUsd() : wear,
                        outageShare(),
                        1);
        StrategyScene scene =
                new StrategyScene(
                        definition,
                        series.point(),
                        span,
                        markets,
                        zoneId(),
                        machines,
                        sold,
                        profile == null
                                ? List.of()
                                : PeakCharges.actual(
                                        profile,
                                        peaks,
                                        its == null ? zoneId() : its.calendar().zone()),
                        supply,
                        reserves.calls(sold, time, warnings));
        settled(scene);
        return new Read(scene, series, peaks, warnings);
    }

    /** Says at once when a price is missing that the tariff settles by. */
    private void settled(StrategyScene scene) {
        if (scene.supply().isDayAhead() && dayAhead == null) {
            throw Fault.badInput("the tariff settles energy day ahead: give the prices with --da");
        }
        try {
            scene.checkIndex();
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--da: " + e.getMessage());
        }
    }

    private void requireUnit(PriceFile.Checked checked) {
        if (priceUnit != null && !priceUnit.equals("usd-per-mwh")) {
            throw Fault.badInput(
                    "--price-unit " + priceUnit + ": prices are read in usd-per-mwh only");
        }
        if (checked.unitDoubt() != null && priceUnit == null) {
            throw Fault.badInput(
                    checked.unitDoubt()
                            + "; if they are $/MWh all the same, say --price-unit usd-per-mwh");
        }
    }

    /** The charge in force when the prices begin; before its first version, that one. */
    private CoincidentPeakCharge charge(PriceSeries series) {
        List<RulePack> versions = RuleBook.shipped().versions(peakProgram);
        if (versions.isEmpty()) {
            throw Fault.badInput(
                    "--peak-program "
                            + peakProgram
                            + ": no such program; trimtab rules list names them");
        }
        if (peakRate != null && peakRate.signum() < 0) {
            throw Fault.badInput("--peak-rate " + peakRate + ": give 0 or more $/kW a year");
        }
        LocalDate day = LocalDate.ofInstant(series.span().from(), zoneId());
        RulePack pack =
                versions.stream()
                        .filter(version -> version.holdsOn(day))
                        .findFirst()
                        .orElse(versions.getFirst());
        return CoincidentPeakCharge.of(pack, peakRate);
    }

    private BigDecimal outageShare() {
        if (outages == null) {
            return BigDecimal.ZERO;
        }
        String text = outages.replace("%", "").strip();
        if (!text.matches("[0-9]{1,2}(\\.[0-9]+)?") || Double.parseDouble(text) >= 90) {
            throw Fault.badInput("--outages " + outages + ": give a share below 90 %, such as 2 %");
        }
        return new BigDecimal(text).movePointLeft(2);
    }

    private SiteDefinition withHashPrice(SiteDefinition definition) {
        if (hashPrice != null && hashPrice.startsWith("-")) {
            throw Fault.badInput(
                    "--hashprice "
                            + hashPrice
                            + ": give a number above 0 in $/PH/s/day, or a file");
        }
        if (hashPrice == null || !hashPrice.matches("[0-9]+(\\.[0-9]+)?")) {
            return definition;
        }
        MiningTerms terms = definition.mining();
        MiningTerms priced =
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal(hashPrice)),
                        terms.poolFee(),
                        terms.powerUsageEffectiveness(),
                        terms.adders(),
                        terms.hysteresis(),
                        terms.minOff(),
                        terms.minOn());
        return new SiteDefinition(
                definition.site(),
                priced,
                definition.program(),
                definition.policy(),
                definition.programs(),
                definition.frequency());
    }

    private AsOfRule rule(PriceSeries series) {
        if (knownAfter == null) {
            return series.resolution().compareTo(HOUR) < 0 ? AsOfRule.atStart() : AsOfRule.atEnd();
        }
        return switch (knownAfter) {
            case "start" -> AsOfRule.atStart();
            case "end" -> AsOfRule.atEnd();
            default -> throw Fault.badInput("--known-after " + knownAfter + ": give start or end");
        };
    }

    private @Nullable AsOfSeries dayAhead() {
        if (dayAhead == null) {
            return null;
        }
        String column = dayAheadPoint == null ? point : dayAheadPoint;
        return AsOfSeries.prices(
                PriceFile.read(dayAhead, column),
                AsOfRule.dayBefore(AsOfRule.DAY_AHEAD_POSTED, zoneId()));
    }

    private static AsOfSeries loads(LoadProfile profile) {
        return AsOfSeries.of(
                "load",
                profile.levels().stream()
                        .map(level ->
                                new AsOfSeries.Fact(
                                        level.interval(),
                                        level.interval().until(),
                                        level.mean().watts()))
                        .toList());
    }

    private @Nullable AsOfSeries hashPrices() {
        if (hashPrice == null || hashPrice.matches("[0-9]+(\\.[0-9]+)?")) {
            return null;
        }
        HashPriceSeries series = HashPriceFile.read(Path.of(hashPrice));
        List<AsOfSeries.Fact> facts = new ArrayList<>();
        series.byDay()
                .forEach((day, price) -> {
                    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                    facts.add(
                            new AsOfSeries.Fact(
                                    new MarketInterval(start, end),
                                    end,
                                    price.microDollarsPerPetahashDay()));
                });
        return AsOfSeries.of("hashprice", facts);
    }

    private List<Priced> within(
            PriceSeries series, @Nullable Instant from, @Nullable Instant until) {
        Instant first = from == null ? series.span().from() : from;
        Instant last = until == null ? series.span().until() : until;
        List<Priced> found = new ArrayList<>();
        for (Priced priced : series.prices()) {
            MarketInterval time = priced.interval();
            if (time.until().isAfter(first) && time.from().isBefore(last)) {
                found.add(
                        new Priced(
                                new MarketInterval(
                                        time.from().isBefore(first) ? first : time.from(),
                                        time.until().isAfter(last) ? last : time.until()),
                                priced.price()));
            }
        }
        if (!last.isAfter(first)) {
            throw Fault.badInput(
                    "--until " + last + " is not after --from " + first + "; give a later one");
        }
        if (found.isEmpty()) {
            throw Fault.badInput(
                    "no price of "
                            + series.point()
                            + " lies between "
                            + first
                            + " and "
                            + last
                            + "; there are prices from "
                            + series.span().from()
                            + " until "
                            + series.span().until());
        }
        return found;
    }
}
