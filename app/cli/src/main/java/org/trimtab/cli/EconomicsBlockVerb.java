package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.BlockResale;
import org.trimtab.market.FixedBlock;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceResponse;
import org.trimtab.market.PriceSeries;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.resource.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "block",
        description = {
            "Says what a fixed-price block of power would have earned in a past month, sold again"
                    + " whenever it was worth more than hashed. The site's machines stand for the block,"
                    + " scaled to its size.",
            "",
            "Example:",
            "  trimtab economics block --site site.yaml --mw 345 --month 2023-08 \\",
            "    --prices ercot_rt_spp_hourly_loadzones_2023.csv.gz --point LZ_WEST"
        })
final class EconomicsBlockVerb implements Callable<Integer> {
    /** Riot Platforms, release of 6 September 2023: $24.2 M of power credits in August on 345 MW. */
    private static final BigDecimal PUBLISHED = new BigDecimal("70145");

    private static final YearMonth PUBLISHED_MONTH = YearMonth.of(2023, 8);

    @Option(names = "--site", required = true, paramLabel = "SITE.yaml", description = "The site.")
    Path siteFile = Path.of("site.yaml");

    @Option(names = "--mw", required = true, paramLabel = "MW", description = "Size of the block.")
    BigDecimal megawatts = BigDecimal.ONE;

    @Option(
            names = "--contract-price",
            defaultValue = "25 $/MWh",
            paramLabel = "PRICE",
            description =
                    "What the block costs; it is paid either way (default: ${DEFAULT-VALUE}, ours).")
    String contractPrice = "";

    @Option(
            names = "--resale-fee",
            defaultValue = "0 $/MWh",
            paramLabel = "PRICE",
            description = "What the buyer keeps (default: ${DEFAULT-VALUE}).")
    String resaleFee = "";

    @Option(
            names = "--prices",
            required = true,
            paramLabel = "FILE.csv[.gz]",
            description = "Prices: interval_start_utc, then one column for each point, $/MWh.")
    Path prices = Path.of("prices.csv");

    @Option(names = "--point", required = true, paramLabel = "COLUMN", description = "The column.")
    String point = "";

    @Option(
            names = "--time-column",
            defaultValue = PriceFile.TIME_COLUMN,
            paramLabel = "COLUMN",
            description = "Column of the interval starts (default: ${DEFAULT-VALUE}).")
    String timeColumn = "";

    @Option(
            names = "--month",
            required = true,
            paramLabel = "2023-08",
            description = "Which month.")
    String month = "";

