package org.trimtab.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * Whether to sit out the hour to come because it may hold a coincident peak: when the charge it is expected to bring is
 * above what its work would earn, and its chance is great enough for the hours one is willing to lose. It is fed the
 * system's load hour by hour, as {@link PeakOutlook}, and cannot look ahead.
 */
public final class PeakWatch implements PeakRule {
    /** No chance is so great. */
    private static final double NEVER = 2;

    private final MarketCalendar calendar;
    private final PeakOutlook outlook;
    private final CoincidentPeakCharge charge;
    private final EnergyPrice lost;
    private final @Nullable Budget budget;
    private int year;
    private int used;

    /**
     * Hours that may be lost in a year's peak months.
     *
     * @param hours at most so many
     * @param leastChance least chance, 0 to 1, that is worth one of them while they last as long as the season
     */
    public record Budget(int hours, double leastChance) {
        public Budget {
            if (hours < 1 || !(leastChance >= 0 && leastChance <= 1)) {
                throw new IllegalArgumentException(
                        "a budget has at least 1 hour and a chance from 0 to 1, got "
                                + hours
                                + " and "
                                + leastChance);
            }
        }

        /**
         * The chance needed now: twice the least for every eighth of the budget spent ahead of the season.
         *
         * @param used hours spent
         * @param season part of the season that is over, 0 to 1
         */
        double needed(int used, double season) {
            if (used >= hours) {
                return NEVER;
            }
            double ahead = Math.max(0, used - AHEAD * hours - season * hours);
            return leastChance * Math.pow(2, ahead * 8 / hours);
        }

        /** How far spending may run ahead of the season before more is asked of a chance. */
        private static final double AHEAD = 0.125;
    }

    /**
     * What to do with an hour.
     *
     * @param hour its start
     * @param curtail true to sit it out
     * @param chance that it holds the month's peak, 0 to 1
     * @param needed least chance for which it would be sat out
     * @param why in a few words
     */
    public record Decision(
            Instant hour, boolean curtail, double chance, double needed, String why) {}

    /**
     * Watches from the first load on.
     *
     * @param charge what a peak costs
     * @param lost what a MWh not drawn would have earned beyond its price
     * @param budget hours that may be lost; null when only money counts
     */
    public PeakWatch(
            MarketCalendar calendar,
            PeakTerms terms,
            CoincidentPeakCharge charge,
            EnergyPrice lost,
            @Nullable Budget budget) {
        this.calendar = calendar;
        this.outlook = new PeakOutlook(calendar, terms);
        this.charge = charge;
        this.lost = lost;
        this.budget = budget;
    }

    @Override
    public void observe(Instant hour, Power load) {
        outlook.observe(hour, load);
    }

    @Override
    public boolean curtails(Instant hour) {
        return decide(hour).curtail();
    }

    /**
     * Decides on the hour right after the last load taken; to be asked once an hour, since a yes is counted.
     *
     * @param hour its start
     */
    public Decision decide(Instant hour) {
        LocalDate date = calendar.dateOf(hour);
        if (date.getYear() != year) {
            year = date.getYear();
            used = 0;
        }
        double chance = outlook.chance(hour);
        double paying = paying();
        double needed = budget == null ? paying : Math.max(paying, budget.needed(used, over(date)));
        boolean curtail = chance >= needed && chance > 0;
        used += curtail ? 1 : 0;
        return new Decision(hour, curtail, chance, needed, why(curtail, chance, paying));
    }

    private String why(boolean curtail, double chance, double paying) {
        if (curtail) {
            return "the charge expected is above what the hour would earn";
        }
        if (chance < paying || budget == null) {
            return chance == 0 ? "no peak is likely now" : "the hour earns more than it risks";
        }
        return used >= budget.hours() ? "the budget is spent" : "kept for likelier hours";
    }

    /** The chance from which sitting an hour out pays: what a MW earns in it against what a peak costs. */
    private double paying() {
        double peak = charge.dollarsPerMegawattPeak().doubleValue();
        return peak == 0 ? NEVER : Math.max(0, lost.dollars().doubleValue()) / peak;
    }

    /** The part of the peak months that is over. */
    private double over(LocalDate date) {
        NavigableSet<Integer> months = new TreeSet<>(charge.months());
        LocalDate first = LocalDate.of(date.getYear(), months.first(), 1);
        LocalDate end = LocalDate.of(date.getYear(), months.last(), 1).plusMonths(1);
        double days = ChronoUnit.DAYS.between(first, end);
        return Math.clamp(ChronoUnit.DAYS.between(first, date) / days, 0, 1);
    }
}
