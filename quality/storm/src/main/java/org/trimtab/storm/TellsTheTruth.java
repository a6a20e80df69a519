package org.trimtab.storm;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Output;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.resource.DeviceId;

/** Whoever follows the outputs knows what the engine knows; screens, journal and evidence live on that. */
final class TellsTheTruth implements Sentence {
    private final Ledger ledger;
    private final Phase[] told;
    private final Map<InstructionId, ObligationState> states = new HashMap<>();
    private final Set<InstructionId> settled = new HashSet<>();
    private final Set<DeviceId> quarantined = new HashSet<>();
    private Instant lastNow = Instant.MIN;

    TellsTheTruth(Ledger ledger) {
        this.ledger = ledger;
        told = new Phase[ledger.devices()];
        Arrays.fill(told, Phase.FREE);
    }

    @Override
    public String text() {
        return "What was told of devices and obligations is how they stand, and they stand in time and in order.";
    }

    @Override
    public void see(Turn turn) {
        for (Output output : turn.outputs()) {
            switch (output) {
                case Output.StandingChanged changed ->
                        told[ledger.place(changed.device())] = changed.phase();
                case Output.ObligationChanged changed -> follow(changed.obligation());
                case Output.StatementIssued issued -> {
                    if (!settled.add(issued.statement().instruction())) {
                        throw broken(issued.statement().instruction() + " was settled twice");
                    }
                }
                case Output.QuarantineChanged changed -> {
                    if (changed.reason() == null) {
                        quarantined.remove(changed.device());
                    } else {
                        quarantined.add(changed.device());
                    }
                }
                case Output.PlanMade made -> judge(made.plan());
                default -> {}
            }
        }
        for (int place = 0; place < told.length; place++) {
            Phase phase = turn.engine().standing(place).phase();
            if (told[place] != phase) {
                throw broken(
                        ledger.device(place).id()
                                + " stands "
                                + phase
                                + " and was last told as "
                                + told[place]);
            }
        }
        for (Obligation known : ledger.obligations().values()) {
            judge(turn, known);
        }
        lastNow = turn.now();
    }

    private void follow(Obligation obligation) {
        ObligationState before = states.get(obligation.id());
        boolean isRepeated = before != null && obligation.state() == ObligationState.REFUSED;
        if (isRepeated) {
            return;
        }
        if (before != null && (before.isFinal() || obligation.state().compareTo(before) < 0)) {
            throw broken(obligation.id() + " went from " + before + " to " + obligation.state());
        }
        states.put(obligation.id(), obligation.state());
    }

    private void judge(Plan plan) {
        for (Plan.Chosen chosen : plan.chosen()) {
            if (quarantined.contains(chosen.device()) && !chosen.expected().isNone()) {
                throw broken(
                        chosen.device()
                                + " is quarantined and was counted on for "
                                + plan.causedBy());
            }
        }
    }

    private void judge(Turn turn, Obligation known) {
        ObligationState state = known.state();
        // One that began and ended between two steps begins in one and ends in the next.
        boolean isLate =
                state == ObligationState.PENDING
                        && !known.instruction().interval().from().isAfter(turn.now());
        boolean isLeftOn =
                state == ObligationState.ACTIVE
                        && !known.instruction().interval().until().isAfter(lastNow);
        if (isLate || isLeftOn) {
            throw broken(
                    known.id()
                            + " is "
                            + state
                            + " at "
                            + turn.now()
                            + "; it is for "
                            + known.instruction().interval());
        }
        Obligation stands = turn.engine().obligation(known.id());
        if (stands == null || stands.state() != state) {
            throw broken(
                    known.id()
                            + " was told as "
                            + state
                            + " and is "
                            + (stands == null ? "forgotten" : stands.state()));
        }
    }
}
