package org.trimtab.storm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

/** Riding through is a duty: frequency alone sheds nothing. */
final class NeverShedsUnarmed implements Sentence {
    private final Ledger ledger;
    private final FrequencyDuty.@Nullable UnderFrequency duty;

    private Instant lastLow = Instant.MIN;
    private boolean tripped;
    private boolean wasArmed;

    NeverShedsUnarmed(Ledger ledger) {
        this.ledger = ledger;
        FrequencyDuty all = ledger.definition().frequency();
        duty = all == null ? null : all.underFrequency();
    }

    @Override
    public String text() {
        return "Nothing is shed for frequency unless somebody armed it, the site is awarded it, and frequency is low.";
    }

    @Override
    public void see(Turn turn) {
        // Whoever armed and disarmed within the step may have met a fall of frequency in between.
        boolean armedInStep = wasArmed;
        for (Input input : turn.inputs()) {
            if (input instanceof Input.FrequencyRead read) {
                read.samples().forEach(this::note);
            } else if (input instanceof Input.FrequencyArmed arm) {
                armedInStep |= arm.armed();
            }
        }
        judge(turn, armedInStep);
        wasArmed = ledger.isArmed();
    }

    private void judge(Turn turn, boolean isArmed) {
        for (Output output : turn.outputs()) {
            boolean trips =
                    output instanceof Output.FrequencyStateChanged changed
                            && changed.state() == FrequencyState.TRIPPED;
            boolean sheds =
                    output instanceof Output.PlanMade made
                            && made.plan().kind() == Plan.Kind.TRIP
                            && !made.plan().chosen().isEmpty();
            if (!tripped && (trips || sheds)) {
                judge(turn.now(), isArmed);
            }
            if (output instanceof Output.FrequencyStateChanged changed) {
                tripped = changed.state() == FrequencyState.TRIPPED;
            }
        }
    }

    private void note(FrequencySample sample) {
        if (duty == null || sample.frequency() == null || sample.quality() != Quality.GOOD) {
            return;
        }
        if (sample.frequency().isAtMost(duty.threshold())) {
            lastLow = sample.observedAt();
        }
    }

    private void judge(Instant now, boolean isArmed) {
        if (duty == null) {
            throw broken("the site has no armed plan and shed for frequency at " + now);
        }
        if (!isArmed) {
            throw broken("it was not armed and shed for frequency at " + now);
        }
        if (ledger.obligations().values().stream().noneMatch(o -> isAward(o, now))) {
            throw broken("no award of " + duty.program() + " was in force at " + now);
        }
        if (lastLow.equals(Instant.MIN)) {
            throw broken("frequency never was at or below " + duty.threshold() + " until " + now);
        }
    }

    /** An award counts in the step that ends it too, since a sample of before may trip in that step. */
    private boolean isAward(Obligation obligation, Instant now) {
        boolean isInForce =
                obligation.state() == ObligationState.ACTIVE || obligation.changedAt().equals(now);
        return isInForce
                && obligation.instruction() instanceof Instruction.HoldReserve
                && duty != null
                && obligation.instruction().program().equals(duty.program());
    }
}
