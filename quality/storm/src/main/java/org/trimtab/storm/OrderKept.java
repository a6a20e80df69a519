package org.trimtab.storm;

import org.trimtab.dispatch.Band;
import org.trimtab.engine.Output;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;

/**
 * Judges the band by what is owed: a ceiling lies above what a claim asked only when a stronger claim keeps the level
 * up, and a floor never above the ceiling. It knows nothing of how the engine stacks claims.
 */
final class OrderKept implements Sentence {
    private final Ledger ledger;

    OrderKept(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String text() {
        return "The stronger obligation goes first: no weaker one lifts the ceiling it asked for.";
    }

    @Override
    public void see(Turn turn) {
        for (Output output : turn.outputs()) {
            if (output instanceof Output.BandChanged changed) {
                judge(changed.band());
                judgeAll(changed.band());
            }
        }
    }

    private void judgeAll(Band now) {
        for (Obligation owed : ledger.obligations().values()) {
            Power limit = owed.limit();
            boolean isCeiling = !(owed.instruction() instanceof Instruction.HoldReserve);
            if (owed.state() == ObligationState.ACTIVE && limit != null && isCeiling) {
                judge(now, owed, limit);
            }
        }
    }

    private void judge(Band now) {
        Power ceiling = now.ceiling();
        if (ceiling != null && now.floor().compareTo(ceiling) > 0) {
            throw broken(
                    "the floor "
                            + now.floor()
                            + " ("
                            + now.floorBy()
                            + ") lies above the ceiling "
                            + ceiling
                            + " ("
                            + now.ceilingBy()
                            + ")");
        }
    }

    private void judge(Band now, Obligation owed, Power limit) {
        if (owed.instruction() instanceof Instruction.Track || isKeptUp(owed)) {
            return;
        }
        Power ceiling = now.ceiling();
        Power least = ledger.definition().site().limits().least();
        if (ceiling == null || ceiling.compareTo(limit.atLeast(least)) > 0) {
            throw broken(
                    owed.id()
                            + " ("
                            + rank(owed)
                            + ") is in force with "
                            + limit
                            + ", nothing stronger keeps the level up, and the ceiling is "
                            + (ceiling == null ? "none" : ceiling + " by " + now.ceilingBy()));
        }
    }

    /** True when something of the same or a stronger rank may ask for a level above its limit. */
    private boolean isKeptUp(Obligation owed) {
        for (Obligation other : ledger.obligations().values()) {
            boolean keepsUp =
                    other.instruction() instanceof Instruction.Track
                            || other.instruction() instanceof Instruction.HoldReserve;
            if (other.state() == ObligationState.ACTIVE
                    && keepsUp
                    && rank(other).compareTo(rank(owed)) <= 0) {
                return true;
            }
        }
        return false;
    }

    private Rank rank(Obligation obligation) {
        Instruction asked = obligation.instruction();
        if (!asked.program().equals(ProgramBook.EVENT)) {
            return ledger.definition().programs().rule(asked.program()).rank();
        }
        return switch (asked) {
            case Instruction.Track _ -> Rank.SET_POINT;
            case Instruction.HoldReserve _ -> Rank.GRID_EMERGENCY;
            case Instruction.LimitTo _, Instruction.ReduceBy _ -> Rank.PROGRAM_EVENT;
        };
    }
}
