package org.trimtab.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.SettlementDesk;
import org.trimtab.desk.SettlementDesk.AskedPrices;
import org.trimtab.desk.SettlementDesk.AskedSeries;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which program is to be settled, and from which files. */
final class SettleFiles {
    @Option(
            names = "--program",
            required = true,
            paramLabel = "ID",
            description = "The program, such as ercot/ers-30; trimtab rules list names them.")
    String program = "";

    @Option(
            names = "--meter",
            required = true,
            paramLabel = "FILE",
            description =
                    "The meter: CSV with interval_start_utc,kw (or kwh), or Green Button XML.")
    Path meter = Path.of("");

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "The events: CSV with start_utc,end_utc; leave it out when there were none.")
    @Nullable Path events;

    @Option(
            names = "--obligation",
            required = true,
            paramLabel = "FILE.yaml",
            description = "What was owed and for what price.")
    Path obligation = Path.of("");

    @Mixin RulesAt rules = new RulesAt();

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "Operating day whose rules hold (default: the day the period begins).")
    @Nullable String on;

    @Mixin DeskFiles files = new DeskFiles();

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Market prices: CSV with interval_start_utc and a column for each price.")
    @Nullable Path prices;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "Load of a control group, scaled to this site, as a meter file.")
    @Nullable Path control;

    @Option(
            names = "--temperature",
            paramLabel = "FILE",
            description = "Outside temperature: CSV with interval_start_utc,celsius.")
    @Nullable Path temperature;

    @Option(
            names = "--set-points",
            paramLabel = "FILE",
            description = "Level that was asked for in each interval, as a meter file.")
    @Nullable Path setPoints;

    @ArgGroup(heading = "Columns of the prices file:%n", exclusive = false)
    Columns columns = new Columns();

    /** Which column of the prices file is which price. */
    static final class Columns {
        @Option(
                names = "--point",
                paramLabel = "COLUMN",
                description = "Energy where the site is settled, such as LZ_WEST.")
        @Nullable String point;

        @Option(
                names = "--day-ahead",
                paramLabel = "COLUMN",
                description = "The reserve, day ahead.")
        @Nullable String dayAhead;

        @Option(
                names = "--real-time",
                paramLabel = "COLUMN",
                description = "The reserve, in real time.")
        @Nullable String realTime;

        @Option(
                names = "--net-benefits",
                paramLabel = "COLUMN",
                description = "Least price of energy from which a reduction is paid.")
        @Nullable String netBenefits;

        boolean isEmpty() {
            return point == null && dayAhead == null && realTime == null && netBenefits == null;
        }
    }

    /** Every file by the role it has in the evidence, in one order. */
    Map<String, Path> byRole() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("meter", meter);
        files.put("obligation", obligation);
        put(files, "events", events);
        put(files, "prices", prices);
        put(files, "control", control);
        put(files, "temperature", temperature);
        put(files, "set_points", setPoints);
        return files;
    }

    private static void put(Map<String, Path> files, String role, @Nullable Path file) {
        if (file != null) {
            files.put(role, file);
        }
    }

    /** What is to be settled. */
    SettlementDesk.Asked asked() {
        if (prices == null && !columns.isEmpty()) {
            throw Fault.badInput("the columns of prices need --prices FILE");
        }
        if (prices != null && columns.isEmpty()) {
            throw Fault.badInput(
                    "--prices "
                            + prices
                            + ": say which column is the price of energy with --point");
        }
        return new SettlementDesk.Asked(
                program,
                rules.folder,
                on == null ? null : RulesAt.day(on),
                files.calendar(),
                meter,
                files.meterOptions(null),
                events,
                obligation,
                prices == null
                        ? null
                        : new AskedPrices(
                                prices,
                                columns.point,
                                columns.dayAhead,
                                columns.realTime,
                                columns.netBenefits),
                new AskedSeries(control, temperature, setPoints));
    }
}
