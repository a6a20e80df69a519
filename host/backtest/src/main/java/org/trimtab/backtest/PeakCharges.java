package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.CoincidentPeakCharge.Choice;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.PeakOutlook;
import org.trimtab.market.PeakTerms;
import org.trimtab.market.Tariff;
import org.trimtab.quantity.Power;

/**
 * The charge for coincident peaks, as it is expected from the load known so far: the chance that the hour which begins
 * holds the month's peak, times what a MW in that peak costs. It learns hour by hour what has become known and no more.
 */
public final class PeakCharges implements Charges {
    private static final Duration HOUR = Duration.ofHours(1);

    private final PeakOutlook outlook;
    private final MarketCalendar calendar;
    private final List<CoincidentPeakCharge> charges;
    private int taken;
    private @Nullable Instant judged;
    private double chance;

    /** For charges, with a predictor that has seen nothing. */
    public PeakCharges(
            MarketCalendar calendar, PeakTerms terms, List<CoincidentPeakCharge> charges) {
        outlook = new PeakOutlook(calendar, terms);
        this.calendar = calendar;
        this.charges = List.copyOf(charges);
    }

    /** The same tariff without charges for coincident peaks. */
    public static Tariff without(Tariff tariff) {
        return with(tariff, List.of());
    }

    /** The same tariff with peaks no shorter than the intervals by which the system's load is known. */
    public static Tariff knownBy(Tariff tariff, Duration interval) {
        return with(
                tariff,
                tariff.peaks().stream()
                        .map(charge ->
                                charge.interval().compareTo(interval) >= 0
                                        ? charge
                                        : new CoincidentPeakCharge(
                                                charge.name(),
                                                charge.months(),
                                                charge.peaks(),
                                                charge.choice(),
                                                interval,
                                                charge.dollarsPerKilowattYear(),
                                                charge.lagYears()))
                        .toList());
    }

    private static Tariff with(Tariff tariff, List<CoincidentPeakCharge> peaks) {
        return new Tariff(
                tariff.name(),
                tariff.currency(),
                tariff.calendar(),
                tariff.index(),
                tariff.losses(),
                tariff.blocks(),
                tariff.volumetric(),
                tariff.renewable(),
                tariff.demand(),
                peaks,
                tariff.rounding());
    }

    /**
     * A peak of the system as it turned out, and what a MW drawn in it costs.
     *
     * @param hour when
     * @param usdPerMw $
     */
    public record Peak(MarketInterval hour, double usdPerMw) {}

    @Override
    public double peakUsdPerMw(AsOfMarket known, MarketInterval time) {
        AsOf load = known.load();
        if (load == null) {
            return 0;
        }
        Instant hour = known.at().truncatedTo(ChronoUnit.HOURS);
        if (!time.from().isBefore(hour.plus(HOUR))) {
            return 0;
        }
        learn(load);
        if (!hour.equals(judged)) {
            judged = hour;
            chance = outlook.chance(hour);
        }
        return chance
                * usdPerMw(charges, calendar.dateOf(hour))
                * Math.min(1, StrategyMath.hours(time.length()));
    }

    private void learn(AsOf load) {
        for (; taken < load.size(); taken++) {
            long watts = load.value(taken);
            if (watts > 0) {
                outlook.observe(load.interval(taken).from(), Power.ofWatts(watts));
            }
        }
    }

    private static double usdPerMw(List<CoincidentPeakCharge> charges, LocalDate day) {
        double sum = 0;
        for (CoincidentPeakCharge charge : charges) {
            sum +=
                    charge.months().contains(day.getMonthValue())
                            ? charge.dollarsPerMegawattPeak().doubleValue()
                            : 0;
        }
        return sum;
    }

    /**
     * The peaks that charges go by, all of one choice: the greatest hour of each month they name, or of the days with
     * the greatest in each year. Months count that the profile knows to the end.
     */
    public static List<Peak> actual(
            LoadProfile profile, List<CoincidentPeakCharge> charges, ZoneId zone) {
        Map<LocalDate, LoadProfile.Level> greatest = new TreeMap<>();
        boolean monthly =
                charges.stream().allMatch(charge -> charge.choice().equals(Choice.ONE_PER_MONTH));
        for (LoadProfile.Level level : profile.levels()) {
            LocalDate day = LocalDate.ofInstant(level.interval().from(), zone);
            if (usdPerMw(charges, day) > 0) {
                greatest.merge(
                        monthly ? day.withDayOfMonth(1) : day,
                        level,
                        (a, b) -> b.mean().compareTo(a.mean()) > 0 ? b : a);
            }
        }
        List<Peak> peaks = new ArrayList<>();
        for (LoadProfile.Level level :
                monthly ? greatest.values() : highestDays(greatest, charges)) {
            LocalDate day = LocalDate.ofInstant(level.interval().from(), zone);
            Instant end =
                    YearMonth.from(day).atEndOfMonth().plusDays(1).atStartOfDay(zone).toInstant();
            if (!profile.span().until().isBefore(end)) {
                peaks.add(new Peak(level.interval(), usdPerMw(charges, day)));
            }
        }
        return peaks;
    }

    private static List<LoadProfile.Level> highestDays(
            Map<LocalDate, LoadProfile.Level> days, List<CoincidentPeakCharge> charges) {
        int count = charges.stream().mapToInt(CoincidentPeakCharge::peaks).max().orElse(0);
        Map<Integer, List<LoadProfile.Level>> years = new TreeMap<>();
        days.forEach((day, level) ->
                years.computeIfAbsent(day.getYear(), _ -> new ArrayList<>()).add(level));
        List<LoadProfile.Level> chosen = new ArrayList<>();
        for (List<LoadProfile.Level> year : years.values()) {
            year.sort(Comparator.comparing(LoadProfile.Level::mean).reversed());
            List<LoadProfile.Level> highest =
                    new ArrayList<>(year.subList(0, Math.min(count, year.size())));
            highest.sort(Comparator.comparing(level -> level.interval().from()));
            chosen.addAll(highest);
        }
        return chosen;
    }
}