    @Option(
            names = "--zone",
            defaultValue = "America/Chicago",
            paramLabel = "ZONE",
            description = "Time zone of the month (default: ${DEFAULT-VALUE}).")
    String zone = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        FixedBlock block = block();
        YearMonth when = month();
        MarketInterval period = period(when);
        SiteDefinition site = SiteFiles.read(siteFile);
        PriceFile.Checked checked = PriceFile.checked(prices, point, timeColumn);
        PriceSeries series = checked.prices();
        List<BlockResale.Part> parts = parts(site, block.level());
        BlockResale sold = BlockResale.of(block, parts, series, period);
        BlockResale all = BlockResale.of(block, List.of(always(block)), series, period);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(block, when, sold, all, checked.warnings()));
        } else {
            print(out, block, when, sold, all, checked.warnings());
        }
        return 0;
    }

    private FixedBlock block() {
        if (megawatts.signum() <= 0) {
            throw Fault.badInput("--mw " + megawatts + ": give a size above 0, such as 345");
        }
        return new FixedBlock(
                "block",
                Power.ofWatts(megawatts.movePointRight(6).longValue()),
                QuantityFormat.parseEnergyPrice(contractPrice),
                null,
                null,
                true,
                QuantityFormat.parseEnergyPrice(resaleFee));
    }

    private YearMonth month() {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw Fault.badInput("--month " + month + ": give a month such as 2023-08");
        }
    }

    private MarketInterval period(YearMonth when) {
        try {
            ZoneId local = ZoneId.of(zone);
            return new MarketInterval(
                    when.atDay(1).atStartOfDay(local).toInstant(),
                    when.plusMonths(1).atDay(1).atStartOfDay(local).toInstant());
        } catch (DateTimeException e) {
            throw Fault.badInput("--zone " + zone + ": give a time zone such as America/Chicago");
        }
    }

    /** Machines of like efficiency and minimum times, scaled so that together they draw the block. */
    private static List<BlockResale.Part> parts(SiteDefinition site, Power level) {
        MiningTerms terms = site.mining();
        Map<String, Long> watts = new TreeMap<>();
        Map<String, PriceResponse> responses = new TreeMap<>();
        long all = 0;
        for (Device device : site.site().devices()) {
            PriceResponse response = PriceResponse.of(device, terms);
            long running = device.running().watts();
            watts.merge(response.toString(), running, Long::sum);
            responses.put(response.toString(), response);
            all += running;
        }
        List<BlockResale.Part> parts = new ArrayList<>();
        for (Map.Entry<String, Long> group : watts.entrySet()) {
            long share =
                    BigDecimal.valueOf(level.watts())
                            .multiply(BigDecimal.valueOf(group.getValue()))
                            .divide(BigDecimal.valueOf(all), 0, RoundingMode.FLOOR)
                            .longValueExact();
            PriceResponse response = responses.get(group.getKey());
            if (response != null) {
                parts.add(new BlockResale.Part(Power.ofWatts(share), response));
            }
        }
        return parts;
    }

    /** The whole block, sold at any price. */
    private static BlockResale.Part always(FixedBlock block) {
        EnergyPrice least = new EnergyPrice(-1_000_000_000_000L);
        return new BlockResale.Part(
                block.level(),
                new PriceResponse(
                        least, EnergyPrice.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO));
    }

    private static void print(
            PrintWriter out,
            FixedBlock block,
            YearMonth month,
            BlockResale sold,
            BlockResale all,
            List<String> warnings) {
        warnings.forEach(warning -> out.println("note: " + warning));
        out.printf("%s in %s, sold again when worth more than hashed%n", block.level(), month);
        out.printf(
                "  gross credit       %s, %s USD per MW-month%n",
                sold.grossCredit(), sold.grossPerMegawatt(block));
        out.printf("  sold               %s MWh in %s h%n", mwh(sold), sold.soldHours());
        out.printf("  work given up      %s%n", sold.workGivenUp());
        out.printf("  contract cost      %s, paid either way%n", sold.contractCost());
        out.printf("  sold all the time  %s USD per MW-month%n", all.grossPerMegawatt(block));
        if (month.equals(PUBLISHED_MONTH)) {
            out.println();
            difference(out, block, sold);
        }
        out.flush();
    }

    private static void difference(PrintWriter out, FixedBlock block, BlockResale sold) {
        BigDecimal ours = sold.grossPerMegawatt(block);
        if (ours.signum() <= 0) {
            return;
        }
        out.printf(
                "Riot published %s USD per MW-month of power credits (24.2 M USD on 345 MW): %s %% of"
                        + " this.%n",
                PUBLISHED, percent(ours));
        out.println("What explains the difference, as far as it can be told from outside:");
        out.println(
                "  - here every MW is sold in every interval above its break-even, at the price");
        out.println(
                "    of that interval; a fleet sells less when it bids or schedules ahead, keeps");
        out.println(
                "    machines for other programs (7.4 M USD of demand response that month), or");
        out.println("    does not fall to zero;");
        out.println(
                "  - their credits are settled by contract, after its fees; the first figure was");
        out.println("    later restated to 23.3 M USD;");
        out.println(
                "  - these are hourly means at a load zone; their blocks settle by quarter hours.");
    }

    private static BigDecimal percent(BigDecimal ours) {
        return PUBLISHED.multiply(BigDecimal.valueOf(100)).divide(ours, 0, RoundingMode.HALF_EVEN);
    }

    private static String mwh(BlockResale resale) {
        return resale.soldMwh().setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static Map<String, @Nullable Object> json(
            FixedBlock block,
            YearMonth month,
            BlockResale sold,
            BlockResale all,
            List<String> warnings) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("month", month.toString());
        object.put("block_w", block.level().watts());
        object.put("gross_credit_usd", sold.grossCredit().amount());
        object.put("gross_credit_usd_per_mw_month", sold.grossPerMegawatt(block));
        object.put("sold_mwh", sold.soldMwh().setScale(3, RoundingMode.HALF_EVEN));
        object.put("sold_hours", sold.soldHours());
        object.put("work_given_up_usd", sold.workGivenUp().amount());
        object.put("contract_cost_usd", sold.contractCost().amount());
        object.put("sold_all_the_time_usd_per_mw_month", all.grossPerMegawatt(block));
        object.put("hours_unpriced", sold.hoursUnpriced());
        object.put("published_usd_per_mw_month", month.equals(PUBLISHED_MONTH) ? PUBLISHED : null);
        object.put("warnings", warnings);
        return object;
    }
}
