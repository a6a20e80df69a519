package org.trimtab.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a switch's movements.
 *
 * @param position as last seen; null while it is not known
 * @param since when it was moved there; what was there before we looked counts from our first look
 * @param ours true when it stands open because we opened it
 * @param openedAt our openings within the last day, oldest first
 */
public record SwitchHistory(
        @Nullable SwitchPosition position, Instant since, boolean ours, List<Instant> openedAt) {
    /** The span over which openings are counted. */
    public static final Duration DAY = Duration.ofHours(24);

    /** Openings remembered; older ones go first. The rules never allow as many. */
    private static final int OPENINGS_MAX = 2 * Switch.OPERATIONS_PER_DAY_MAX;

    public SwitchHistory {
        openedAt = List.copyOf(openedAt);
    }

    /** Of a switch nobody has looked at yet. */
    public static SwitchHistory unknown(Instant now) {
        return new SwitchHistory(null, now, false, List.of());
    }

    /** After its position was read. One that was moved by somebody else is not ours any more. */
    public SwitchHistory seen(SwitchPosition seen, Instant at) {
        if (seen == position) {
            return this;
        }
        return new SwitchHistory(seen, at, false, openedAt);
    }

    /** After we opened it, or may have: a command without an answer counts as obeyed. */
    public SwitchHistory opened(Instant at) {
        List<Instant> openings = new ArrayList<>(openedAt);
        openings.removeIf(before -> !before.plus(DAY).isAfter(at));
        openings.add(at);
        while (openings.size() > OPENINGS_MAX) {
            openings.removeFirst();
        }
        return new SwitchHistory(SwitchPosition.OPEN, at, true, openings);
    }

    /** After we closed it. */
    public SwitchHistory closed(Instant at) {
        return new SwitchHistory(SwitchPosition.CLOSED, at, false, openedAt);
    }

    /** Our openings within a day before a moment. */
    public long openingsBefore(Instant now) {
        return openedAt.stream().filter(at -> at.plus(DAY).isAfter(now)).count();
    }
}
