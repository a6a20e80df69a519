package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.live.Script.START;
import static org.trimtab.live.Script.limit;
import static org.trimtab.live.Script.metered;
import static org.trimtab.live.Script.plan;
import static org.trimtab.live.Script.stands;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.Standing;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.Explanation.Line;
import org.trimtab.program.Instruction;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.store.journal.FileJournal;

class ExplanationTest {
    private final Script script = new Script();
    private final Engine engine = new Engine(script.definition);
    private final Instruction event = limit("e-1");

    @TempDir Path folder;

    /** Two are chosen, one of them stays awake, a third takes its part, and it ends. */
    private void play() {
        Output.CommandIssued first = script.command(event, "d1", Action.SLEEP, 3);
        Output.CommandIssued second = script.command(event, "d2", Action.SLEEP, 3);
        Output.CommandIssued third = script.command(event, "d3", Action.SLEEP, 9_000);
        script.step(
                0,
                List.of(new Input.InstructionArrived(event, "{}")),
                stands(event, ObligationState.PENDING, 0),
                stands(event, ObligationState.ACTIVE, 0),
                new Output.BandChanged(
                        new Band(
                                Power.ZERO,
                                Power.ofWatts(14_000),
                                null,
                                "e-1",
                                List.of(
                                        new Conflict(
                                                "clr-1",
                                                "e-1",
                                                Reduction.ofWatts(2_000),
                                                Conflict.Reason.STRONGER_RANK)))),
                plan(event, Plan.Kind.BEGIN, 3, 7_000, "d1", "d2"),
                first,
                second);
        script.step(400, List.of(accepted(first, 400)));
        script.step(2_000, List.of(metered(2_000, 17_500)), stood("d1", Standing.Phase.CURTAILED));
        script.step(9_000, stood("d2", Standing.Phase.CURTAIL_FAILED, Failure.STAYED_AWAKE));
        script.step(9_000, plan(event, Plan.Kind.REFILL, 9_000, 3_500, "d3"), third);
        script.step(
                12_000,
                List.of(metered(12_000, 13_900)),
                stood("d3", Standing.Phase.CURTAILED),
                new Output.LimitReached(event.id()));
        script.step(13_000, List.of(metered(13_000, 14_200)));
        script.step(600_000, stands(event, ObligationState.RESTORING, 600_000));
        script.step(630_000, stands(event, ObligationState.COMPLETED, 630_000));
    }

    private static Input accepted(Output.CommandIssued issued, long ms) {
        return new Input.OutcomesKnown(
                List.of(
                        new CommandOutcome.Accepted(
                                issued.command().id(),
                                issued.command().device(),
                                START.plusMillis(ms - 100),
                                START.plusMillis(ms))));
    }

    private static Output stood(String device, Standing.Phase phase) {
        return new Output.StandingChanged(new DeviceId(device), phase, null);
    }

    private static Output stood(String device, Standing.Phase phase, Failure failure) {
        return new Output.StandingChanged(new DeviceId(device), phase, failure);
    }

    private Explanation told(String device) {
        return Objects.requireNonNull(script.memory().explain("e-1", device, engine, false));
    }

    @Test
    void shouldTellAnEventInOrderAsAControlRoomWould() {
        play();

        assertThat(told(null).story())
                .extracting(Line::text)
                .containsExactly(
                        "Operator asks to draw at most 14.000 kW, from 18:00:00 to 18:10:00"
                                + " (program ers).",
                        "Owed: at most 14.000 kW (e-1). Conflict: clr-1 falls short by 2000 W: e-1 goes"
                                + " first, because its rank is stronger.",
                        "Plan: 7000 W to find, from 21.000 kW to 14.000 kW; 2 devices chosen for"
                                + " 7000 W, the last at 81.00 $/MWh. Left out: 3 not needed,"
                                + " 1 exempt.",
                        "1 device did not do as asked: d2 (accepted, but kept drawing power)."
                                + " 1 device took their part at 18:00:09: d3.",
                        "Refill: 3500 W to find, from 21.000 kW to 14.000 kW; 1 device chosen for"
                                + " 3500 W, the last at 80.00 $/MWh. Left out: 3 not needed,"
                                + " 1 exempt.",
                        "The meter reads at or below 14.000 kW, 12.0 s after the event began.",
                        "The meter reads 14.200 kW, 200 W above what is owed: the highest after it"
                                + " had been reached.",
                        "Nothing is owed for it any more; devices come back.",
                        "All that could come back is back.");
    }

    @Test
    void shouldSayWhoReplacedWhomAndWhen() {
        play();

        Explanation.FailurePart failed = told(null).disobeyed().getFirst();

        assertThat(failed.device()).isEqualTo("d2");
        assertThat(failed.at()).isEqualTo(START.plusSeconds(9));
        assertThat(failed.replacedAt()).isEqualTo(START.plusSeconds(9));
        assertThat(failed.replacedBy()).containsExactly("d3");
    }

