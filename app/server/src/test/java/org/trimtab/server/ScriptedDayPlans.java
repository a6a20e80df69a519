package org.trimtab.server;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.DayPlans;
import org.trimtab.live.PlannedDay;

/** Plans at a made-up site: remembers what it was told. */
final class ScriptedDayPlans implements DayPlans {
    private final SortedMap<LocalDate, PlannedDay> plans = new TreeMap<>();

    @Override
    public List<FollowedDay> all() {
        return plans.values().stream().map(ScriptedDayPlans::followed).toList();
    }

    @Override
    public Taken follow(PlannedDay plan) {
        if (plan.day().getYear() < 2000) {
            throw new IllegalArgumentException("the plan for " + plan.day() + " is over");
        }
        PlannedDay before = plans.put(plan.day(), plan);
        return new Taken(followed(plan), 1, 0, before == null ? 0 : 1);
    }

    @Override
    public @Nullable FollowedDay giveUp(LocalDate day) {
        PlannedDay plan = plans.remove(day);
        return plan == null ? null : followed(plan);
    }

    private static FollowedDay followed(PlannedDay plan) {
        return new FollowedDay(plan, List.of("plan-1"));
    }
}
