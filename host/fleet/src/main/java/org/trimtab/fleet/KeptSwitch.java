package org.trimtab.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.SwitchHistory;
import org.trimtab.resource.SwitchPosition;

/**
 * What is kept of a switch on disk.
 *
 * @param position as last seen; null while it is not known
 * @param since when it was moved there or first seen there
 * @param ours true when we opened it and saw it open
 * @param openedAt our openings within the last day, oldest first
 * @param operations the last times it was told to move, oldest first
 */
record KeptSwitch(
        @Nullable SwitchPosition position,
        Instant since,
        boolean ours,
        List<Instant> openedAt,
        List<SwitchOperation> operations) {
    /** Operations remembered; older ones go first. */
    static final int OPERATIONS_MAX = 20;

    KeptSwitch {
        Objects.requireNonNull(since);
        openedAt = List.copyOf(openedAt);
        operations = List.copyOf(operations);
    }

    static KeptSwitch unknown(Instant now) {
        return new KeptSwitch(null, now, false, List.of(), List.of());
    }

    SwitchHistory history() {
        return new SwitchHistory(position, since, ours, openedAt);
    }

    KeptSwitch with(SwitchHistory history) {
        return new KeptSwitch(
                history.position(),
                history.since(),
                history.ours(),
                history.openedAt(),
                operations);
    }

    /** With one operation more. */
    KeptSwitch after(SwitchOperation operation) {
        List<SwitchOperation> all = new ArrayList<>(operations);
        all.add(operation);
        while (all.size() > OPERATIONS_MAX) {
            all.removeFirst();
        }
        return new KeptSwitch(position, since, ours, openedAt, all);
    }
}
