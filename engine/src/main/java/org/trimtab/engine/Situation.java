package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ProgramBook;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What is owed in one step, all together.
 *
 * @param band where the level may lie
 * @param owed obligations in force by what their commands name as cause
 * @param causes every cause that is in force now
 * @param margin how far below a ceiling a plan aims
 * @param urgent what load must be below at once, by a trip, an emergency or the site's own limit; null when nothing
 */
record Situation(
        Band band,
        Map<String, Obligation> owed,
        Set<String> causes,
        Share margin,
        @Nullable Power urgent) {
    private static final Duration FOR_EVER = Duration.ofHours(4);

    /** True when the level must be met from both sides. */
    boolean follows() {
        Power ceiling = band.ceiling();
        return ceiling != null && ceiling.equals(band.floor()) && band.ceilingBy() != null;
    }

    /** True when a claim is cut short so that a reserve can still fall. */
    boolean isCutForReserve() {
        Obligation keeper = band.floorBy() == null ? null : owed.get(band.floorBy());
        return keeper != null
                && keeper.instruction() instanceof Instruction.HoldReserve
                && band.conflicts().stream().anyMatch(c -> c.winner().equals(band.floorBy()));
    }

    /** The level a plan aims at: the ceiling less the margin, or the set-point itself; null when nothing limits. */
    @Nullable Power aim() {
        Power ceiling = band.ceiling();
        if (ceiling == null || follows()) {
            return ceiling;
        }
        Power aim = ceiling.minus(Power.ofWatts(Math.max(0, margin.of(ceiling).watts())));
        return aim.atLeast(band.floor());
    }

    /** What a limit aims at. */
    Power aimBelow(Power limit) {
        return limit.minus(Power.ofWatts(Math.max(0, margin.of(limit).watts())));
    }

    /** How long what sets the ceiling will go on. */
    Duration horizon(@Nullable String cause, Instant now) {
        Obligation obligation = cause == null ? null : owed.get(cause);
        if (obligation == null) {
            return FOR_EVER;
        }
        Duration left = Duration.between(now, obligation.instruction().interval().until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Time left until what a cause asks is due; null when it has no deadline, as a set-point that is followed. */
    @Nullable Duration deadline(@Nullable String cause, ProgramBook book, Instant now) {
        Obligation obligation = cause == null ? null : owed.get(cause);
        if (obligation == null || obligation.instruction() instanceof Instruction.Track) {
            return null;
        }
        Instruction asked = obligation.instruction();
        return Duration.between(
                now,
                obligation.owedInterval().from().plus(book.rule(asked.program()).fullWithin()));
    }

    /** How soon what a cause asks must be there. */
    Duration within(@Nullable String cause, ProgramBook book, Instant now) {
        Obligation obligation = cause == null ? null : owed.get(cause);
        if (obligation == null) {
            return Duration.ofHours(1);
        }
        Instruction asked = obligation.instruction();
        Instant due =
                obligation.owedInterval().from().plus(book.rule(asked.program()).fullWithin());
        Duration left = Duration.between(now, due);
        return left.isNegative() ? Duration.ofHours(1) : left;
    }
}
