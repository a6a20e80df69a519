package org.trimtab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.Backtest;
import org.trimtab.backtest.BacktestOptions;
import org.trimtab.backtest.BacktestResult;
import org.trimtab.live.SiteFiles;
import org.trimtab.market.PriceSeries;
import org.trimtab.operators.prices.PriceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description =
                "Puts a site through past prices with the engine that runs it live, and says what"
                        + " following break-even would have paid beside always being on.")
final class BacktestVerb implements Callable<Integer> {
    @Parameters(paramLabel = "SITE.yaml", description = "The site file.")
    Path siteFile = Path.of("site.yaml");

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
            names = "--from",
            paramLabel = "DAY|TIME",
            description = "First day or instant (default: the file's first).")
    @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "DAY|TIME",
            description = "Day or instant to stop before (default: the file's end).")
    @Nullable String until;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "America/Chicago",
            description = "Time zone of days (default: ${DEFAULT-VALUE}).")
    String zone = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PriceSeries series = PriceFile.read(prices, point);
        BacktestOptions options =
                BacktestOptions.allIn(zoneId()).between(instant(from), instant(until));
        BacktestResult result = Backtest.run(SiteFiles.read(siteFile), series, options);
        PrintWriter out = Terminal.out(spec);
        BacktestResult.Totals total = result.total();
        if (json) {
            Json.print(out, json(result));
            return 0;
        }
        out.printf(
                "%s from %s to %s%n",
                result.point(), result.window().from(), result.window().until());
        out.printf(
                "  always on  net %s (hashing %s, energy %s)%n",
                total.alwaysOn().net(),
                total.alwaysOn().hashRevenue(),
                total.alwaysOn().energyCost());
        out.printf(
                "  followed   net %s (hashing %s, energy %s)%n",
                total.followed().net(),
                total.followed().hashRevenue(),
                total.followed().energyCost());
        out.printf(
                "  following pays %s more by not drawing %s, with %d starts%n",
                total.gained(), total.curtailed(), total.starts());
        if (total.hoursUnpriced().signum() > 0) {
            out.printf("  %s h have no price and are left out of both%n", total.hoursUnpriced());
        }
        out.flush();
        return 0;
    }

    private static Map<String, @Nullable Object> json(BacktestResult result) {
        BacktestResult.Totals total = result.total();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("point", result.point());
        object.put("from", result.window().from());
        object.put("until", result.window().until());
        object.put("always_on_usd", total.alwaysOn().net().amount());
        object.put("followed_usd", total.followed().net().amount());
        object.put("gained_usd", total.gained().amount());
        object.put(
                "curtailed_mwh",
                total.curtailed().megawattHours(6, java.math.RoundingMode.HALF_EVEN));
        object.put("starts", total.starts());
        object.put("hours_unpriced", total.hoursUnpriced());
        return object;
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (java.time.DateTimeException e) {
            throw Fault.badInput("--zone " + zone + ": give a time zone such as America/Chicago");
        }
    }

    private @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zoneId()).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Fault.badInput(
                    "\""
                            + text
                            + "\": give a day such as 2023-08-17 or an instant such as"
                            + " 2023-08-17T05:00:00Z");
        }
    }
}
