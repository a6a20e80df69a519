package org.trimtab.live;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.StateMemory.Kept;
import org.trimtab.openadr.ven.Measures;
import org.trimtab.program.ObligationState;

/** What a running site says of itself in OpenADR reports. */
record SiteMeasures(SiteDesk desk, LevelMemory levels, StateMemory states, String resource)
        implements Measures {
    /** What is drawn now is what was drawn on average for so long. */
    private static final Duration LATELY = Duration.ofMinutes(5);

    @Override
    public Figure figure(Kind kind, Instant from, Instant until) {
        return switch (kind) {
            case LEVEL -> levels.figure(from, until, false);
            case PEAK -> levels.figure(from, until, true);
            case EXPECTED -> expected(from, until);
            case BASELINE -> stood(Kept.BASELINE, from, until);
            case SET_POINT -> stood(Kept.SET_POINT, from, until);
            case CAN_FALL -> stood(Kept.CAN_FALL, from, until);
            case CAN_RISE -> estimated(stood(Kept.CAN_RISE, from, until));
        };
    }

    /** How it stood; of what has not begun yet, how it stands now. */
    private Figure stood(Kept kept, Instant from, Instant until) {
        SiteStatus status = desk.status();
        if (from.isBefore(status.at())) {
            Figure remembered = states.figure(kept, from, until);
            if (remembered.watts() != null || !until.isAfter(status.at())) {
                return remembered;
            }
        }
        Long now = StateMemory.of(kept, status);
        return now == null ? Figure.MISSING : Figure.ok(now);
    }

    private static Figure estimated(Figure figure) {
        return figure.watts() == null ? figure : new Figure(figure.watts(), "ESTIMATED");
    }

    /** The level goes on as it was without an event, and at most at what is owed by then. */
    private Figure expected(Instant from, Instant until) {
        SiteStatus status = desk.status();
        Long baseline = status.baselineW();
        BigDecimal usual =
                baseline == null
                        ? levels.figure(status.at().minus(LATELY), status.at(), false).watts()
                        : BigDecimal.valueOf(baseline);
        BigDecimal least = usual;
        for (EventView event : desk.events()) {
            boolean binds =
                    event.state().equals(ObligationState.PENDING.name())
                            || event.state().equals(ObligationState.ACTIVE.name());
            if (binds && event.from().isBefore(until) && from.isBefore(event.until())) {
                least = lower(least, event.limitW());
            }
        }
        return least == null ? Figure.MISSING : new Figure(least, "ESTIMATED");
    }

    /** Null where either is not known: a reduction still to come may be any. */
    private static @Nullable BigDecimal lower(@Nullable BigDecimal level, @Nullable Long limit) {
        return level == null || limit == null ? null : level.min(BigDecimal.valueOf(limit));
    }

    @Override
    public String operatingState() {
        return switch (desk.status().state()) {
            case "SAFE" -> "ERROR";
            case "EVENT" -> "RUNNING_CURTAILED";
            default -> "NORMAL";
        };
    }
}
