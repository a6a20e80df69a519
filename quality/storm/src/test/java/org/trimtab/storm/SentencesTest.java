package org.trimtab.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Hold;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;
import org.trimtab.testkit.Fleets;
import org.trimtab.testkit.Plant;

/** Every sentence can be broken, and is not broken by what is allowed. */
class SentencesTest {
    private static final Instant START = StormScript.START;
    private static final SiteDefinition SITE = Fleets.threeMinersOneMeter();
    private static final DeviceId M1 = SITE.site().devices().getFirst().id();

    private final Ledger ledger = new Ledger(SITE);
    private int commands;

    @Test
    void shouldBreakWhenADeviceIsWokenBeforeItsShortestSleepIsOver() {
        EnvelopeKept sentence = new EnvelopeKept(ledger);

        see(sentence, 0, List.of(), asked(Action.SLEEP, 0));

        assertThatThrownBy(() -> see(sentence, 10, List.of(), asked(Action.WAKE, 10)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("must sleep PT30S");
    }

    @Test
    void shouldHoldWhenTheSleepWasRefusedAndTheWakeComesSoon() {
        EnvelopeKept sentence = new EnvelopeKept(ledger);
        Output.CommandIssued sleep = asked(Action.SLEEP, 0);
        see(sentence, 0, List.of(), sleep);
        CommandOutcome refused =
                new CommandOutcome.Rejected(
                        sleep.command().id(),
                        M1,
                        START,
                        START.plusSeconds(1),
                        Failure.DEVICE_ERROR,
                        "no");

        see(
                sentence,
                10,
                List.of(new Input.OutcomesKnown(List.of(refused))),
                asked(Action.WAKE, 10));
    }

    @Test
    void shouldBreakWhenADeviceIsPutToSleepBeforeItsShortestRunIsOver() {
        EnvelopeKept sentence = new EnvelopeKept(ledger);
        see(sentence, 0, List.of(), asked(Action.SLEEP, 0));
        see(sentence, 40, List.of(), asked(Action.WAKE, 40));

        assertThatThrownBy(() -> see(sentence, 90, List.of(), asked(Action.SLEEP, 90)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("must run PT1M");
        see(new EnvelopeKept(ledger), 0, List.of(), asked(Action.SLEEP, 0));
    }

    @Test
    void shouldBreakWhenACommandIsSentAfterItsExpiry() {
        Command command = asked(Action.SLEEP, 0).command();
        Plant.Sent late = new Plant.Sent(command, command.expiresAt().plusMillis(1));
        Plant.Sent inTime = new Plant.Sent(command, command.expiresAt());

        new ExpiryKept().see(turn(31, List.of(), List.of(), List.of(inTime)));
        assertThatThrownBy(
                        () -> new ExpiryKept().see(turn(31, List.of(), List.of(), List.of(late))))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("expired at");
    }

    @Test
    void shouldBreakOnlyWhileTheHoldIsInForce() {
        HoldsKept sentence = new HoldsKept(ledger);
        Hold hold = new Hold("h", Set.of(M1), Hold.Kind.AWAKE, START.plusSeconds(60), "ann");

        assertThatThrownBy(() ->
                        see(
                                sentence,
                                1,
                                List.of(new Input.HoldPlaced(hold)),
                                asked(Action.SLEEP, 1)))
                .isInstanceOf(Broken.class);
        see(sentence, 60, List.of(), asked(Action.SLEEP, 60));
    }

    @Test
    void shouldBreakWhenAPlanIsShorterThanItSays() {
        Plan plan = plan(3_000, 2_500, 400);

        assertThatThrownBy(() ->
                        see(
                                new PlansAddUp(ledger),
                                0,
                                List.of(),
                                new Output.PlanMade(plan),
                                asked(Action.SLEEP, 0)))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("requires 3000 W");
        see(
                new PlansAddUp(ledger),
                0,
                List.of(),
                new Output.PlanMade(plan(3_000, 2_500, 500)),
                asked(Action.SLEEP, 0));
    }

    @Test
    void shouldBreakWhenAChosenDeviceIsNotAsked() {
        assertThatThrownBy(() ->
                        see(
                                new PlansAddUp(ledger),
                                0,
                                List.of(),
                                new Output.PlanMade(plan(2_500, 2_500, 0))))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("no command says so");
    }

    @Test
    void shouldBreakWhenADeviceIsAskedTwiceInAStep() {
        assertThatThrownBy(() ->
                        see(
                                new OneAskAtATime(),
                                0,
                                List.of(),
                                asked(Action.SLEEP, 0),
                                asked(Action.WAKE, 0)))
                .isInstanceOf(Broken.class);
    }

    @Test
    void shouldBreakWhenItShedsForFrequencyUnarmed() {
        assertThatThrownBy(() ->
                        see(
                                new NeverShedsUnarmed(ledger),
                                0,
                                List.of(),
                                new Output.FrequencyStateChanged(FrequencyState.TRIPPED, "low")))
                .isInstanceOf(Broken.class);
    }

    @Test
    void shouldRefuseAnIntervalWithoutLengthWhenAnInstructionIsMade() {
        for (int seconds : new int[] {0, -1}) {
            assertThatThrownBy(() -> new MarketInterval(START, START.plusSeconds(seconds)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldSayWhatHoldsInWordsWhenAsked() {
        assertThat(new ExpiryKept().text()).isEqualTo("No command is sent after it has expired.");
        assertThat(SleepersOwed.wayBack(ledger)).isGreaterThan(Duration.ofMinutes(15));
    }

    private Output.CommandIssued asked(Action action, int atSeconds) {
        Instant at = START.plusSeconds(atSeconds);
        return new Output.CommandIssued(
                new Command(
                        new CommandId("c" + ++commands), M1, action, at, at.plusSeconds(30), "i1"));
    }

    private static Plan plan(long required, long given, long shortfall) {
        return new Plan(
                new InstructionId("i1"),
                Plan.Kind.BEGIN,
                START,
                Power.ofWatts(7_000),
                Power.ofWatts(10_000),
                Reduction.ofWatts(required),
                List.of(
                        new Plan.Chosen(
                                M1,
                                Action.SLEEP,
                                Reduction.ofWatts(given),
                                EnergyPrice.ZERO,
                                Because.CHEAPEST)),
                java.util.Map.of(),
                Reduction.ofWatts(shortfall));
    }

    private void see(Sentence sentence, int atSeconds, List<Input> inputs, Output... outputs) {
        Turn turn = turn(atSeconds, inputs, List.of(outputs), new ArrayList<>());
        ledger.see(turn);
        sentence.see(turn);
    }

    private static Turn turn(
            int atSeconds, List<Input> inputs, List<Output> outputs, List<Plant.Sent> sent) {
        return new Turn(START.plusSeconds(atSeconds), inputs, outputs, sent, new Engine(SITE));
    }
}
