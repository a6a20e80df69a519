package org.trimtab.market;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.trimtab.quantity.Power;

/** Sleeps at the same local hours, on the days of the week that are named. */
public final class StrategySchedule implements Strategy {
    /** Its name. */
    public static final String ID = "schedule";

    private final LocalTime from;
    private final LocalTime until;
    private final Set<DayOfWeek> days;
    private final ZoneId zone;

    /**
     * A schedule.
     *
     * @param from first local time off
     * @param until first local time on again; before {@code from} when it is on the next day
     * @param days on which it begins to be off
     * @param zone of the local time
     */
    public StrategySchedule(LocalTime from, LocalTime until, Set<DayOfWeek> days, ZoneId zone) {
        if (from.equals(until) || days.isEmpty()) {
            throw new IllegalArgumentException(
                    "a schedule needs a time off and at least one day, got "
                            + from
                            + " to "
                            + until
                            + " on "
                            + days);
        }
        this.from = from;
        this.until = until;
        this.days = EnumSet.copyOf(days);
        this.zone = zone;
    }

    /**
     * Reads {@code 16:00-20:00}, every day.
     *
     * @throws IllegalArgumentException saying what to write instead
     */
    public static StrategySchedule parse(String text, ZoneId zone) {
        int dash = text.indexOf('-');
        try {
            if (dash > 0) {
                return new StrategySchedule(
                        LocalTime.parse(text.substring(0, dash).strip()),
                        LocalTime.parse(text.substring(dash + 1).strip()),
                        EnumSet.allOf(DayOfWeek.class),
                        zone);
            }
        } catch (DateTimeException e) {
            // Said below, with what would be right.
        }
        throw new IllegalArgumentException(
                "schedule \"" + text + "\": give the hours off, such as 16:00-20:00");
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StrategyDecision decide(AsOfMarket known, StrategyState state) {
        return isOff(state.interval().from().atZone(zone))
                ? new StrategyDecision(
                        new StrategyDecision.Ask.AtMost(Power.ZERO), DecisionReason.SCHEDULED_OFF)
                : new StrategyDecision(new StrategyDecision.Ask.Run(), DecisionReason.SCHEDULED_ON);
    }

    private boolean isOff(ZonedDateTime now) {
        LocalTime time = now.toLocalTime();
        if (from.isBefore(until)) {
            return days.contains(now.getDayOfWeek())
                    && !time.isBefore(from)
                    && time.isBefore(until);
        }
        if (!time.isBefore(from)) {
            return days.contains(now.getDayOfWeek());
        }
        return time.isBefore(until) && days.contains(now.getDayOfWeek().minus(1));
    }
}
