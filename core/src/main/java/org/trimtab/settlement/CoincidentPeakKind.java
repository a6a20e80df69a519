package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;
import org.trimtab.settlement.Worksheet.Rate;

/**
 * A charge by the site's load in the system's peak intervals (market-rules §1.12): the mean load in them times a yearly
 * rate. How many peaks, in which months, and how long an interval is are rules.
 *
 * <p>Rules: {@code months}, {@code peaks}, {@code peak_choice}, {@code peak_interval}, {@code lag_years}; {@code rate}
 * or {@code capacity_price}; and {@code loss_factor} if any.
 */
final class CoincidentPeakKind {
    private static final BigDecimal WATTS_PER_KILOWATT = BigDecimal.valueOf(1_000);

    private final Worksheet sheet;
    private final int peaks;
    private final Duration length;

    private CoincidentPeakKind(Worksheet sheet) {
        this.sheet = sheet;
        this.peaks = sheet.rules().count("peaks");
        this.length = sheet.rules().duration("peak_interval");
    }

    static void settle(Worksheet sheet) {
        new CoincidentPeakKind(sheet).settle();
    }

    private void settle() {
        List<Interval> intervals = new ArrayList<>();
        long watts = 0;
        boolean unread = false;
        for (Instant peak : counted()) {
            MarketInterval interval = MarketInterval.starting(Stretch.floor(peak, length), length);
            Power metered = sheet.meter().mean(interval);
            intervals.add(
                    new Interval(
                            interval,
                            null,
                            metered,
                            null,
                            null,
                            null,
                            null,
                            metered == null ? Verdict.NOT_SETTLED : Verdict.MET,
                            metered == null ? "the meter was not read" : "counts"));
            if (metered == null) {
                unread = true;
            } else {
                watts = Math.addExact(watts, metered.watts());
            }
        }
        boolean whole = !unread && intervals.size() == peaks;
        String words =
                intervals.size()
                        + " of "
                        + peaks
                        + " peak intervals of "
                        + length.toMinutes()
                        + " min"
                        + (unread ? ", not all of them read" : "");
        sheet.event(new Event("peaks", sheet.given().period(), null, intervals, null, null, words));
        BigDecimal divisor = BigDecimal.valueOf(peaks);
        BigDecimal kilowatts =
                BigDecimal.valueOf(watts).multiply(lossFactor()).divide(WATTS_PER_KILOWATT);
        sheet.figure(
                "mean load in peaks",
                whole ? kilowatts.divide(divisor, Stretch.DIGITS) : null,
                "kW",
                null,
                words);
        bill(new Amount(kilowatts, divisor, "kW"), whole, words);
    }

    private BigDecimal lossFactor() {
        BigDecimal factor = sheet.rules().ratioIfAny("loss_factor");
        return factor == null ? BigDecimal.ONE : factor;
    }

    private void bill(Amount mean, boolean whole, String words) {
        int lag = sheet.rules().count("lag_years");
        String name = "coincident peaks";
        String when = words + "; charged " + lag + (lag == 1 ? " year later" : " years later");
        BigDecimal rate = sheet.rules().numberIfAny("rate", Dimension.DEMAND_RATE);
        BigDecimal capacity = sheet.rules().numberIfAny("capacity_price", Dimension.CAPACITY_PRICE);
        if (rate == null && capacity == null) {
            sheet.note("the rules name no rate: the charge is not told");
        } else if (!whole) {
            sheet.notSettled(name, Line.Kind.CHARGE, "kW", words);
        } else if (rate != null) {
            sheet.charge(name, mean, Rate.per("kW-year", rate), when);
        } else {
            capacityCharge(name, mean, lag, when);
        }
    }

    private void capacityCharge(String name, Amount mean, int lag, String when) {
        BigDecimal price = sheet.rules().number("capacity_price", Dimension.CAPACITY_PRICE);
        LocalDate from =
                sheet.given().calendar().dateOf(sheet.given().period().from()).plusYears(lag);
        long days = from.plusYears(1).toEpochDay() - from.toEpochDay();
        sheet.charge(
                name,
                new Amount(
                        mean.value().multiply(BigDecimal.valueOf(days)),
                        mean.divisor().multiply(BigDecimal.valueOf(1_000)),
                        "MW-day"),
                Rate.per("MW-day", price),
                when + " over " + days + " days");
    }

    /** Peaks that count: in the months, in the period, and no more than one to a month or day. */
    private List<Instant> counted() {
        Set<Integer> months = sheet.rules().months("months");
        boolean monthly =
                sheet.rules()
                        .oneOf("peak_choice", List.of("one-per-month", "highest-days"))
                        .equals("one-per-month");
        List<Instant> counted = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        for (Instant peak : sheet.given().beside().systemPeaks().stream().sorted().toList()) {
            LocalDate date = sheet.given().calendar().dateOf(peak);
            if (!months.contains(date.getMonthValue()) || !sheet.given().period().contains(peak)) {
                sheet.note("the peak at " + peak + " lies outside the months or the period");
            } else if (!taken.add(monthly ? YearMonth.from(date) : date)) {
                sheet.note("the peak at " + peak + " is a second one of its month or day");
            } else {
                counted.add(peak);
            }
        }
        return counted;
    }
}
