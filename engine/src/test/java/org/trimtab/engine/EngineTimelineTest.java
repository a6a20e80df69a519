package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;

class EngineTimelineTest {
    private final Timeline site = Timeline.threeMinersOneMeter();

    private Timeline ready() {
        return site.at("60 s").allHash().meterHasRead("10 kW", 60);
    }

    @Test
    void shouldCommandTheWorstMachinesInTheStepTheInstructionArrives() {
        ready().instructLimit("e1", "5 kW", "10m").expectSleep("m3", "m2");
        site.expectLeftOut("m1", LeftOut.NOT_NEEDED);
        assertThat(site.expectPlan().shortfall()).isEqualTo(Reduction.NONE);
    }

    @Test
    void shouldNotCallADeviceAsleepBecauseItAccepted() {
        ready().instructLimit("e1", "8 kW", "10m")
                .expectSleep("m3")
                .at("61 s")
                .accepts("m3")
                .expectPhase("m3", Phase.CURTAIL_ACCEPTED)
                .at("63 s")
                .asleep("m3")
                .expectPhase("m3", Phase.CURTAILED);
    }

    @Test
    void shouldSubstituteADeviceThatFailsInTheSameStep() {
        ready().instructLimit("e1", "8 kW", "10m")
                .expectSleep("m3")
                .at("61 s")
                .fails("m3", Failure.CUT_OFF)
                .expectSleep("m2")
                .expectPhase("m3", Phase.CURTAIL_FAILED)
                .expectFailure("m3", Failure.CUT_OFF);
    }

