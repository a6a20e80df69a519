package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * What a site has sold over a stretch of time: megawatts to be kept ready or dropped on call.
 *
 * @param name time period or product, such as {@code TP1} or {@code ECRS}; awards of one name are settled together
 * @param interval when it holds
 * @param reduction how much
 * @param price what is paid for each MW over an hour, USD/MW-h; null when it comes from a price series or the rules
 * @param contracted maximum base load, firm service level or minimum demand; null when there is none
 * @param peak level that a firm service level is measured from (peak load contribution); null when there is none
 * @param market where it was sold
 */
public record Award(
        String name,
        MarketInterval interval,
        Reduction reduction,
        @Nullable BigDecimal price,
        @Nullable Power contracted,
        @Nullable Power peak,
        Market market) {
    /** Most stretches that one repeated award makes: a year of days and some. */
    public static final int STRETCHES_MAX = 800;

    /** Where an award was sold. */
    public enum Market {
        /** Under a contract, or in the only market there is. */
        CONTRACT,
        DAY_AHEAD,
        REAL_TIME
    }

    /** An award under a contract without a level. */
    public static Award of(
            String name, MarketInterval interval, Reduction reduction, @Nullable BigDecimal price) {
        return new Award(name, interval, reduction, price, null, null, Market.CONTRACT);
    }

    /** The same award over another stretch. */
    public Award over(MarketInterval other) {
        return new Award(name, other, reduction, price, contracted, peak, market);
    }

    /** The same award sold elsewhere. */
    public Award in(Market other) {
        return new Award(name, interval, reduction, price, contracted, peak, other);
    }

    /** The same award with a contracted level and a peak. */
    public Award at(@Nullable Power newContracted, @Nullable Power newPeak) {
        return new Award(name, interval, reduction, price, newContracted, newPeak, market);
    }

    /**
     * When an award holds within a local day.
     *
     * @param days days of the week it holds on
     * @param holidays true when it holds on holidays whatever their day, false when it never does on a holiday
     * @param from local start
     * @param until local end; midnight for the end of the day
     */
    public record Hours(Set<DayOfWeek> days, boolean holidays, LocalTime from, LocalTime until) {
        public Hours {
            days = Set.copyOf(days);
        }

        private boolean holdOn(LocalDate date, MarketCalendar calendar) {
            boolean holiday =
                    calendar.dayType(date).equals(DayType.SUNDAY_OR_HOLIDAY)
                            && calendar.holidays().contains(date);
            return holiday ? holidays : days.contains(date.getDayOfWeek());
        }
    }

    /**
     * This award in the hours named of every local day within its interval, in order of time. On days when the clock
     * changes a stretch is an hour shorter or longer if the change falls into it.
     *
     * @throws IllegalArgumentException when there are more than {@link #STRETCHES_MAX}
     */
    public List<Award> during(Hours hours, MarketCalendar calendar) {
        List<Award> stretches = new ArrayList<>();
        LocalDate last = calendar.dateOf(interval.until().minusNanos(1));
        for (LocalDate day = calendar.dateOf(interval.from());
                !day.isAfter(last);
                day = day.plusDays(1)) {
            if (!hours.holdOn(day, calendar)) {
                continue;
            }
            LocalDate endDay = hours.until().isAfter(hours.from()) ? day : day.plusDays(1);
            MarketInterval whole =
                    new MarketInterval(
                            day.atTime(hours.from()).atZone(calendar.zone()).toInstant(),
                            endDay.atTime(hours.until()).atZone(calendar.zone()).toInstant());
            MarketInterval part = Stretch.common(whole, interval);
            if (part == null) {
                continue;
            }
            if (stretches.size() == STRETCHES_MAX) {
                throw new IllegalArgumentException(
                        "an award is repeated at most " + STRETCHES_MAX + " times: " + name);
            }
            stretches.add(over(part));
        }
        return List.copyOf(stretches);
    }
}
