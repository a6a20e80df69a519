package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.engine.StackedSite.expected;
import static org.trimtab.engine.StackedSite.ready;
import static org.trimtab.engine.StackedSite.tenThatThrottle;
import static org.trimtab.engine.StackedSite.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Conflict;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.ObligationState;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.SiteLimits;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** Several things owed at once, as a control room would log them. */
class StackedTimelineTest {
    @Test
    void shouldTakeLoadOffAFeederThatCarriesTooMuchAndSayWhy() {
        Timeline site =
                tenThatThrottle(
                        SiteLimits.NONE, new Feeder(new FeederId("f1"), Power.ofWatts(13_000)));
        site.at("60 s").allHash();
        Plan plan = site.expectPlan();
        assertThat(plan.causedBy().value()).isEqualTo("feeder:f1");
        assertThat(plan.chosen()).isNotEmpty();
        assertThat(plan.chosen())
                .allMatch(c -> c.because() == Because.FEEDER_LIMIT)
                .allMatch(c -> Integer.parseInt(c.device().value().substring(1)) <= 5);
    }

    @Test
    void shouldKeepToATransformersLimitBehindWhichTheFeederHangs() {
        Timeline site =
                tenThatThrottle(
                        SiteLimits.NONE,
                        new Feeder(new FeederId("f1"), Power.ofWatts(50_000), new FeederId("t1")),
                        new Feeder(new FeederId("t1"), Power.ofWatts(12_000)));
        site.at("60 s").allHash();
        assertThat(expected(site.expectPlan())).isGreaterThanOrEqualTo(3_000);
    }