    @Test
    void shouldSubstituteADeafDeviceOnceItsTimeIsOver() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .accepts("m3")
                .at("65 s")
                .hashing("m3")
                .expectNoCommands()
                .at("70 s")
                .hashing("m3")
                .expectSleep("m2")
                .expectFailure("m3", Failure.STAYED_AWAKE);
    }

    @Test
    void shouldTakeAFailedDeviceBackWhenItIsSeenAsleepAfterAll() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .fails("m3", Failure.NO_ANSWER)
                .at("64 s")
                .asleep("m3")
                .expectPhase("m3", Phase.CURTAILED);
    }

    @Test
    void shouldNotBelieveAReadingOlderThanTheCommand() {
        ready().instructLimit("e1", "8 kW", "10m")
                .asleep("m3")
                .expectPhase("m3", Phase.CURTAIL_SENT);
    }

    @Test
    void shouldTrimByTheMeterWhenTheModelWasWrong() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .at("66 s")
                .meterReads("9 kW")
                .expectNoCommands()
                .at("70 s")
                .meterReads("9 kW")
                .expectSleep("m2");
    }

    @Test
    void shouldStateTheShortfallWhenMoreIsAskedThanTheSiteHas() {
        ready().instructReduceBy("e1", "9.99 kW", "10m").expectSleep("m3", "m2", "m1");
        assertThat(site.expectPlan().shortfall().watts()).isPositive();
        site.expectState("e1", ObligationState.ACTIVE);
        site.at("60.1 s").expectNoCommands();
        assertThat(site.outputs()).isEmpty();
    }

    @Test
    void shouldMeasureAReductionFromTheMeterBefore() {
        ready().instructReduceBy("e1", "3 kW", "10m");
        assertThat(site.engine.obligation(new InstructionId("e1")).limit())
                .isEqualTo(Power.ofWatts(7_000));
    }

    @Test
    void shouldRefuseAReductionWithoutABaseline() {
        site.at("60 s")
                .allHash()
                .instructReduceBy("e1", "3 kW", "10m")
                .expectState("e1", ObligationState.REFUSED);
        assertThat(site.engine.obligation(new InstructionId("e1")).refusal())
                .isEqualTo(Refusal.NO_BASELINE);
    }

    @Test
    void shouldRefuseAnInstructionThatIsOver() {
        ready().instruct(
                        new Instruction.LimitTo(
                                site.notice("old", Timeline.START.minusSeconds(600), "5m"),
                                Power.ofWatts(1)))
                .expectState("old", ObligationState.REFUSED)
                .expectNoCommands();
    }

    @Test
    void shouldTakeTheSameInstructionOnceHoweverOftenItComes() {
        ready().instructLimit("e1", "5 kW", "10m");
        Instruction again =
                new Instruction.LimitTo(site.notice("e1", site.now(), "10m"), Power.ofWatts(5_000));
        site.instruct(again).expectNoCommands();
        assertThat(site.outputs()).isEmpty();
    }

    @Test
    void shouldRefuseAnIdUsedForSomethingElseAndKeepTheFirst() {
        ready().instructLimit("e1", "5 kW", "10m").instructLimit("e1", "1 kW", "10m");
        assertThat(site.expect(Output.ObligationChanged.class).obligation().refusal())
                .isEqualTo(Refusal.ID_REUSED);
        assertThat(site.engine.obligation(new InstructionId("e1")).limit())
                .isEqualTo(Power.ofWatts(5_000));
    }

    @Test
    void shouldKeepTheTighterOfTwoOverlappingLimitsAndLoosenWhenItEnds() {
        ready().instructLimit("loose", "8 kW", "10m")
                .expectSleep("m3")
                .at("61 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .at("62.5 s")
                .instructLimit("tight", "5 kW", "30 s")
                .expectSleep("m2")
                .at("63 s")
                .accepts("m2")
                .at("64 s")
                .asleep("m2")
                .meterReads("3.7 kW")
                .at("93 s")
                .expectState("tight", ObligationState.RESTORING)
                .expectWake("m2")
                .expectState("loose", ObligationState.ACTIVE)
                .at("94 s")
                .accepts("m2")
                .at("95 s")
                .meterReads("6.8 kW")
                .hashing("m2")
                .expectState("tight", ObligationState.COMPLETED)
                .expectPhase("m3", Phase.CURTAILED);
    }

    @Test
    void shouldWakeWhatItPutToSleepAndLeaveWhatWasAsleep() {
        site.at("60 s")
                .hashing("m1", "m3")
                .asleep("m2")
                .meterHasRead("7 kW", 60)
                .instructLimit("e1", "1 kW", "1m")
                .expectSleep("m3", "m1");
        site.expectLeftOut("m2", LeftOut.ALREADY_ASLEEP);
        site.at("61 s")
                .accepts("m3", "m1")
                .at("63 s")
                .asleep("m3", "m1")
                .meterReads("0.9 kW")
                .at("120 s")
                .expectWake("m1", "m3")
                .at("121 s")
                .accepts("m1", "m3")
                .meterReads("0.9 kW")
                .at("125 s")
                .hashing("m1", "m3")
                .expectState("e1", ObligationState.COMPLETED)
                .expectPhase("m2", Phase.FREE);
    }

    @Test
    void shouldRestoreAtOnceWhenCancelledWhileCurtailing() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .at("63 s")
                .cancel("e1")
                .expectState("e1", ObligationState.RESTORING)
                .expectNoCommands()
                .at("70 s")
                .expectWake("m3");
    }

    @Test
    void shouldNeverLeaveADeviceAsleepThatWasCancelledWithItsAnswerStillOut() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("60.5 s")
                .cancel("e1")
                .at("61 s")
                .accepts("m3")
                .at("70 s")
                .expectWake("m3");
    }

    @Test
    void shouldWakeADeviceInDoubtAndFreeOneThatSaidNo() {
        ready().instructLimit("e1", "1 kW", "1m")
                .expectSleep("m3", "m2", "m1")
                .at("61 s")
                .fails("m3", Failure.NO_ANSWER)
                .fails("m2", Failure.DEVICE_ERROR)
                .accepts("m1")
                .at("62 s")
                .asleep("m1")
                .meterReads("6 kW")
                .at("120 s")
                .expectWake("m1", "m3")
                .expectPhase("m2", Phase.FREE);
    }

    @Test
    void shouldAskAgainAndThenReportADeviceThatDoesNotWake() {
        ready().instructLimit("e1", "8 kW", "30 s")
                .at("61 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .meterReads("7 kW")
                .at("90 s")
                .expectWake("m3")
                .accepts("m3")
                .meterReads("7 kW")
                .at("106 s")
                .expectWake("m3")
                .accepts("m3")
                .at("122 s")
                .expectWake("m3")
                .accepts("m3")
                .at("138 s")
                .expectPhase("m3", Phase.RESTORE_FAILED)
                .expectFailure("m3", Failure.STAYED_ASLEEP)
                .expectState("e1", ObligationState.COMPLETED);
    }

    @Test
    void shouldPutADeviceBackToSleepThatWokeByItself() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .at("90 s")
                .hashing("m3")
                .expectSleep("m3");
    }

    @Test
    void shouldSendCommandsAgainAfterARestart() {
        ready().instructLimit("e1", "8 kW", "10m")
                .at("61 s")
                .step(new Input.Restarted())
                .expectSleep("m3");
    }

    @Test
    void shouldAskOnceWhenARetryIsDueInTheStepOfARestart() {
        ready().instructLimit("e1", "8 kW", "30 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .meterReads("7 kW")
                .at("90 s")
                .expectWake("m3")
                .fails("m3", Failure.CONNECT_TIMEOUT)
                .atRestart("96 s")
                .expectWake("m3");
    }

    @Test
    void shouldNotSendASleepAgainWhoseEventEndedWhileTheSiteWasDown() {
        ready().instructLimit("e1", "8 kW", "1m")
                .expectSleep("m3")
                .at("300 s")
                .step(new Input.Restarted())
                .expectWake("m3");
    }

    @Test
    void shouldKeepTryingToWakeUntilAForgottenSessionHasExpired() {
        ready().instructLimit("e1", "8 kW", "30 s")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .meterReads("7 kW")
                .at("90 s")
                .expectWake("m3")
                .fails("m3", Failure.SESSION_TAKEN)
                .meterReads("7 kW");
        for (String later : new String[] {"96 s", "107 s", "128 s", "169 s"}) {
            site.at(later).expectWake("m3").fails("m3", Failure.SESSION_TAKEN);
        }
        site.at("250 s")
                .expectWake("m3")
                .accepts("m3")
                .at("255 s")
                .hashing("m3")
                .expectState("e1", ObligationState.COMPLETED)
                .expectPhase("m3", Phase.FREE);
    }

    @Test
    void shouldAskADeviceAgainWhoseSessionWasTakenOnceThatHasPassed() {
        ready().instructLimit("e1", "1 kW", "10m")
                .expectSleep("m3", "m2", "m1")
                .at("61 s")
                .accepts("m2", "m1")
                .fails("m3", Failure.SESSION_TAKEN)
                .at("62 s")
                .asleep("m2", "m1")
                .expectNoCommands()
                .at("120 s")
                .hashing("m3")
                .expectNoCommands()
                .at("127 s")
                .expectSleep("m3")
                .accepts("m3")
                .at("130 s")
                .asleep("m3")
                .expectPhase("m3", Phase.CURTAILED);
    }

    @Test
    void shouldSayWhenTheMeterIsLostAndSettleOnlyWhatWasMetered() {
        ready().instructLimit("e1", "8 kW", "40 s");
        for (int second = 61; second <= 75; second++) {
            site.at(second + " s").meterReads("7 kW");
        }
        site.at("81 s");
        assertThat(site.expect(Output.Alarm.class).code()).isEqualTo("METER_LOST");
        site.at("100 s").at("111 s");
        var statement = site.expect(Output.StatementIssued.class).statement();
        assertThat(statement.intervals()).hasSize(4);
        assertThat(statement.count(Verdict.NOT_SETTLED)).isEqualTo(2);
        assertThat(statement.intervals().get(2).metered()).isNull();
    }

    @Test
    void shouldLeaveExemptAndUnreadDevicesOutAndSayWhy() {
        Timeline other =
                new Timeline(
                        Timeline.site(
                                Timeline.miner("m1", "3000 W", "100 TH/s", true),
                                Timeline.miner("m2", "3000 W", "100 TH/s"),
                                Timeline.miner("m3", "3000 W", "100 TH/s")));
        other.at("60 s")
                .hashing("m1", "m2")
                .meterHasRead("9 kW", 60)
                .instructLimit("e1", "1 kW", "10m")
                .expectSleep("m2");
        other.expectLeftOut("m1", LeftOut.EXEMPT).expectLeftOut("m3", LeftOut.UNREADABLE);
        other.at("61 s").hashing("m3").expectSleep("m3");
    }

    @Test
    void shouldSleepAboveBreakEvenAndWakeBelowIt() {
        ready().price("100 $/MWh", "1 h")
                .expectSleep("m2", "m3")
                .accepts("m2", "m3")
                .at("70 s")
                .asleep("m2", "m3")
                .at("3659 s")
                .price("20 $/MWh", "1 h")
                .expectWake("m2", "m3");
    }

    @Test
    void shouldNotWakeForAPriceWhileTheGridIsOwed() {
        ready().price("100 $/MWh", "30m")
                .accepts("m2", "m3")
                .at("70 s")
                .asleep("m2", "m3")
                .at("1800 s")
                .meterReads("4 kW")
                .instructLimit("e1", "4 kW", "10m")
                .at("1861 s")
                .price("1 $/MWh", "1 h")
                .expectNoCommands();
    }

    @Test
    void shouldHandSleepersToThePriceWhenTheEventEndsAtAHighPrice() {
        ready().instructLimit("e1", "7 kW", "2m")
                .accepts("m3")
                .at("62 s")
                .asleep("m3")
                .meterReads("6 kW")
                .at("170 s")
                .price("100 $/MWh", "1 h")
                .expectSleep("m2")
                .at("181 s")
                .meterReads("4 kW")
                .expectNoCommands()
                .expectState("e1", ObligationState.COMPLETED);
    }

    @Test
    void shouldBeUnchangedByStepsThatSayNothing() {
        ready().instructLimit("e1", "8 kW", "1m").at("61 s").accepts("m3").at("62 s").asleep("m3");
        for (int i = 0; i < 400; i++) {
            site.at(62_000 + i * 250 + " ms");
        }
        Engine again = new Engine(site.definition);
        for (Step step : site.steps) {
            if (!step.inputs().isEmpty() || !step.outputs().isEmpty()) {
                assertThat(again.step(step.now(), step.inputs())).isEqualTo(step.outputs());
            }
        }
    }
}
