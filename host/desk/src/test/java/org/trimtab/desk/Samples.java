package org.trimtab.desk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trimtab.baseline.Estimate;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.baseline.Estimate.Day;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;

/** Statements and meters with figures that can be told by heart. */
final class Samples {
    static final Instant EVENT_AT = Instant.parse("2026-10-14T22:00:00Z");
    static final Duration QUARTER = Duration.ofMinutes(15);
    static final Heading HEADING =
            new Heading("west-1", "ERCOT Emergency Response Service, 30 minutes", "trimtab test");

    private Samples() {}

    /** 20 MW, falling to 0.6 MW for two hours and a half, one interval missed and one not read. */
    static LoadSeries meter() {
        int[] watts = new int[96];
        Arrays.fill(watts, 20_100_000);
        for (int i = 0; i < 10; i++) {
            watts[48 + i] = 600_000 + 20_000 * i;
        }
        watts[48] = 9_000_000;
        watts[53] = LoadSeries.UNKNOWN;
        return LoadSeries.of(EVENT_AT.minus(QUARTER.multipliedBy(48)), QUARTER, watts);
    }

    static ProgramStatement statement() {
        return statement("west-1/evening", "availability of Time Period 5");
    }

    /** One event of ten quarters of an hour, with everything a statement can say. */
    static ProgramStatement statement(String event, String line) {
        Money availability = Money.usd("4231011.76");
        return new ProgramStatement(
                "ercot/ers-30",
                "ercot/ers-30@2026-10-01",
                new MarketInterval(
                        Instant.parse("2026-10-01T05:00:00Z"),
                        Instant.parse("2026-12-01T06:00:00Z")),
                "America/Chicago",
                List.of(
                        new Figure("ERSAF", new BigDecimal("0.9871"), "1", true, "161 of 163.1 h"),
                        new Figure("ERSEPF", new BigDecimal("0.9412"), "1", false, "8.47 / 9"),
                        new Figure(
                                "Restoration", null, "h", null, "the recall is not in the file")),
                List.of(
                        new Line(
                                line,
                                Line.Kind.PAYMENT,
                                new BigDecimal("281504.442"),
                                "MW-h",
                                new BigDecimal("15.03"),
                                "USD/MW-h",
                                availability,
                                "2,288.654 MW x 123 h x 15.03 USD/MW-h"),
                        new Line(
                                "event performance",
                                Line.Kind.PENALTY,
                                null,
                                "",
                                null,
                                "",
                                Money.usd("-248783.49"),
                                "(1 - 0.9412) of the availability, since ERSEPF is below 0.95"),
                        new Line(
                                "energy at the settlement point",
                                Line.Kind.CHARGE,
                                new BigDecimal("48.2"),
                                "MWh",
                                null,
                                "USD/MWh",
                                null,
                                "no price is known for 2026-10-14T22:15:00Z; give --prices")),
                List.of(event(event)),
                "each line half-even to the cent",
                rules(),
                List.of("The obligation is exhausted after 12 h of deployment; 2.5 h were used."),
                null);
    }

    private static Event event(String id) {
        List<Interval> intervals = new ArrayList<>();
        List<Estimate.Interval> estimated = new ArrayList<>();
        LoadSeries meter = meter();
        Power baseline = Power.ofWatts(20_000_000);
        for (int i = 48; i < 58; i++) {
            Power metered = meter.power(i);
            Verdict verdict =
                    metered == null
                            ? Verdict.NOT_SETTLED
                            : i == 48 ? Verdict.MISSED : i == 57 ? Verdict.EXCUSED : Verdict.MET;
            intervals.add(
                    new Interval(
                            meter.interval(i),
                            baseline,
                            metered,
                            Power.ofWatts(1_000_000),
                            Reduction.ofWatts(19_000_000),
                            metered == null ? null : metered.below(baseline),
                            metered == null ? null : new BigDecimal(i == 48 ? "0.5789" : "1"),
                            verdict,
                            switch (verdict) {
                                case MET -> "";
                                case MISSED -> "57.9 % of what was owed";
                                case EXCUSED -> "the utility's line was out";
                                case NOT_SETTLED -> "the meter was not read";
                            }));
            estimated.add(new Estimate.Interval(meter.interval(i), baseline, metered));
        }
        Estimate estimate =
                new Estimate(
                        "mid-8-of-10",
                        estimated,
                        List.of(
                                day("2026-10-13", Choice.TAKEN),
                                day("2026-10-12", Choice.RANKED_OUT),
                                day("2026-10-11", Choice.OTHER_DAY_TYPE),
                                day("2026-10-09", Choice.TAKEN)),
                        new Estimate.Adjustment(
                                Estimate.Adjustment.Kind.ADDED,
                                List.of(
                                        MarketInterval.starting(
                                                EVENT_AT.minusSeconds(7200), QUARTER)),
                                20_100_000,
                                19_900_000,
                                new BigDecimal("200000"),
                                false),
                        null,
                        List.of());
        return new Event(
                id,
                MarketInterval.starting(EVENT_AT, QUARTER.multipliedBy(10)),
                estimate,
                intervals,
                new BigDecimal("0.9412"),
                false,
                "Mean of 9 intervals; 0.95 is needed.");
    }

    private static Day day(String date, Choice choice) {
        return new Day(LocalDate.parse(date), DayType.WEEKDAY, choice, 20_000_000L);
    }

    private static List<RuleValue> rules() {
        return List.of(
                new RuleValue(
                        "pass_ratio",
                        "95",
                        RuleUnit.PERCENT,
                        new RuleSource(
                                "ERCOT Nodal Protocols",
                                "8.1.3.1.4",
                                LocalDate.parse("2026-08-01"),
                                Evidence.RECALLED)),
                new RuleValue(
                        "deliver_within",
                        "30",
                        RuleUnit.MINUTE,
                        new RuleSource(
                                "ERCOT Nodal Protocols",
                                "3.14.3.1",
                                LocalDate.parse("2026-08-01"),
                                Evidence.PRIMARY)));
    }
}