    @Test
    void shouldFollowASetPointDownAndUpAgain() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        site.at("64 s").setPoint("t1", "24 kW");
        Plan down = site.expectPlan();
        assertThat(down.kind()).isEqualTo(Plan.Kind.FOLLOW);
        assertThat(expected(down)).isBetween(6_000L, 6_600L);
        site.at("65 s").acceptsAll();
        site.at("68 s").drawAsAsked().meterReads("24 kW").setPoint("t1", "24 kW").expectQuiet();
        site.at("72 s").meterReads("24 kW").setPoint("t1", "27 kW");
        long rises =
                site.commands().stream()
                        .filter(c ->
                                !(c.action() instanceof Action.State s) || s == Action.State.WAKE)
                        .count();
        assertThat(rises).isPositive();
        assertThat(site.engine.band().ceilingBy()).isEqualTo("t1");
    }

    @Test
    void shouldIgnoreASetPointThatComesTwiceOrLate() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        Instant sent = site.at("64 s").now();
        site.setPoint("t1", "24 kW").expectCommanded();
        site.at("65 s").setPointSentAt("t1", "10 kW", sent.minusSeconds(4)).expectQuiet();
        site.setPointSentAt("t1", "24 kW", sent).expectQuiet();
    }

    @Test
    void shouldRampTowardsABasePointWhenNoSetPointComes() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(18_000)));
        site.expectQuiet();
        site.at("120 s").expectCommanded();
        assertThat(expected(site.expectPlan())).isBetween(3_000L, 3_700L);
    }

    @Test
    void shouldLetEqualsTakeTurnsWhenLoadFallsAgainAndAgain() {
        Timeline site =
                ready(
                        timeline(
                                SiteLimits.NONE,
                                List.of(),
                                Timeline.miner("m1", "3000 W", "100 TH/s"),
                                Timeline.miner("m2", "3000 W", "100 TH/s"),
                                Timeline.miner("m3", "3000 W", "100 TH/s")),
                        "9 kW");
        List<String> slept = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            int from = 100 + round * 100;
            site.at(from + " s").allHash().meterReads("9 kW");
            site.instructLimit("e" + round, "6.2 kW", "20s");
            slept.add(site.expectPlan().chosen().getFirst().device().value());
            site.at(from + 2 + " s").acceptsAll();
            site.at(from + 4 + " s").drawAsAsked().meterReads("6 kW");
            site.at(from + 21 + " s").meterReads("6 kW");
            site.at(from + 23 + " s").acceptsAll();
            site.at(from + 40 + " s").allHash().meterReads("9 kW");
        }
        assertThat(slept).containsExactly("m1", "m2", "m3", "m1", "m2", "m3");
    }

    @Test
    void shouldAddUpReservesThatMayNotShareAMegawattInTheHoursAhead() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "3h", "ecrs"), Reduction.ofWatts(8_000)));
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r2", site.now(), "3h", "ers"), Reduction.ofWatts(6_000)));
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r3", site.now(), "1h", "ffr"), Reduction.ofWatts(5_000)));
        site.at("61 s");
        assertThat(site.engine.offersAhead().getFirst().owed()).isEqualTo(Power.ofWatts(14_000));
    }

    @Test
    void shouldSayThatDevicesAreKeptAsReserveWhenAnEventIsCutShortForIt() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "3h", "ffr"), Reduction.ofWatts(26_000)));
        site.at("61 s");
        site.instruct(
                new Instruction.LimitTo(
                        site.notice("e1", site.now(), "1h", "ecrs"), Power.ofWatts(5_000)));
        Plan plan = site.expectPlan();
        assertThat(site.engine.band().floorBy()).isEqualTo("r1");
        assertThat(plan.leftOut()).containsOnlyKeys(LeftOut.KEPT_AS_RESERVE);
    }

    @Test
    void shouldRefuseABasePointThatTheSiteCannotReach() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                        new Instruction.Track(
                                site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(99_000)))
                .expectState("t1", ObligationState.REFUSED);
        assertThat(site.engine.obligation(new InstructionId("t1")).refusal())
                .isEqualTo(Refusal.OUT_OF_REACH);
    }

    @Test
    void shouldLetAnEmergencyGoBeforeASetPointAndSayWhoLoses() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.Track(
                        site.notice("t1", site.now(), "1h", "clr"), Power.ofWatts(30_000)));
        site.at("61 s")
                .instruct(
                        new Instruction.ReduceBy(
                                site.notice("e1", site.now(), "10m", "ers"),
                                Reduction.ofWatts(20_000)));
        assertThat(site.engine.band().ceilingBy()).isEqualTo("e1");
        assertThat(site.engine.band().ceiling()).isEqualTo(Power.ofWatts(10_000));
        assertThat(site.engine.band().conflicts())
                .extracting(Conflict::loser, Conflict::winner, Conflict::reason)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                "t1", "e1", Conflict.Reason.STRONGER_RANK));
    }

    @Test
    void shouldAddUpTwoEventsThatMayNotShareAMegawatt() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.ReduceBy(
                        site.notice("e1", site.now(), "10m", "ers"), Reduction.ofWatts(6_000)));
        site.instruct(
                new Instruction.ReduceBy(
                        site.notice("e2", site.now(), "10m", "ecrs"), Reduction.ofWatts(6_000)));
        assertThat(site.engine.band().ceiling()).isEqualTo(Power.ofWatts(18_000));
    }

    @Test
    void shouldRefuseAnEventWhoseMegawattsAreTaken() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.ReduceBy(
                        site.notice("e1", site.now(), "10m", "ers"), Reduction.ofWatts(20_000)));
        site.instruct(
                        new Instruction.ReduceBy(
                                site.notice("e2", site.now(), "10m", "ecrs"),
                                Reduction.ofWatts(20_000)))
                .expectState("e2", ObligationState.REFUSED);
        assertThat(site.engine.obligation(new InstructionId("e2")).refusal())
                .isEqualTo(Refusal.MEGAWATTS_TAKEN);
    }

    @Test
    void shouldRefuseAProgramNobodyKnows() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.ReduceBy(
                        site.notice("e1", site.now(), "10m", "ersatz"), Reduction.ofWatts(6_000)));
        assertThat(site.engine.obligation(new InstructionId("e1")).refusal())
                .isEqualTo(Refusal.UNKNOWN_PROGRAM);
    }

    @Test
    void shouldKeepReserveRunningWhenThePriceSaysSleep() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instruct(
                new Instruction.HoldReserve(
                        site.notice("r1", site.now(), "1h", "ecrs"), Reduction.ofWatts(15_000)));
        site.at("61 s").price("500 $/MWh", "1 h");
        assertThat(site.commands()).hasSizeBetween(4, 5).allMatch(c -> c.action().isSleep());
    }

    @Test
    void shouldLeaveAHeldDeviceAloneAndSayWho() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.step(
                new Input.HoldPlaced(
                        new Hold(
                                "bench-work",
                                Set.of(new DeviceId("m1")),
                                Hold.Kind.AWAKE,
                                null,
                                "ana")));
        site.instructLimit("e1", "1 kW", "10m").expectLeftOut("m1", LeftOut.HELD);
        assertThat(site.commands()).noneMatch(c -> c.device().value().equals("m1"));
    }

    @Test
    void shouldPutAHeldDeviceToSleepAndKeepItAsleepUntilItIsLifted() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.step(
                        new Input.HoldPlaced(
                                new Hold(
                                        "fan-swap",
                                        Set.of(new DeviceId("m2")),
                                        Hold.Kind.ASLEEP,
                                        null,
                                        "ana")))
                .expectSleep("m2")
                .accepts("m2")
                .at("64 s")
                .asleep("m2")
                .at("10m")
                .expectNoCommands()
                .step(new Input.HoldLifted("fan-swap", "ana"))
                .expectWake("m2");
    }

    @Test
    void shouldQuarantineADeviceThatDisobeysAgainAndAgain() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        for (int round = 0; round < 3; round++) {
            int at = 60 + round * 600;
            site.at(at + " s").allHash().meterReads("30 kW");
            site.instructLimit("e" + round, "1 kW", "1m");
            site.fails("m1", Failure.DEVICE_ERROR);
            site.at(at + 5 + " s").acceptsAll();
            site.at(at + 20 + " s").drawAsAsked("m1").meterReads("4 kW");
            site.at(at + 70 + " s").meterReads("4 kW");
            site.at(at + 71 + " s").acceptsAll().at(at + 90 + " s").allHash().meterReads("30 kW");
            site.at(at + 91 + " s").meterReads("30 kW");
        }
        assertThat(site.engine.isQuarantined(0)).isTrue();
        site.at("40m").allHash().meterReads("30 kW").instructLimit("later", "1 kW", "10m");
        site.expectLeftOut("m1", LeftOut.QUARANTINED);
    }

    @Test
    void shouldNeverPutToSleepMoreOftenThanADayAllows() {
        Device plain = Timeline.miner("m1", "3000 W", "100 TH/s");
        Device twice =
                new Device(
                        plain.id(),
                        plain.family(),
                        plain.model(),
                        plain.endpoint(),
                        null,
                        plain.running(),
                        plain.standby(),
                        plain.hashRate(),
                        new Envelope(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                false,
                                2,
                                null,
                                null),
                        plain.timing(),
                        plain.capabilities());
        Timeline site = timeline(SiteLimits.NONE, List.of(), twice);
        for (int round = 0; round < 3; round++) {
            int at = 60 + round * 300;
            site.at(at + " s")
                    .allHash()
                    .meterReads("3 kW")
                    .instructLimit("e" + round, "1 kW", "1m");
            if (round < 2) {
                site.expectSleep("m1").accepts("m1").at(at + 5 + " s").asleep("m1");
                site.meterReads("25 W").at(at + 61 + " s").expectWake("m1").accepts("m1");
                site.at(at + 70 + " s").hashing("m1").meterReads("3 kW");
            }
        }
        site.expectNoCommands().expectLeftOut("m1", LeftOut.SLEEPS_SPENT);
    }

    @Test
    void shouldComeBackNoFasterThanTheRampAllows() {
        Timeline site =
                ready(
                        tenThatThrottle(
                                new SiteLimits(null, Power.ZERO, new RampRate(6_000), null)),
                        "30 kW");
        site.instructLimit("e1", "1 kW", "1m").acceptsAll();
        site.at("70 s").drawAsAsked().meterReads("300 W");
        List<Integer> perHalfMinute = new ArrayList<>();
        for (int half = 0; half < 6; half++) {
            site.at(120 + half * 30 + " s");
            perHalfMinute.add(site.commands().size());
            site.acceptsAll().at(125 + half * 30 + " s").drawAsAskedOf("WAKE");
        }
        assertThat(perHalfMinute).isEqualTo(List.of(1, 1, 1, 1, 1, 1));
    }

    @Test
    void shouldPlanTheSameWhenItIsOnlyAskedWhatItWouldDo() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        Instruction asked =
                new Instruction.LimitTo(
                        site.notice("e1", site.now(), "10m"), Power.ofWatts(20_000));
        Preview preview = site.engine.preview(asked);
        site.instruct(asked);
        assertThat(site.expectPlan()).isEqualTo(preview.plan());
    }

    @Test
    void shouldTakeADeviceBackThatFallsAsleepAfterItWasGivenUp() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "1 kW", "20 s").acceptsAll();
        site.at("75 s").drawAsAsked("m1").hashing("m1").expectFailure("m1", Failure.STAYED_AWAKE);
        site.at("81 s").meterReads("4 kW").expectPhase("m1", Phase.FREE);
        site.at("95 s").asleep("m1").expectWake("m1");
    }

    @Test
    void shouldLetGoOfADeviceThatNeverSleptThoughAHandKeepsItAwake() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "1 kW", "20 s").acceptsAll();
        site.at("75 s").drawAsAsked("m1").hashing("m1").expectFailure("m1", Failure.STAYED_AWAKE);
        Hold awake =
                new Hold("bench-work", Set.of(new DeviceId("m1")), Hold.Kind.AWAKE, null, "ana");
        site.step(new Input.HoldPlaced(awake));
        site.at("81 s").meterReads("4 kW").expectPhase("m1", Phase.FREE);
    }

    @Test
    void shouldTakeADeviceBackThatFallsAsleepAfterItSeemedToHaveWoken() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "1 kW", "10 s").acceptsAll();
        site.at("71 s").expectCommanded().acceptsAll();
        site.at("72 s").hashing("m1").expectPhase("m1", Phase.FREE);
        site.at("95 s").asleep("m1").expectPhase("m1", Phase.RESTORE_SENT).expectWake("m1");
        site.accepts("m1").at("100 s").hashing("m1").expectPhase("m1", Phase.FREE);
    }

    @Test
    void shouldLeaveADeviceAsleepThatSomebodyElsePutToSleepAfterItHadWoken() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "1 kW", "10 s").acceptsAll();
        site.at("64 s").asleep("m1").at("71 s").expectCommanded();
        site.at("80 s").hashing("m1").expectPhase("m1", Phase.FREE);
        site.at("95 s").asleep("m1").expectNoCommands().expectPhase("m1", Phase.FREE);
    }

    @Test
    void shouldNotWakeADeviceInDoubtWhileItIsTooHot() {
        Timeline site = timeline(SiteLimits.NONE, List.of(), notAbove60Celsius("m1"));
        readAt(site.at("60 s"), "m1", Activity.HASHING, 68);
        site.meterReads("3 kW").instructLimit("e1", "1 kW", "10 s").expectSleep("m1");
        site.at("61 s").fails("m1", Failure.NO_ANSWER);
        site.at("71 s").expectNoCommands().expectPhase("m1", Phase.CURTAIL_FAILED);
        readAt(site.at("80 s"), "m1", Activity.ASLEEP, 64).expectNoCommands();
        readAt(site.at("200 s"), "m1", Activity.ASLEEP, 50).expectWake("m1");
    }

    @Test
    void shouldPlanOnlyWithDevicesItCanAskWhenManyFailAtOnce() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "1 kW", "10m").at("61 s").cancel("e1");
        site.instructLimit("e2", "29.5 kW", "10m").at("71 s");
        Plan plan = site.expectPlan();
        assertThat(plan.causedBy().value()).isEqualTo("e2");
        assertThat(plan.chosen()).isEmpty();
        assertThat(plan.shortfall().watts()).isPositive();
    }

    private static Device notAbove60Celsius(String id) {
        Device plain = Timeline.miner(id, "3000 W", "100 TH/s");
        Duration rest = Duration.ofSeconds(10);
        return new Device(
                plain.id(),
                plain.family(),
                plain.model(),
                plain.endpoint(),
                null,
                plain.running(),
                plain.standby(),
                plain.hashRate(),
                new Envelope(rest, rest, false, 96, null, Temperature.ofCelsius(60)),
                plain.timing(),
                plain.capabilities());
    }

    private static Timeline readAt(Timeline site, String id, Activity activity, long celsius) {
        Device device = site.definition.site().devices().getFirst();
        boolean works = activity == Activity.HASHING;
        return site.step(
                new Input.DevicesRead(
                        List.of(
                                new DeviceReading(
                                        new DeviceId(id),
                                        site.now(),
                                        activity,
                                        works ? device.running() : device.standby(),
                                        PowerSource.MODELLED,
                                        works ? device.hashRate() : HashRate.ZERO,
                                        Quality.GOOD,
                                        Temperature.ofCelsius(celsius)))));
    }

    @Test
    void shouldGoByItsDevicesWhenTheMeterChangesSign() {
        Timeline site = ready(tenThatThrottle(SiteLimits.NONE), "30 kW");
        site.instructLimit("e1", "20 kW", "10m").acceptsAll();
        site.at("70 s").drawAsAsked().meterReads("-19 kW");
        assertThat(site.expect(Output.Alarm.class).code()).isEqualTo("METER_DOUBTED");
        site.at("71 s").meterReads("-19 kW").expectNoCommands();
    }
}
