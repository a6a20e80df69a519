package org.trimtab.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchHistory;
import org.trimtab.resource.SwitchInterlock.Verdict;
import org.trimtab.resource.SwitchPosition;

/**
 * A switch as it was found.
 *
 * @param at when
 * @param which which
 * @param position where it stands, read now; null when that could not be read
 * @param trouble why it could not be read; empty when it could
 * @param history its movements, with what was read now
 * @param operations the last times it was told to move, oldest first
 * @param behind what loses its power when it opens
 * @param asleep what of it was seen to sleep, now
 * @param unread what of it could not be read; nobody knows whether it works
 * @param mayOpen what the interlock says to opening it now
 * @param mayClose what the interlock says to closing it now
 */
public record SwitchState(
        Instant at,
        Switch which,
        @Nullable SwitchPosition position,
        String trouble,
        SwitchHistory history,
        List<SwitchOperation> operations,
        Set<DeviceId> behind,
        Set<DeviceId> asleep,
        Set<DeviceId> unread,
        Verdict mayOpen,
        Verdict mayClose) {
    public SwitchState {
        operations = List.copyOf(operations);
        behind = Set.copyOf(behind);
        asleep = Set.copyOf(asleep);
        unread = Set.copyOf(unread);
    }

    /** How many devices behind it answered and were not seen to sleep. */
    public int awake() {
        return behind.size() - asleep.size() - unread.size();
    }

    /** Our openings within the last 24 hours. */
    public long openingsToday() {
        return history.openingsBefore(at);
    }

    /** What the interlock says to moving it there now. */
    public Verdict verdict(SwitchPosition wish) {
        return wish == SwitchPosition.OPEN ? mayOpen : mayClose;
    }
}
