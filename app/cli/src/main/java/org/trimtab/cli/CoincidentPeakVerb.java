package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.NaivePeakRules;
import org.trimtab.market.PeakRule;
import org.trimtab.market.PeakTrial;
import org.trimtab.market.PeakWatch;
import org.trimtab.operators.prices.LoadFile;
import org.trimtab.operators.prices.PeakOutlookFile;
import org.trimtab.operators.prices.PriceFile;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.QuantityFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "coincident-peak",
        description = {
            "Sits out the hours of a past year that might have held a system peak, knowing before each"
                    + " hour only the load of the hours before it, and says which peaks it met. Two plain"
                    + " rules stand beside it.",
            "",
            "Example:",
            "  trimtab coincident-peak --load load.csv.gz --load-column ERCOT --year 2023"
        })
final class CoincidentPeakVerb implements Callable<Integer> {
    @Option(
            names = "--load",
            required = true,
            paramLabel = "FILE.csv[.gz]",
            description = "Hourly load of the system: a column of UTC starts, then MW by zone.")
    Path load = Path.of("load.csv");

    @Option(
            names = "--load-column",
            defaultValue = "ERCOT",
            paramLabel = "COLUMN",
            description = "Column of the load (default: ${DEFAULT-VALUE}).")
    String column = "";

    @Option(
            names = "--time-column",
            defaultValue = PriceFile.TIME_COLUMN,
            paramLabel = "COLUMN",
            description = "Column of the interval starts (default: ${DEFAULT-VALUE}).")
    String timeColumn = "";

    @Option(names = "--year", required = true, paramLabel = "YEAR", description = "Which summer.")
    int year;

    @Option(
            names = "--budget-hours",
            defaultValue = "60",
            paramLabel = "H",
            description =
                    "Hours that may be lost in the year; 0 for as many as pay"
                            + " (default: ${DEFAULT-VALUE}).")
    int budgetHours;

    @Option(
            names = "--program",
            defaultValue = "ercot/4cp",
            paramLabel = "ID",
            description =
                    "The charge, a program of kind coincident-peak (default: ${DEFAULT-VALUE}).")
    String program = "";

    @Option(
            names = "--value-of-work",
            defaultValue = "60 $/MWh",
            paramLabel = "PRICE",
            description =
                    "What a MWh not drawn would have earned beyond its price (default:"
                            + " ${DEFAULT-VALUE}).")
    String valueOfWork = "";

    @Option(
            names = "--outlook",
            paramLabel = "FILE",
            description = "Terms of the outlook (default: those of ERCOT that ship).")
    @Nullable Path outlookFile;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    /** A rule and how it fared. */
    private record Fared(String name, PeakTrial trial) {}

    @Override
    public Integer call() {
        PeakOutlookFile.Outlook outlook =
                outlookFile == null ? PeakOutlookFile.ercot() : PeakOutlookFile.read(outlookFile);
        MarketCalendar calendar = MarketCalendars.of(outlook.market());
        LoadProfile profile = LoadFile.read(load, column, timeColumn);
        CoincidentPeakCharge charge = charge();
        List<Fared> fared = new ArrayList<>();
        fared.add(new Fared("outlook", trial(watch(outlook, calendar, charge), profile, calendar)));
        fared.add(
                new Fared(
                        "naive_morning",
                        trial(
                                NaivePeakRules.morning(calendar, outlook.terms().months()),
                                profile,
                                calendar)));
        fared.add(
                new Fared(
                        "naive_shape",
                        trial(
                                NaivePeakRules.shape(calendar, outlook.terms().months()),
                                profile,
                                calendar)));
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(fared, calendar));
        } else {
            print(out, fared, calendar);
        }
        return 0;
    }

    private PeakTrial trial(PeakRule rule, LoadProfile profile, MarketCalendar calendar) {
        return PeakTrial.of(rule, profile, calendar, charge().months(), year);
    }

    private PeakWatch watch(
            PeakOutlookFile.Outlook outlook, MarketCalendar calendar, CoincidentPeakCharge charge) {
        if (budgetHours < 0) {
            throw Fault.badInput("--budget-hours " + budgetHours + ": give 0 or more hours");
        }
        EnergyPrice lost = QuantityFormat.parseEnergyPrice(valueOfWork);
        return new PeakWatch(
                calendar,
                outlook.terms(),
                charge,
                lost,
                budgetHours == 0
                        ? null
                        : new PeakWatch.Budget(budgetHours, outlook.leastChance().doubleValue()));
    }

    /** The charge in force that year; before the first version, that of the first. */
    private CoincidentPeakCharge charge() {
        List<RulePack> versions = RuleBook.shipped().versions(program);
        LocalDate day = LocalDate.of(year, 6, 1);
        RulePack pack =
                versions.stream()
                        .filter(version -> version.holdsOn(day))
                        .findFirst()
                        .orElse(versions.getFirst());
        return CoincidentPeakCharge.of(pack, null);
    }

    private static void print(PrintWriter out, List<Fared> fared, MarketCalendar calendar) {
        TextTable table = new TextTable("rule", "month", "hours", "peak", "load", "met");
        for (Fared one : fared) {
            for (PeakTrial.Month month : one.trial().months()) {
                ZonedDateTime at = month.peakAt().atZone(calendar.zone());
                table.row(
                        one.name(),
                        month.month(),
                        month.curtailed().size(),
                        at.toLocalDate() + " " + at.toLocalTime(),
                        month.peak(),
                        month.met() ? "yes" : "no");
            }
        }
        table.print(out);
        out.println();
        for (Fared one : fared) {
            out.printf(
                    "%s: %d of %d peaks met with %d hours%n",
                    one.name(),
                    one.trial().met(),
                    one.trial().months().size(),
                    one.trial().hours());
        }
        out.flush();
    }

    private Map<String, @Nullable Object> json(List<Fared> fared, MarketCalendar calendar) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("year", year);
        object.put("zone", calendar.zone().getId());
        object.put("budget_hours", budgetHours == 0 ? null : budgetHours);
        object.put("hours", fared.getFirst().trial().hours());
        object.put("met", fared.getFirst().trial().met());
        object.put("peaks", fared.getFirst().trial().months().size());
        object.put("months", months(fared.getFirst().trial()));
        for (Fared one : fared.subList(1, fared.size())) {
            Map<String, @Nullable Object> beside = new LinkedHashMap<>();
            beside.put("hours", one.trial().hours());
            beside.put("met", one.trial().met());
            beside.put("months", months(one.trial()));
            object.put(one.name(), beside);
        }
        return object;
    }

    private static List<Map<String, @Nullable Object>> months(PeakTrial trial) {
        List<Map<String, @Nullable Object>> months = new ArrayList<>();
        for (PeakTrial.Month month : trial.months()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("month", month.month().toString());
            object.put("curtailed_hours", month.curtailed().size());
            object.put("peak_at", month.peakAt());
            object.put("peak_mw", BigDecimal.valueOf(month.peak().watts(), 6));
            object.put("met", month.met());
            object.put("unknown_hours", month.unknown());
            object.put("curtailed_at", month.curtailed());
            months.add(object);
        }
        return months;
    }
}
