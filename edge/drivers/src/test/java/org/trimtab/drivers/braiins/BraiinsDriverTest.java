package org.trimtab.drivers.braiins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedBraiins;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

class BraiinsDriverTest {
    private static final String DPS_OFF = "PUT /api/v1/performance/dps {\"enable\":false}";
    private static final String DPS_ON = "PUT /api/v1/performance/dps {\"enable\":true}";
    private static final String LOGIN =
            "POST /api/v1/auth/login {\"username\":\"root\",\"password\":\"root\"}";

    private final RecordedBraiins recorded = new RecordedBraiins();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(4028);

    @Test
    void shouldReadTheRecordedFiguresAsModelled() {
        DeviceReading reading = poll().reading();
        assertThat(reading.power().watts()).isEqualTo(3_137);
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(141_463_565);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
        assertThat(recorded.asked()).hasSize(3).first().isEqualTo(LOGIN);
    }

    @Test
    void shouldReadByTheOtherInterfaceAndAskForRestNoMoreWhenItIsMissing() {
        String digest =
                Run.with(recorded, driver().poll(device, true, Run.BEGAN)).result().poolsDigest();
        recorded.forgetDriver();
        recorded.loseRest();
        DeviceReading reading = poll().reading();
        assertThat(reading.power().watts()).isEqualTo(3_137);
        assertThat(reading.activity()).isEqualTo(Activity.HASHING);
        assertThat(asking(this::poll)).containsExactly("summary", "tunerstatus");
        run(Action.SLEEP);
        assertThat(poll().reading().activity()).isEqualTo(Activity.ASLEEP);
        assertThat(poll().reading().power()).isEqualTo(device.standby());
        assertThat(
                        Run.with(recorded, driver().poll(device, true, Run.BEGAN))
                                .result()
                                .poolsDigest())
                .isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({"900, STARTING", "0, ASLEEP", "60, ASLEEP", "61, STARTING", ", UNKNOWN"})
    void shouldTellStartingFromSleepingByThePowerWhenNothingNamesTheState(
            String watts, Activity activity) {
        recorded.loseRest();
        String told = watts == null ? "\"x\":1" : "\"ApproximateMinerPowerConsumption\":" + watts;
        DeviceReport report =
                Run.distorted(
                                recorded,
                                driver().poll(device, false, Run.BEGAN),
                                bytes ->
                                        new String(bytes, StandardCharsets.UTF_8)
                                                .replace("141463565.4", "0.0")
                                                .replaceAll(
                                                        "\"ApproximateMinerPowerConsumption\":\\d+",
                                                        told)
                                                .getBytes(StandardCharsets.UTF_8))
                        .result();
        assertThat(report.reading().activity()).isEqualTo(activity);
    }

    @Test
    void shouldTryAWrongPasswordOnceAndReadByTheOtherInterface() {
        recorded.changePassword();
        for (int i = 0; i < 5; i++) {
            assertThat(poll().reading().activity()).isEqualTo(Activity.HASHING);
        }
        assertThat(recorded.asked().stream().filter(LOGIN::equals)).hasSize(1);
    }

    @Test
    void shouldLogInOnceMoreWhenTheTokenLapsesOnTheWay() {
        poll();
        recorded.dropToken();
        assertThat(asking(this::poll))
                .containsExactly(
                        "GET /api/v1/miner/details ",
                        LOGIN,
                        "GET /api/v1/miner/details ",
                        "GET /api/v1/miner/stats ");
    }

    @Test
    void shouldNotHammerWhenItIsAskedTooOften() {
        recorded.sayTooMany();
        DeviceReport report = poll();
        assertThat(report.failure()).isEqualTo(Failure.DEVICE_ERROR);
        assertThat(report.detail()).contains("too many requests");
        assertThat(recorded.asked()).hasSize(1);
    }

    @Test
    void shouldSleepInOneTripAndNotWaitForRest() {
        assertThat(asking(() -> run(Action.SLEEP))).containsExactly("pause");
        recorded.loseRest();
        assertThat(run(Action.SLEEP)).isInstanceOf(CommandOutcome.Accepted.class);
    }

    @Test
    void shouldHoldScalingOffWhileItSleepsAndPutEverythingBackWhenItWakes() {
        assertThat(prepare().failure()).isNull();
        assertThat(recorded.ramping()).isEqualTo("\"up_s\":5,\"down_s\":2");
        assertThat(recorded.scaling()).isTrue();
        assertThat(asking(() -> run(Action.SLEEP))).containsExactly("pause", DPS_OFF);
        assertThat(recorded.scaling()).isFalse();
        assertThat(asking(() -> run(Action.WAKE)))
                .containsExactly(
                        DPS_ON, "resume", "PUT /api/v1/performance/quick-ramping/default ");
        assertThat(recorded.scaling()).isTrue();
        assertThat(recorded.ramping()).isEmpty();
        assertThat(kept.recall(device.id())).isEqualTo("{}");
        assertThat(driver().standDown(device, Run.BEGAN)).isNull();
    }

    @Test
    void shouldPutItsOwnRampingBackExactlyAndLeaveScalingAloneWhenItWasOff() {
        recorded.ramping("\"up_s\":33,\"down_s\":21");
        recorded.scaling(false);
        prepare();
        prepare();
        assertThat(recorded.ramping()).isEqualTo("\"up_s\":5,\"down_s\":2");
        run(Action.SLEEP);
        run(Action.WAKE);
        assertThat(recorded.ramping()).isEqualTo("\"up_s\":33,\"down_s\":21");
        assertThat(recorded.asked().stream().filter(a -> a.contains("quick-ramping"))).hasSize(2);
        assertThat(recorded.asked()).doesNotContain(DPS_OFF, DPS_ON);
    }

    @Test
    void shouldChangeNothingWhenItIsSetAsWantedAlready() {
        recorded.ramping("\"up_s\":5,\"down_s\":2");
        prepare();
        assertThat(kept.kept()).isZero();
        assertThat(recorded.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    @Test
    void shouldPutEverythingBackAfterAStartAnew() {
        prepare();
        run(Action.SLEEP);
        recorded.forgetDriver();
        run(Action.WAKE);
        assertThat(recorded.scaling()).isTrue();
        assertThat(recorded.ramping()).isEmpty();
    }

    @Test
    void shouldPutEverythingBackWhenItStandsDownWithoutAnEvent() {
        prepare();
        assertThat(standDown()).isEqualTo(Readiness.READY);
        assertThat(recorded.ramping()).isEmpty();
        assertThat(driver().standDown(device, Run.BEGAN)).isNull();
    }

    @Test
    void shouldBeReadyToSleepThoughItsRestIsMissing() {
        recorded.loseRest();
        Readiness readiness = prepare();
        assertThat(readiness.failure()).isNull();
        assertThat(readiness.detail()).contains("HTTP 404");
        assertThat(driver().prepare(device, Run.BEGAN)).isNull();
    }

    @Test
    void shouldSetATargetThatTheTunerReckonsToStayBelowTheCap() {
        assertThat(cap(2_600)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.target()).isEqualTo(2_500);
        assertThat(recorded.scaling()).isFalse();
        assertThat(poll().reading().power().watts()).isLessThanOrEqualTo(2_600);
        assertThat(cap(2_080)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.target()).isEqualTo(2_000);
        assertThat(cap(4_400)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.target()).as("never above its own").isEqualTo(3_031);
        cap(2_080);
        assertThat(run(Action.WAKE)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.target()).isEqualTo(3_031);
        assertThat(recorded.scaling()).isTrue();
        assertThat(kept.recall(device.id())).isEqualTo("{}");
    }

    @Test
    void shouldNotCallItCappedWhenItSaidYesAndDidNothing() {
        recorded.turnDeafToTargets();
        CommandOutcome outcome = cap(2_600);
        assertThat(outcome).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) outcome).detail()).contains("still 3031 W");
        assertThat(outcome.writtenAt()).isNotNull();
    }