    @Test
    void shouldSayOfADeviceWhyItWasLeftOutAndWhatTheLastChosenCost() {
        play();

        Explanation.DevicePart device = Objects.requireNonNull(told("d4").device());

        assertThat(device.meritRank()).isEqualTo(4);
        assertThat(device.asked()).isZero();
        assertThat(device.story().getFirst().text())
                .startsWith("Plan 1: left out, because the reduction was reached before its turn.")
                .contains("the last step chosen, of d2, cost 81.00 $/MWh");
        assertThat(device.plans())
                .extracting(Explanation.DevicePlan::because)
                .containsExactly("NOT_NEEDED", "NOT_NEEDED");
    }

    @Test
    void shouldSayOfADeviceWhatItWasAskedAndWhatWasSeen() {
        play();

        Explanation.DevicePart asked = Objects.requireNonNull(told("d1").device());
        Explanation.DevicePart deaf = Objects.requireNonNull(told("d2").device());

        assertThat(asked.story())
                .extracting(Line::text)
                .contains(
                        "Asked to sleep (command c-1).",
                        "It accepted the command; nothing seen yet.",
                        "It was seen to have fallen.");
        assertThat(asked.commands()).hasSize(1);
        assertThat(asked.commands().getFirst().outcome()).isEqualTo("ACCEPTED");
        assertThat(asked.commands().getFirst().writtenAt()).isEqualTo(START.plusMillis(300));
        assertThat(deaf.commands().getFirst().outcome()).as("no answer is known").isNull();
        assertThat(deaf.story().getLast().text())
                .isEqualTo("It did not fall: accepted, but kept drawing power.");
    }

    @Test
    void shouldKnowNoOtherEventAndNoOtherDevice() {
        play();

        assertThat(script.memory().explain("e-2", null, engine, false)).isNull();
        assertThatThrownBy(() -> script.memory().explain("e-1", "d9", engine, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"d9\"");
    }

    @Test
    void shouldTellTheSameFromTheJournalOfAStoppedSite() throws Exception {
        play();
        try (FileJournal journal =
                FileJournal.open(
                        folder.resolve("journal").resolve("20260714T180000Z"),
                        new FileJournal.Settings(
                                script.definition, "test", InstantSource.fixed(START)))) {
            for (Step step : script.steps) {
                journal.append(step, false);
            }
        }

        assertThat(Hindsight.explain(folder, "e-1", "d2")).isEqualTo(told("d2"));
        assertThat(Hindsight.explain(folder, "e-2", null)).isNull();
    }

    @Test
    void shouldScoreTheIntervalsOfATrack() {
        script.step(0, stands(event, ObligationState.ACTIVE, 0));
        for (int i = 0; i < 2; i++) {
            script.step(
                    300_000L * (i + 1),
                    new Output.FollowingScored(
                            event.id(),
                            new FollowingScore(
                                    MarketInterval.starting(
                                            START.plusSeconds(300L * i), Duration.ofMinutes(5)),
                                    i == 0 ? Power.ofWatts(14_100) : null,
                                    Power.ofWatts(14_000),
                                    Power.ZERO,
                                    i == 0 ? Power.ofWatts(100) : null,
                                    i == 0
                                            ? FollowingScore.Verdict.PASSED
                                            : FollowingScore.Verdict.METER_MISSING)));
        }

        assertThat(told(null).following())
                .extracting(Explanation.FollowingPart::verdict)
                .containsExactly("PASSED", "METER_MISSING");
        assertThat(told(null).following().getLast().meanW()).isNull();
        assertThat(told(null).story())
                .extracting(Line::text)
                .contains("Following: 1 of 1 scored intervals passed.");
    }

    @Test
    void shouldKeepOnlyTheNewestPlansThatFollowAndSaySo() {
        script.step(0, stands(event, ObligationState.ACTIVE, 0));
        for (int i = 1; i <= EventStory.FOLLOWING_PLANS_MAX + 10; i++) {
            script.step(4_000L * i, plan(event, Plan.Kind.FOLLOW, 4_000L * i, 100, "d1"));
        }

        assertThat(told(null).plans()).hasSize(EventStory.FOLLOWING_PLANS_MAX);
        assertThat(told(null).plans().getFirst().number()).isEqualTo(11);
        assertThat(told(null).notKept())
                .containsExactly("10 older plans that follow the set-point are only counted");
    }

    @Test
    void shouldSayWhyAnInstructionWasRefused() {
        script.step(
                0,
                new Output.ObligationChanged(
                        new org.trimtab.program.Obligation(
                                event,
                                ObligationState.REFUSED,
                                START,
                                null,
                                null,
                                null,
                                Refusal.MEGAWATTS_TAKEN)));

        assertThat(told(null).refusal()).isEqualTo("MEGAWATTS_TAKEN");
        assertThat(told(null).story().getLast().text())
                .startsWith("Refused: the megawatts are owed to a program");
    }
}
