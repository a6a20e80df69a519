package org.trimtab.storm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Output;
import org.trimtab.resource.DeviceId;

/** A plan says who gives what; nothing of it is lost on the way to the commands. */
final class PlansAddUp implements Sentence {
    /** Then what is short may be short behind one feeder, while enough is found elsewhere. */
    private final boolean hasFeeders;

    PlansAddUp(Ledger ledger) {
        hasFeeders = !ledger.definition().site().feeders().isEmpty();
    }

    @Override
    public String text() {
        return "What the chosen devices give and what is short cover what a plan requires, and each chosen device is"
                + " asked.";
    }

    @Override
    public void see(Turn turn) {
        Map<DeviceId, Set<Action>> asked = new HashMap<>();
        for (Output output : turn.outputs()) {
            if (output instanceof Output.CommandIssued issued) {
                Command command = issued.command();
                asked.computeIfAbsent(command.device(), _ -> new HashSet<>()).add(command.action());
            }
        }
        for (Output output : turn.outputs()) {
            if (output instanceof Output.PlanMade made) {
                judge(made.plan(), asked);
            }
        }
    }

    private void judge(Plan plan, Map<DeviceId, Set<Action>> asked) {
        long given = plan.expected().watts();
        long required = plan.required().watts();
        if (given + plan.shortfall().watts() < required) {
            throw broken(
                    said(plan)
                            + " requires "
                            + required
                            + " W; chosen give "
                            + given
                            + " W and "
                            + plan.shortfall().watts()
                            + " W are said to be short");
        }
        if (!hasFeeders && plan.shortfall().watts() > 0 && given >= required) {
            throw broken(
                    said(plan)
                            + " is said to be short by "
                            + plan.shortfall().watts()
                            + " W, but "
                            + given
                            + " W of "
                            + required
                            + " W are found");
        }
        Set<DeviceId> seen = new HashSet<>();
        for (Plan.Chosen chosen : plan.chosen()) {
            if (!seen.add(chosen.device())) {
                throw broken(said(plan) + " chooses " + chosen.device() + " twice");
            }
            if (!asked.getOrDefault(chosen.device(), Set.of()).contains(chosen.action())) {
                throw broken(
                        said(plan)
                                + " chooses "
                                + chosen.device()
                                + " for "
                                + chosen.action().text()
                                + ", and no command says so; asked is "
                                + asked.get(chosen.device()));
            }
        }
    }

    private static String said(Plan plan) {
        return "the plan " + plan.kind() + " for " + plan.causedBy() + " at " + plan.madeAt();
    }
}