    @Test
    void shouldSayWhyItCannotBeCapped() {
        CommandOutcome low = cap(1_000);
        assertThat(((CommandOutcome.Rejected) low).detail()).contains("1248 W", "1000 W");
        recorded.loseRest();
        assertThat(cap(2_600)).isInstanceOf(CommandOutcome.Unsupported.class);
        recorded.findRest();
        recorded.changePassword();
        assertThat(((CommandOutcome.Rejected) cap(2_600)).failure())
                .isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(recorded.acts()).isZero();
        assertThat(recorded.scaling()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldNeverLoseTheTargetWhateverBefallsACap(Fault fault) {
        for (int at = 0; at < 6; at++) {
            RecordedBraiins one = new RecordedBraiins();
            KeptStates states = new KeptStates();
            Device its = one.device(4028);
            Run<CommandOutcome> capped =
                    Run.with(
                            one,
                            one.driver(states)
                                    .perform(its, command(new Action.CapAt(Power.ofWatts(2_600)))),
                            at,
                            fault);
            assertThat(capped.result()).isNotInstanceOf(CommandOutcome.Accepted.class);
            assertThat(capped.result() instanceof CommandOutcome.Uncertain)
                    .as(fault + " in exchange " + at + ": " + capped.result())
                    .isEqualTo(one.acts() > 0);
            Run.with(one, one.driver(states).perform(its, command(Action.WAKE)));
            assertThat(one.target()).isEqualTo(3_031);
            assertThat(one.scaling()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldWakeItAndSayWhatIsNotAsBeforeWhateverBefallsTheRestoring(Fault fault) {
        for (int at = 0; at < 4; at++) {
            RecordedBraiins one = new RecordedBraiins();
            KeptStates states = new KeptStates();
            Device its = one.device(4028);
            Driver driver = one.driver(states);
            Run.with(one, driver.prepare(its, Run.BEGAN));
            Run.with(one, driver.perform(its, command(new Action.CapAt(Power.ofWatts(2_600)))));
            Run.with(one, driver.perform(its, command(Action.SLEEP)));
            CommandOutcome outcome =
                    Run.with(one, driver.perform(its, command(Action.WAKE)), at, fault).result();
            String where = fault + " in exchange " + at + ": " + outcome;
            boolean targetBack = at > 0 || fault.written();
            if (outcome instanceof CommandOutcome.Accepted) {
                assertThat(one.asleep()).as(where).isFalse();
                assertThat(one.target()).as(where).isEqualTo(3_031);
            } else if (at == 0 && !targetBack) {
                assertThat(one.asleep()).as(where).isFalse();
                assertThat(outcome).as(where).isInstanceOf(CommandOutcome.Uncertain.class);
                assertThat(((CommandOutcome.Uncertain) outcome).detail()).contains("3031 W");
            }
            Run.with(one, driver.perform(its, command(Action.WAKE)));
            Conversation<Readiness> last = driver.standDown(its, Run.BEGAN);
            if (last != null) {
                Run.with(one, last);
            }
            assertThat(one.asleep()).isFalse();
            assertThat(one.target()).as(where).isEqualTo(3_031);
            assertThat(one.scaling()).as(where).isTrue();
            assertThat(one.ramping()).as(where).isEmpty();
            assertThat(states.recall(its.id())).as(where).isEqualTo("{}");
        }
    }

    @Test
    void shouldStayUncertainWhenItWakesWithoutItsOwnTarget() {
        cap(2_600);
        recorded.loseRest();
        CommandOutcome outcome = run(Action.WAKE);
        assertThat(outcome).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(((CommandOutcome.Uncertain) outcome).detail()).contains("3031 W", "404");
        assertThat(standDown().failure()).isEqualTo(Failure.DEVICE_ERROR);
        recorded.findRest();
        assertThat(standDown()).isEqualTo(Readiness.READY);
        assertThat(recorded.target()).isEqualTo(3_031);
    }

    @Test
    void shouldTellWhoItIsAndHowItIsSet() {
        recorded.ramping("\"up_s\":33,\"down_s\":21");
        Inspection inspection = inspect();
        assertThat(inspection.identity().model()).isEqualTo("Antminer S19 XP");
        assertThat(inspection.identity().firmware()).contains("25.07-plus");
        assertThat(inspection.identity().serial()).isEqualTo("02:ee:da:a9:b6:4a");
        assertThat(inspection.settings())
                .containsEntry("power_target_w", "3031")
                .containsEntry("dps", "on")
                .containsEntry("ramp_up_s", "33")
                .containsEntry("ramp_down_s", "21")
                .containsEntry("fan", "auto");
        assertThat(inspection.capabilities()).contains(Capability.CAP);
        assertThat(inspection.curve().origin()).isEqualTo(PowerCurve.Origin.LIMITS);
        assertThat(inspection.curve().least().watts()).isEqualTo(1_248);
        assertThat(inspection.findings()).anyMatch(f -> f.what().contains("delivered with"));
        recorded.giveEfficiencyProfile();
        PowerCurve curve = inspect().curve();
        assertThat(curve.origin()).isEqualTo(PowerCurve.Origin.EFFICIENCY_TABLE);
        assertThat(curve.levels())
                .containsExactly(
                        new PowerCurve.Level(
                                "1500 W",
                                Power.ofWatts(1_544),
                                new org.trimtab.quantity.HashRate(80_500_000)),
                        new PowerCurve.Level(
                                "3000 W",
                                Power.ofWatts(3_090),
                                new org.trimtab.quantity.HashRate(140_250_000)));
    }

    @Test
    void shouldSayHowToMendAMissingRest() {
        recorded.loseRest();
        Inspection inspection = inspect();
        assertThat(inspection.capabilities())
                .containsExactlyInAnyOrder(Capability.CURTAIL, Capability.METERED);
        assertThat(inspection.findings())
                .anyMatch(f ->
                        f.weight() == Finding.Weight.WARNING
                                && f.what().contains("REST")
                                && f.mend().contains("25.07"));
        recorded.login(new Credentials("root", "own"));
        assertThat(inspect().findings()).noneMatch(f -> f.what().contains("delivered with"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"quick_ramping\":7}", "{\"power_target_w\":\"x\"}"})
    void shouldTakeOddKeptTextForNothingKept(String text) {
        assertThat(BraiinsPrior.parse(text).powerTargetWatts()).isNull();
        assertThat(BraiinsPrior.parse(text).scaling()).isFalse();
    }

    private Driver driver() {
        return recorded.driver(kept);
    }

    private DeviceReport poll() {
        return Run.with(recorded, driver().poll(device, false, Run.BEGAN)).result();
    }

    private Inspection inspect() {
        return Run.with(recorded, driver().inspect(device, Run.BEGAN)).result();
    }

    private Readiness prepare() {
        return Run.with(recorded, driver().prepare(device, Run.BEGAN)).result();
    }

    private Readiness standDown() {
        return Run.with(recorded, driver().standDown(device, Run.BEGAN)).result();
    }

    private CommandOutcome cap(long watts) {
        return run(new Action.CapAt(Power.ofWatts(watts)));
    }

    private CommandOutcome run(Action action) {
        return Run.with(recorded, driver().perform(device, command(action))).result();
    }

    private List<String> asking(Runnable what) {
        int before = recorded.asked().size();
        what.run();
        return recorded.asked().subList(before, recorded.asked().size());
    }

    private static Command command(Action action) {
        return new Command(
                new CommandId("c-1"),
                new org.trimtab.resource.DeviceId("bra-1"),
                action,
                Run.BEGAN,
                Run.BEGAN.plusSeconds(30),
                "i-1");
    }
}
