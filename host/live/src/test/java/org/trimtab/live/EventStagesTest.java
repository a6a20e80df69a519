package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.live.Script.START;
import static org.trimtab.live.Script.limit;
import static org.trimtab.live.Script.plan;
import static org.trimtab.live.Script.stands;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.program.Instruction;
import org.trimtab.program.ObligationState;
import org.trimtab.quantity.Power;

class EventStagesTest {
    private final Script script = new Script();
    private final Instruction event = limit("e-1");

    /** Commanded at once, written a tenth of a second later and answered another tenth later. */
    private void asked(long ms, Plan.Kind kind, String device, Action action) {
        Output.CommandIssued issued = script.command(event, device, action, ms);
        script.step(ms, plan(event, kind, ms, 3_500, device), issued);
        answered(ms, issued);
    }

    private void answered(long ms, Output.CommandIssued issued) {
        script.step(
                ms + 200,
                List.of(
                        new Input.OutcomesKnown(
                                List.of(
                                        new CommandOutcome.Accepted(
                                                issued.command().id(),
                                                issued.command().device(),
                                                START.plusMillis(ms + 100),
                                                START.plusMillis(ms + 200))))));
    }

    private Double after(String stage) {
        EventRecord record = Objects.requireNonNull(script.memory().events().find("e-1"));
        EventView view = record.view(new Engine(script.definition), _ -> 0, false);
        return view.stages().stream()
                .filter(one -> one.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> new AssertionError(stage + " is not among " + view.stages()))
                .afterMs();
    }

    @Test
    void shouldTellTheFirstWaveApartWhenTheLevelIsTrimmedLater() {
        script.step(0, stands(event, ObligationState.ACTIVE, 0));
        asked(0, Plan.Kind.BEGIN, "d1", Action.SLEEP);
        asked(10_000, Plan.Kind.GIVE_BACK, "d1", new Action.CapAt(Power.ofWatts(1_500)));
        asked(45_000, Plan.Kind.REFILL, "d2", Action.SLEEP);
        assertThat(after("last_command")).isEqualTo(100);
        assertThat(after("last_answer")).isEqualTo(200);
        assertThat(after("last_trim")).isEqualTo(45_100);
    }

    @Test
    void shouldCountASecondTryToTheWaveOfItsFirst() {
        script.step(0, stands(event, ObligationState.ACTIVE, 0));
        asked(0, Plan.Kind.BEGIN, "d1", Action.SLEEP);
        asked(10_000, Plan.Kind.REFILL, "d2", Action.SLEEP);
        for (String device : List.of("d1", "d2")) {
            long ms = device.equals("d1") ? 20_000 : 30_000;
            Output.CommandIssued again = script.command(event, device, Action.SLEEP, ms);
            script.step(ms, again);
            answered(ms, again);
        }
        assertThat(after("last_command")).isEqualTo(20_100);
        assertThat(after("last_trim")).isEqualTo(30_100);
    }
}
