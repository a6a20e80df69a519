package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.DayPlan;
import org.trimtab.market.StrategyOffer;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What {@code trimtab plan --day} is given, and what it does with it. */
final class PlanDay extends BacktestFiles {
    @Option(
            names = "--day",
            required = true,
            paramLabel = "DAY",
            description = "The local day: tomorrow, today, or such as 2023-08-17.")
    String day = "";

    @Option(
            names = "--site",
            required = true,
            paramLabel = "SITE.yaml",
            description = "The site file.")
    Path siteFile = Path.of("site.yaml");

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description =
                    "Plan with what was known then (default: the end of the price file; what is not"
                            + " known by then is not used).")
    @Nullable String now;

    @Option(
            names = "--follow",
            description =
                    "Have the running site follow it instead of the plan it had for that day: one limit"
                            + " for each run of hours below full work, under its program plan, which the"
                            + " site file must have.")
    boolean follow;

    int call(PrintWriter out, boolean json, SiteClient.At at) {
        Read read = read(siteFile, null, null);
        Instant known = BacktestVerb.instant(now, zoneId());
        Instant when = known == null ? read.series().span().until() : known;
        DayPlan plan = DayPlan.make(read.scene(), localDay(when), when, read.charges());
        if (plan.hours().isEmpty()) {
            throw Fault.failed("no plan for " + plan.day() + ": " + plan.solver());
        }
        Map<String, @Nullable Object> object = json(plan);
        JsonNode followed = follow ? at.open().post("/day-plans", object) : null;
        if (json) {
            object.put("followed", followed);
            object.put("warnings", read.warnings());
            Json.print(out, object);
        } else {
            print(out, plan);
            if (followed != null) {
                out.printf(
                        "the site follows it: %d limits sent, %d stood already, %d withdrawn%n",
                        followed.path("sent").asInt(),
                        followed.path("kept").asInt(),
                        followed.path("withdrawn").asInt());
            }
            out.flush();
        }
        return 0;
    }

    private LocalDate localDay(Instant when) {
        LocalDate today = LocalDate.ofInstant(when, zoneId());
        try {
            return switch (day) {
                case "today" -> today;
                case "tomorrow" -> today.plusDays(1);
                default -> LocalDate.parse(day);
            };
        } catch (DateTimeException e) {
            throw Fault.badInput(
                    "--day " + day + ": give tomorrow, today or a day such as 2023-08-17");
        }
    }

    private void print(PrintWriter out, DayPlan plan) {
        out.printf(
                "Plan for %s, with what was known at %s (%s)%n",
                plan.day(), plan.known(), plan.solver());
        TextTable table =
                new TextTable(
                        "hour", "level", "$/MWh", "rests on", "net $", "reserve MW", "risk $");
        BigDecimal risk = BigDecimal.ZERO;
        for (DayPlan.Hour hour : plan.hours()) {
            risk = risk.max(hour.riskUsd());
            table.row(
                    hour.time().from().atZone(zoneId()).toLocalTime(),
                    hour.level(),
                    hour.usdPerMwh(),
                    hour.isDayAhead() ? "day-ahead price" : "days before",
                    hour.netUsd(),
                    hour.reserveOfferedMw(),
                    hour.riskUsd());
        }
        table.print(out);
        out.printf(Locale.ROOT, "expected to leave over %,.2f $ without reserves%n", plan.netUsd());
        out.printf(
                Locale.ROOT,
                "risk: an hour three times as dear as expected, with nothing done about it, costs"
                        + " up to %,.2f $ more%n",
                risk);
        if (!plan.offers().isEmpty()) {
            out.println("offers, $/MW per hour:");
            TextTable offers = new TextTable("hour", "as", "MW", "at least $");
            for (StrategyOffer offer : plan.offers()) {
                offers.row(
                        offer.interval().from().atZone(zoneId()).toLocalTime(),
                        String.join(" or ", offer.products()),
                        megawatts(offer),
                        dollars(offer));
            }
            offers.print(out);
        }
    }

    private static BigDecimal megawatts(StrategyOffer offer) {
        return BigDecimal.valueOf(offer.quantity().watts(), 6).setScale(3, RoundingMode.DOWN);
    }

    private static BigDecimal dollars(StrategyOffer offer) {
        return BigDecimal.valueOf(offer.microDollarsPerMwHour(), 6)
                .setScale(2, RoundingMode.CEILING);
    }

    /** The plan as it is printed, and as a running site takes it. */
    private Map<String, @Nullable Object> json(DayPlan plan) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("day", plan.day().toString());
        object.put("zone", zoneId().getId());
        object.put("known_at", plan.known());
        object.put("solver", plan.solver());
        object.put("full_w", plan.full().watts());
        object.put("expected_net_usd", plan.netUsd());
        List<Object> hours = new ArrayList<>();
        for (DayPlan.Hour hour : plan.hours()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("from", hour.time().from());
            one.put("until", hour.time().until());
            one.put("level_w", hour.level().watts());
            one.put("expected_usd_per_mwh", hour.usdPerMwh());
            one.put("rests_on_day_ahead", hour.isDayAhead());
            one.put("expected_net_usd", hour.netUsd());
            one.put("reserve_offered_mw", hour.reserveOfferedMw());
            one.put("risk_usd", hour.riskUsd());
            hours.add(one);
        }
        object.put("hours", hours);
        List<Object> offers = new ArrayList<>();
        for (StrategyOffer offer : plan.offers()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("from", offer.interval().from());
            one.put("until", offer.interval().until());
            one.put("products", offer.products());
            one.put("quantity_w", offer.quantity().watts());
            one.put("least_usd_per_mw_hour", dollars(offer));
            offers.add(one);
        }
        object.put("offers", offers);
        return object;
    }
}
