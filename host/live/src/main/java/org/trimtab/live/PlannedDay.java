package org.trimtab.live;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A plan for one day, as people see it and as the site follows it.
 *
 * @param day the local day it is for
 * @param zone the time zone of that day
 * @param knownAt when it was made: it rests on what was known then
 * @param solver what the solver said of it
 * @param fullW level of the site at full work; hours below it are what the site is asked to keep to
 * @param expectedNetUsd what the day is expected to leave over without reserves
 * @param hours in order, none of which overlap
 * @param offers reserve to be offered
 */
public record PlannedDay(
        LocalDate day,
        String zone,
        Instant knownAt,
        String solver,
        long fullW,
        BigDecimal expectedNetUsd,
        List<Hour> hours,
        List<Offer> offers) {
    /** Hours in one plan: those of the longest day, by quarters. */
    public static final int HOURS_MAX = 100;

    /** Offers in one plan. */
    public static final int OFFERS_MAX = 1_000;

    private static final Duration LENGTH_MAX = Duration.ofHours(26);

    /**
     * One hour.
     *
     * @param from its begin
     * @param until its end
     * @param levelW most that the site should draw at its meter
     * @param expectedUsdPerMwh what energy is expected to cost
     * @param restsOnDayAhead true when that is a day-ahead price, false when it is that of days before
     * @param expectedNetUsd what the hour is expected to leave over
     * @param reserveOfferedMw reserve that would be offered
     * @param riskUsd what would be lost more, were energy three times as dear and nothing done about it
     */
    public record Hour(
            Instant from,
            Instant until,
            long levelW,
            BigDecimal expectedUsdPerMwh,
            boolean restsOnDayAhead,
            BigDecimal expectedNetUsd,
            BigDecimal reserveOfferedMw,
            BigDecimal riskUsd) {}

    /**
     * Reserve to be offered.
     *
     * @param from its begin
     * @param until its end
     * @param products any of which it may be sold as
     * @param quantityW how much
     * @param leastUsdPerMwHour at what price at least
     */
    public record Offer(
            Instant from,
            Instant until,
            List<String> products,
            long quantityW,
            BigDecimal leastUsdPerMwHour) {
        public Offer {
            products = List.copyOf(products);
        }
    }

    public PlannedDay {
        hours = List.copyOf(hours);
        offers = List.copyOf(offers);
        if (hours.isEmpty() || hours.size() > HOURS_MAX) {
            throw new IllegalArgumentException(
                    "a plan has 1 to " + HOURS_MAX + " hours, this one has " + hours.size());
        }
        if (offers.size() > OFFERS_MAX) {
            throw new IllegalArgumentException(
                    "a plan has at most " + OFFERS_MAX + " offers, this one has " + offers.size());
        }
        Instant last = hours.getFirst().from();
        for (Hour hour : hours) {
            if (hour.from().isBefore(last) || !hour.until().isAfter(hour.from())) {
                throw new IllegalArgumentException(
                        "the hour from "
                                + hour.from()
                                + " is not after the one before it, or not longer than nothing");
            }
            if (hour.levelW() < 0) {
                throw new IllegalArgumentException(
                        "the hour from " + hour.from() + " has a level below 0 W");
            }
            last = hour.until();
        }
        if (Duration.between(hours.getFirst().from(), last).compareTo(LENGTH_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a plan is for one day, this one is for more than 26 hours");
        }
    }

    /** When it begins. */
    Instant from() {
        return hours.getFirst().from();
    }

    /** When it is over. */
    Instant until() {
        return hours.getLast().until();
    }
}
