package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.PeakOutlook;
import org.trimtab.market.PeakTerms;
import org.trimtab.quantity.Power;

/**
 * The charge for coincident peaks, as it is expected from the load known so far: the chance that the hour which begins
 * holds the month's peak, times what a MW in that peak costs. It learns hour by hour what has become known and no more.
 */
public final class PeakCharges implements Charges {
    private static final Duration HOUR = Duration.ofHours(1);

    private final PeakOutlook outlook;
    private final double usdPerMwPeak;
    private int taken;
    private @Nullable Instant judged;
    private double chance;

    /** For a charge, with a predictor that has seen nothing. */
    public PeakCharges(MarketCalendar calendar, PeakTerms terms, CoincidentPeakCharge charge) {
        outlook = new PeakOutlook(calendar, terms);
        usdPerMwPeak = charge.dollarsPerMegawattPeak().doubleValue();
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
        return chance * usdPerMwPeak * Math.min(1, StrategyMath.hours(time.length()));
    }

    private void learn(AsOf load) {
        for (; taken < load.size(); taken++) {
            long watts = load.value(taken);
            if (watts > 0) {
                outlook.observe(load.interval(taken).from(), Power.ofWatts(watts));
            }
        }
    }

    /** The greatest hour of each month the charge names, of months the profile knows to the end. */
    public static List<Peak> actual(
            LoadProfile profile, CoincidentPeakCharge charge, java.time.ZoneId zone) {
        Map<YearMonth, LoadProfile.Level> greatest = new TreeMap<>();
        for (LoadProfile.Level level : profile.levels()) {
            ZonedDateTime local = level.interval().from().atZone(zone);
            if (charge.months().contains(local.getMonthValue())) {
                greatest.merge(
                        YearMonth.from(local),
                        level,
                        (a, b) -> b.mean().compareTo(a.mean()) > 0 ? b : a);
            }
        }
        List<Peak> peaks = new ArrayList<>();
        greatest.forEach((month, level) -> {
            Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
            if (!profile.span().until().isBefore(end)) {
                peaks.add(
                        new Peak(level.interval(), charge.dollarsPerMegawattPeak().doubleValue()));
            }
        });
        return peaks;
    }
}
