package org.trimtab.drivers.luxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedLuxos;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class LuxosDriverTest {
    private final KeptStates kept = new KeptStates();
    private final RecordedLuxos recorded = new RecordedLuxos();
    private final Device device = recorded.device(4028);

    @Test
    void shouldReadTheRecordedFigures() {
        DeviceReading reading = poll(UnaryOperator.identity());
        assertThat(reading.power().watts()).isEqualTo(1_051);
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(59_756_060);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
        assertThat(reading.quality()).isEqualTo(Quality.ESTIMATED);
    }

    @Test
    void shouldCallThePowerMeasuredWhenThePowerSupplyMeasuredIt() {
        DeviceReading reading = poll(text -> text.replace("\"PSU\": false", "\"PSU\": true"));
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void shouldUseTheNameplateWhenItRefusesToGiveItsPower() {
        DeviceReading reading =
                poll(text ->
                        text.contains("POWER")
                                ? "{\"STATUS\":[{\"STATUS\":\"E\",\"Code\":14}]}"
                                : text);
        assertThat(reading.power()).isEqualTo(device.running());
        assertThat(reading.source()).isEqualTo(PowerSource.NAMEPLATE);
    }

    @Test
    void shouldSuspectTheFiguresWhenTheirUnitsCannotBeRight() {
        DeviceReading reading = poll(text -> text.replace("59756.06", "59756060.0"));
        assertThat(reading.quality()).isEqualTo(Quality.SUSPECT);
    }

    @Test
    void shouldTellStartingFromSleepingWhenItDoesNotHash() {
        UnaryOperator<String> idle = text -> text.replace("59756.06", "0");
        assertThat(poll(idle).activity()).isEqualTo(Activity.STARTING);
        assertThat(poll(text -> idle.apply(text).replace("\"None\"", "\"sleep mode\"")).activity())
                .isEqualTo(Activity.ASLEEP);
        assertThat(
                        poll(text ->
                                        idle.apply(text)
                                                .replace(
                                                        "\"IsPowerSupplyOn\": true",
                                                        "\"IsPowerSupplyOn\": \"false\""))
                                .activity())
                .isEqualTo(Activity.ASLEEP);
        assertThat(
                        poll(text ->
                                        idle.apply(text)
                                                .replace("CurtailMode", "x")
                                                .replace("IsPowerSupplyOn", "y"))
                                .activity())
                .isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldGiveTheSessionBackAfterTheOutcome() {
        Run<CommandOutcome> run = Run.with(recorded, sleep());
        assertThat(run.farewell()).isTrue();
        assertThat(run.asked()).hasSize(2);
        assertThat(recorded.session()).isEmpty();
        assertThat(recorded.loggedOff()).isEqualTo("own1");
    }

    @Test
    void shouldKeepItsHandsOffWhenSomebodyElseHoldsTheSession() {
        recorded.takeSession("human42");
        Run<CommandOutcome> run = Run.with(recorded, sleep());
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) run.result()).failure())
                .isEqualTo(Failure.SESSION_TAKEN);
        assertThat(run.farewell()).isFalse();
        assertThat(recorded.session()).isEqualTo("human42");
        assertThat(recorded.asleep()).isFalse();
    }

    @Test
    void shouldSayDeviceErrorWhenItRefusesALogonThoughNobodyHoldsTheSession() {
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        sleep(),
                        bytes -> {
                            recorded.takeSession("");
                            return text(
                                            "\"S\",\"When\":1760242394,\"Code\":316",
                                            "\"E\",\"Code\":9")
                                    .apply(bytes);
                        });
        assertThat(((CommandOutcome.Rejected) run.result()).failure())
                .isEqualTo(Failure.DEVICE_ERROR);
        assertThat(run.acts()).isZero();
    }

    @Test
    void shouldGoOnWithItsOwnSessionWhenItCouldNotBeGivenBack() {
        // Nobody there when the command itself is sent, and so nobody to take the session back.
        Run.with(recorded, sleep(), 1, Fault.REFUSED);
        assertThat(recorded.session()).isEqualTo("own1");
        Run<CommandOutcome> again = Run.with(recorded, sleep());
        assertThat(again.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(again.asked()).hasSize(3);
        assertThat(recorded.session()).isEmpty();
    }

    @Test
    void shouldStayUncertainWhenTheAnswerIsAnotherThanSent() {
        Run<CommandOutcome> run = Run.distorted(recorded, sleep(), text("335", "336"));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(((CommandOutcome.Uncertain) run.result()).failure()).isEqualTo(Failure.GARBLED);
        assertThat(run.farewell()).isTrue();
    }

    @Test
    void shouldSayRejectedWhenTheDeviceSaysNo() {
        UnaryOperator<byte[]> no =
                bytes ->
                        text(
                                        "\"S\",\"When\":1760242394,\"Code\":335",
                                        "\"E\",\"When\":1,\"Code\":402")
                                .apply(bytes);
        Run<CommandOutcome> run = Run.distorted(recorded, sleep(), no);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(((CommandOutcome.Rejected) run.result()).failure())
                .isEqualTo(Failure.DEVICE_ERROR);
        assertThat(((CommandOutcome.Rejected) run.result()).detail())
                .contains("Curtailment command sent");
    }

    @Test
    void shouldNotPutAnOddSessionIdIntoItsCommands() {
        Run<CommandOutcome> run =
                Run.distorted(recorded, sleep(), text("own1", "x\\\",\\\"command\\\":\\\"reboot"));
        assertThat(run.acts()).isZero();
        assertThat(run.result()).isInstanceOf(CommandOutcome.Unreachable.class);
    }

    @Test
    void shouldReadAllInOneTripWhenTheFirmwareAnswersJoinedCommands() {
        recorded.join();
        Run<DeviceReport> run = pollRun(true);
        assertThat(run.asked()).hasSize(1);
        assertThat(run.result().reading().power().watts()).isEqualTo(1_051);
        assertThat(run.result().poolsDigest()).matches("[0-9a-f]{64}");
        assertThat(run.result().poolsDigest())
                .isEqualTo(
                        Run.with(
                                        new RecordedLuxos(),
                                        new RecordedLuxos()
                                                .driver(kept)
                                                .poll(device, true, Run.BEGAN))
                                .result()
                                .poolsDigest());
    }

    @Test
    void shouldAskOneByOneFromThenOnWhenTheFirmwareDoesNotAnswerJoinedCommands() {
        assertThat(pollRun(false).asked()).hasSize(4);
        assertThat(pollRun(false).asked()).hasSize(3);
    }

    @Test
    void shouldAskOneByOneNextTimeWhenAJoinedCommandBringsNothing() {
        DeviceReport none =
                Run.with(recorded, driver().poll(device, false, Run.BEGAN), 0, Fault.SILENT)
                        .result();
        assertThat(none.failure()).isEqualTo(Failure.NO_ANSWER);
        assertThat(pollRun(false).asked()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGiveNoReadingWhenAJoinedPollMeetsAFault(Fault fault) {
        recorded.join();
        pollRun(false);
        DeviceReport report =
                Run.with(recorded, driver().poll(device, false, Run.BEGAN), 0, fault).result();
        assertThat(report.reading()).isNull();
        assertThat(report.failure()).isEqualTo(fault.failure());
    }

    @Test
    void shouldTakeOneTripWithASessionAtHandAndKeepItUntilItStandsDown() {
        assertThat(prepare().failure()).isNull();
        assertThat(recorded.session()).isEqualTo("own1");
        Run<CommandOutcome> run = Run.with(recorded, sleep());
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(1);
        assertThat(run.farewell()).isFalse();
        assertThat(recorded.session()).isEqualTo("own1");
        Run.with(recorded, driver().standDown(device, Run.BEGAN));
        assertThat(recorded.session()).isEmpty();
        assertThat(driver().standDown(device, Run.BEGAN)).isNull();
        assertThat(Run.with(recorded, sleep()).asked()).hasSize(2);
    }

    @Test
    void shouldLogOnAfterAllWhenTheSessionAtHandHasLapsed() {
        prepare();
        recorded.lapseSession();
        Run<CommandOutcome> run = Run.with(recorded, sleep());
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.asleep()).isTrue();
    }

    @Test
    void shouldSayTakenWhenSomebodyTookTheSessionAtHand() {
        prepare();
        recorded.takeSession("human42");
        Run<CommandOutcome> run = Run.with(recorded, sleep());
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.SESSION_TAKEN);
        assertThat(run.result().writtenAt()).isNull();
        assertThat(recorded.session()).isEqualTo("human42");
        assertThat(prepare().failure()).isEqualTo(Failure.SESSION_TAKEN);
        assertThat(driver().standDown(device, Run.BEGAN)).isNull();
    }

    @Test
    void shouldTakeAFreshSessionWhenItIsMadeReadyAnew() {
        prepare();
        prepare();
        assertThat(recorded.logons()).isEqualTo(2);
        assertThat(recorded.session()).isEqualTo("own2");
        Run.with(recorded, driver().prepare(device, Run.BEGAN.plusSeconds(90)));
        assertThat(recorded.session()).isEqualTo("own2"); // still ours: used on
    }

    @Test
    void shouldHoldAProfileAtOrBelowTheCapAndPutBothItAndAtmBack() {
        assertThat(perform(new Action.CapAt(Power.ofWatts(1_100))).result())
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.profile()).isEqualTo("265MHz");
        assertThat(recorded.balanced()).isFalse();
        assertThat(recorded.session()).isEmpty();
        assertThat(perform(new Action.CapAt(Power.ofWatts(1_100))).result())
                .isInstanceOf(CommandOutcome.Confirmed.class);
        perform(new Action.CapAt(Power.ofWatts(800)));
        assertThat(recorded.profile()).isEqualTo("190MHz");
        perform(Action.WAKE);
        assertThat(recorded.profile()).isEqualTo("290MHz");
        assertThat(recorded.balanced()).isTrue();
        assertThat(perform(Action.WAKE).asked()).hasSize(2);
    }

    @Test
    void shouldNeverSetAProfileAboveTheDefaultOne() {
        perform(new Action.CapAt(Power.ofWatts(9_000)));
        assertThat(recorded.profile()).isEqualTo("default");
    }

    @Test
    void shouldRememberTheProfileWhenItCannotBePutBackYet() {
        perform(new Action.CapAt(Power.ofWatts(1_100)));
        perform(Action.SLEEP);
        recorded.refuseProfileWhenJustWoken();
        Run<CommandOutcome> woken = perform(Action.WAKE);
        assertThat(woken.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(woken.result().writtenAt()).isNotNull();
        assertThat(recorded.asleep()).isFalse();
        recorded.settle();
        perform(Action.WAKE);
        assertThat(recorded.profile()).isEqualTo("290MHz");
    }

    @Test
    void shouldTellWhatItIsSetToItsCurveAndWhoHoldsItsSession() {
        recorded.takeSession("human42");
        Inspection inspection = Run.with(recorded, driver().inspect(device, Run.BEGAN)).result();
        assertThat(inspection.identity().model()).isEqualTo("Antminer S19k Pro");
        assertThat(inspection.identity().serial()).isEqualTo("JYZZB0UBDJABF06RB");
        assertThat(inspection.settings())
                .containsEntry("mode", "None")
                .containsEntry("preset", "290MHz")
                .containsEntry("atm", "true")
                .containsKey("fan");
        assertThat(inspection.curve().origin()).isEqualTo(PowerCurve.Origin.PROFILES);
        assertThat(inspection.curve().levels()).hasSize(17);
        assertThat(inspection.curve().least().watts()).isEqualTo(784);
        assertThat(inspection.curve().levels().getLast().name()).isEqualTo("default");
        assertThat(inspection.findings())
                .anyMatch(finding -> finding.what().contains("modelled"))
                .anyMatch(finding -> finding.what().contains("somebody else"));
    }

    private Driver driver() {
        return recorded.driver(kept);
    }

    private Readiness prepare() {
        return Run.with(recorded, driver().prepare(device, Run.BEGAN)).result();
    }

    private Run<CommandOutcome> perform(Action action) {
        return Run.with(recorded, driver().perform(device, Commands.of(device, action)));
    }

    private Run<DeviceReport> pollRun(boolean withPools) {
        return Run.with(recorded, driver().poll(device, withPools, Run.BEGAN));
    }

    private Conversation<CommandOutcome> sleep() {
        return recorded.driver(kept)
                .perform(
                        device,
                        new Command(
                                new CommandId("c-1"),
                                device.id(),
                                Action.SLEEP,
                                Run.BEGAN,
                                Run.BEGAN.plusSeconds(30),
                                "i-1"));
    }

    private DeviceReading poll(UnaryOperator<String> change) {
        return Run.distorted(
                        recorded,
                        recorded.driver(kept).poll(device, false, Run.BEGAN),
                        bytes -> bytes(change.apply(new String(bytes, StandardCharsets.UTF_8))))
                .result()
                .reading();
    }

    private static UnaryOperator<byte[]> text(String from, String to) {
        return bytes -> bytes(new String(bytes, StandardCharsets.UTF_8).replace(from, to));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
