package org.trimtab.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.quantity.Power;

/** A baseline before the event day's own load corrects it, at any local time of the event day. */
@FunctionalInterface
interface UnadjustedLevel {
    /** The level in W at a slot of {@link EventDay}; null when it cannot be told. */
    @Nullable Fraction at(long slot);

    /** The levels of the event's intervals, corrected and rounded half-even to 1 W. */
    default List<@Nullable Power> levels(
            EventDay eventDay, DayCorrection.@Nullable Found correction) {
        Run event = eventDay.event();
        List<@Nullable Power> levels = new ArrayList<>(event.size());
        for (long index = event.from(); index < event.until(); index++) {
            Fraction level = at(eventDay.slot(index));
            if (level != null && correction != null) {
                level = correction.corrected(level);
            }
            levels.add(level == null ? null : Power.ofWatts(level.rounded()));
        }
        return levels;
    }
}
