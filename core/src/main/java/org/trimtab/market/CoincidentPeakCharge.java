package org.trimtab.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.EnergyPrice;

/**
 * A charge by the site's load while the whole system peaks (market-rules §1.12): the mean load in the peak intervals
 * times a yearly rate, charged in a later year. Months, count and length of the intervals are data; ERCOT's four
 * coincident peaks are one set of them.
 *
 * @param name what the line is called
 * @param months in which peaks are sought, 1 to 12
 * @param peaks how many peaks the yearly charge is the mean of
 * @param choice how they are chosen
 * @param interval length of a peak interval
 * @param dollarsPerKilowattYear rate, at least 0
 * @param lagYears how many years later it is charged
 */
public record CoincidentPeakCharge(
        String name,
        Set<Integer> months,
        int peaks,
        Choice choice,
        Duration interval,
        BigDecimal dollarsPerKilowattYear,
        int lagYears) {

    /** How peaks are chosen. */
    public enum Choice {
        /** The greatest of each month. */
        ONE_PER_MONTH,
        /** The greatest of the days with the greatest, over all months. */
        HIGHEST_DAYS
    }

    private static final int DAYS_PER_YEAR = 365;
    private static final int PEAKS_MAX = 366;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    public CoincidentPeakCharge {
        months = Set.copyOf(months);
        checkMonths(name, months);
        checkInterval(name, interval);
        if (peaks < 1 || peaks > PEAKS_MAX) {
            throw new IllegalArgumentException(
                    name + ": 1 to " + PEAKS_MAX + " peaks make up the charge, got " + peaks);
        }
        if (choice.equals(Choice.ONE_PER_MONTH) && peaks != months.size()) {
            throw new IllegalArgumentException(
                    name
                            + ": with one peak a month there are as many peaks as months, got "
                            + peaks
                            + " peaks and "
                            + months.size()
                            + " months");
        }
        if (dollarsPerKilowattYear.signum() < 0) {
            throw new IllegalArgumentException(
                    name + ": a rate cannot be negative, got " + dollarsPerKilowattYear);
        }
        if (lagYears < 0) {
            throw new IllegalArgumentException(
                    name + ": the charge cannot come before the peaks, got " + lagYears + " years");
        }
    }

    /**
     * The charge that a rule pack of the kind {@code coincident-peak} describes.
     *
     * @param dollarsPerKilowattYear the site's own rate; null for that of the pack
     * @throws org.trimtab.program.RuleMissing when the pack lacks a value
     */
    public static CoincidentPeakCharge of(
            RulePack pack, @Nullable BigDecimal dollarsPerKilowattYear) {
        Set<Integer> months = new TreeSet<>();
        Arrays.stream(pack.text("months").split(",", -1))
                .forEach(month -> months.add(Integer.valueOf(month.strip())));
        return new CoincidentPeakCharge(
                pack.title(),
                months,
                pack.count("peaks"),
                pack.text("peak_choice").equals("one-per-month")
                        ? Choice.ONE_PER_MONTH
                        : Choice.HIGHEST_DAYS,
                pack.duration("peak_interval"),
                dollarsPerKilowattYear == null ? rateOf(pack) : dollarsPerKilowattYear,
                pack.count("lag_years"));
    }

    /** What one MW in one peak interval costs, $: the yearly rate of a MW shared among the peaks. */
    public BigDecimal dollarsPerMegawattPeak() {
        return dollarsPerKilowattYear
                .movePointRight(3)
                .divide(BigDecimal.valueOf(peaks), MathContext.DECIMAL64);
    }

    /**
     * What a MWh drawn in an interval is expected to cost through this charge.
     *
     * @param probability that the interval is one of the peaks, 0 to 1
     * @return p × rate / peaks / hours of the interval, rounded half-even to 1 µ$/MWh
     */
    public EnergyPrice expectedPerMwh(BigDecimal probability) {
        BigDecimal hours =
                BigDecimal.valueOf(interval.toSeconds())
                        .divide(SECONDS_PER_HOUR, MathContext.DECIMAL64);
        return EnergyPrice.ofDollars(
                dollarsPerMegawattPeak()
                        .multiply(probability)
                        .divide(hours, 6, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal rateOf(RulePack pack) {
        RuleValue rate = pack.values().get("rate");
        if (rate != null) {
            return pack.number("rate", Dimension.DEMAND_RATE);
        }
        return pack.number("capacity_price", Dimension.CAPACITY_PRICE)
                .multiply(BigDecimal.valueOf(DAYS_PER_YEAR))
                .movePointLeft(3);
    }

    static void checkMonths(String name, Set<Integer> months) {
        if (months.isEmpty() || months.stream().anyMatch(month -> month < 1 || month > 12)) {
            throw new IllegalArgumentException(
                    name + ": months are numbers from 1 to 12, at least one; got " + months);
        }
    }

    static void checkInterval(String name, Duration interval) {
        boolean whole =
                interval.toSeconds() > 0
                        && interval.equals(Duration.ofSeconds(interval.toSeconds()));
        if (!whole || Duration.ofHours(1).toSeconds() % interval.toSeconds() != 0) {
            throw new IllegalArgumentException(
                    name + ": an interval divides an hour, such as 15 min; got " + interval);
        }
    }
}
