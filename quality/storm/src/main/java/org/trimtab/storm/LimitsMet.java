package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Output;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.testkit.Plant;

/** Where nothing is broken, what is owed is there in time, or somebody was told what is short. */
final class LimitsMet implements Sentence {
    /** To notice, plan and trim a few times, on top of what the slowest family needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The meter's noise and the rest of the site, in parts of a thousand of the limit. */
    private static final long TOLERANCE_PER_MILLE = 15;

    private final Ledger ledger;
    private final Plant plant;
    private final Duration within;
    private @Nullable Power limit;
    private Instant limitSince = Instant.MAX;
    private Instant aboveSince = Instant.MAX;
    private boolean toldShort;

    LimitsMet(Ledger ledger, Plant plant) {
        this.ledger = ledger;
        this.plant = plant;
        Duration slowest = Duration.ZERO;
        for (Device device : ledger.definition().site().devices()) {
            Duration own = device.timing().answersWithin().plus(device.timing().fallsWithin());
            slowest = own.compareTo(slowest) > 0 ? own : slowest;
        }
        within = slowest.multipliedBy(2).plus(PATIENCE);
    }

    @Override
    public String text() {
        return "In fair weather a limit is met in time, or the shortfall is told.";
    }

    @Override
    public void see(Turn turn) {
        for (Output output : turn.outputs()) {
            if (output instanceof Output.PlanMade made && !made.plan().shortfall().isNone()) {
                toldShort = true;
            }
        }
        Power now = lowestLimit();
        if (now == null || !now.equals(limit)) {
            limit = now;
            limitSince = turn.now();
            aboveSince = Instant.MAX;
        }
        if (now == null) {
            toldShort &= ledger.isAnyActive();
            return;
        }
        long most = now.watts() + Math.max(0, now.watts()) * TOLERANCE_PER_MILLE / 1_000 + 50;
        long drawn = plant.truth(null).watts();
        if (drawn <= most || toldShort) {
            aboveSince = Instant.MAX;
        } else if (aboveSince.equals(Instant.MAX)) {
            aboveSince = turn.now();
        }
        boolean isLate =
                !aboveSince.equals(Instant.MAX)
                        && limitSince.plus(within).isBefore(turn.now())
                        && aboveSince.plus(within).isBefore(turn.now());
        if (isLate) {
            throw broken(
                    "the lowest limit is "
                            + now
                            + " since "
                            + limitSince
                            + ", the site draws "
                            + Power.ofWatts(drawn)
                            + " and more than it may since "
                            + aboveSince
                            + ", it is "
                            + turn.now()
                            + ", and no plan said it is short");
        }
    }

    /** Null while nothing limits, and while something may keep the level up. */
    private @Nullable Power lowestLimit() {
        Power lowest = null;
        for (Obligation owed : ledger.obligations().values()) {
            if (owed.state() == ObligationState.ACTIVE) {
                boolean isLimit =
                        owed.instruction() instanceof Instruction.LimitTo
                                || owed.instruction() instanceof Instruction.ReduceBy;
                Power own = owed.limit();
                if (!isLimit) {
                    return null;
                }
                if (own != null && (lowest == null || own.compareTo(lowest) < 0)) {
                    lowest = own;
                }
            }
        }
        return lowest;
    }
}
