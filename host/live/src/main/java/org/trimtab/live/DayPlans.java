package org.trimtab.live;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans a site follows, one for each day. Safe for use by many threads. */
public interface DayPlans {
    /** The program under which a site follows its own plans; the site file gives it the rank of price. */
    String PROGRAM = "plan";

    /** Days planned at once. */
    int DAYS_MAX = 8;

    /**
     * A plan and what stands for it before the engine.
     *
     * @param plan the plan
     * @param events ids of the limits that are open or in force, in order of time
     */
    record FollowedDay(PlannedDay plan, List<String> events) {
        public FollowedDay {
            events = List.copyOf(events);
        }
    }

    /**
     * What became of a plan that was sent.
     *
     * @param day how it stands now
     * @param sent limits that are new
     * @param kept limits that stood already
     * @param withdrawn limits of an earlier plan of that day that no longer hold
     */
    record Taken(FollowedDay day, int sent, int kept, int withdrawn) {}

    /** Plans that are not over, in order of days. */
    List<FollowedDay> all();

    /**
     * Follows a plan instead of the one there was for that day.
     *
     * @throws IllegalArgumentException when the site cannot follow it; the message says why
     * @throws CannotAnswer when nothing new is taken now
     */
    Taken follow(PlannedDay plan);

    /**
     * Follows a day's plan no longer.
     *
     * @return what was followed; null when there was no plan for that day
     * @throws CannotAnswer when it cannot be taken back now
     */
    @Nullable FollowedDay giveUp(LocalDate day);
}
