package org.trimtab.drivers.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.tck.Devices;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedProto;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class ProtoDriverTest {
    private final RecordedProto recorded = new RecordedProto();
    private final KeptStates kept = new KeptStates();
    private final Device device = recorded.device(80);

    @Test
    void shouldReadThePowerItsSuppliesMeasureTogether() {
        DeviceReading reading = poll().reading();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(141_147_435);
        assertThat(reading.power().watts()).isEqualTo(3_526);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void shouldTakeWhatItsMiningSoftwareComputesWhenThereIsNoTelemetry() {
        recorded.loseTelemetry();
        DeviceReading reading = poll().reading();
        assertThat(reading.power().watts()).isEqualTo(3_447);
        assertThat(reading.source()).isEqualTo(PowerSource.MODELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "Curtailed, ASLEEP",
        "Stopped, ASLEEP",
        "PoweringOff, UNKNOWN",
        "PoweringOn, STARTING",
        "NoPools, STARTING",
        "DegradedMining, STARTING",
        "Error, UNKNOWN",
        "Uninitialized, UNKNOWN",
        "Hibernating, UNKNOWN",
        "stopped, UNKNOWN",
    })
    void shouldCallNothingAsleepButItsOwnWordsForIt(String status, Activity activity) {
        recorded.be(status);
        assertThat(poll().reading().activity()).isEqualTo(activity);
    }

    @Test
    void shouldMarkAStopAsACurtailment() {
        run(Action.SLEEP);
        assertThat(recorded.marked()).isTrue();
    }

    @Test
    void shouldLogInOnceAndThenNeedOneTrip() {
        assertThat(run(Action.SLEEP).asked()).hasSize(2);
        assertThat(run(Action.WAKE).asked()).hasSize(1);
        assertThat(recorded.logins()).isEqualTo(1);
    }

    @Test
    void shouldSendTheCommandOnceMoreWhenOnlyItsTokenWasOld() {
        poll();
        recorded.renewToken();
        Run<CommandOutcome> run = run(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldSayWrongPasswordAfterOneTryWhenItIsNotAccepted() {
        recorded.changePassword();
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.SLEEP).result();
        assertThat(rejected.failure()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(rejected.writtenAt()).isNull();
        assertThat(recorded.logins()).isEqualTo(1);
        assertThat(recorded.acts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "429 Too Many Requests, Rejected",
        "503 Service Unavailable, Uncertain",
        "409 Conflict, Rejected"
    })
    void shouldTellApartWhatItsServerAnswers(String status, String outcome) {
        poll();
        recorded.answerWith(status);
        assertThat(run(Action.SLEEP).result().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(poll().failure()).isEqualTo(Failure.DEVICE_ERROR);
    }

    @Test
    void shouldLowerItsTargetAndPutItBack() {
        assertThat(run(cap(8_000)).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.workMode()).isEqualTo("Efficiency at 8000");
        run(cap(6_000));
        run(Action.SLEEP);
        assertThat(kept.recall(device.id()))
                .isEqualTo("{\"power_target_w\":11550,\"performance_mode\":\"Efficiency\"}");
        assertThat(run(Action.WAKE).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.workMode()).isEqualTo("Efficiency at 11550");
        assertThat(recorded.asleep()).isFalse();
        assertThat(run(Action.WAKE).asked()).hasSize(1);
    }

    @Test
    void shouldNeverRaiseItsTargetByACap() {
        run(cap(6_000));
        run(cap(100_000));
        assertThat(recorded.target()).isEqualTo(11_550);
    }

    @Test
    void shouldRefuseACapBelowItsOwnLowestTarget() {
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(cap(3_399)).result();
        assertThat(rejected.detail()).contains("3");
        assertThat(recorded.acts()).isZero();
        assertThat(kept.kept()).isZero();
    }

    @Test
    void shouldWakeItToTheCapWhenItSleeps() {
        run(Action.SLEEP);
        assertThat(run(cap(8_000)).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.asleep()).isFalse();
        assertThat(recorded.target()).isEqualTo(8_000);
    }

    @Test
    void shouldWakeItAndSaySoWhenItDoesNotTakeItsTargetBack() {
        run(cap(8_000));
        run(Action.SLEEP);
        recorded.answerTargetsWith("422 Unprocessable Entity");
        CommandOutcome.Rejected rejected = (CommandOutcome.Rejected) run(Action.WAKE).result();
        assertThat(rejected.detail()).contains("woken", "HTTP 422");
        assertThat(recorded.asleep()).isFalse();
        recorded.answerTargetsWith("200 OK");
        assertThat(run(Action.WAKE).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.target()).isEqualTo(11_550);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "GARBAGE", "CUT_AT_ONCE", "HALF_AS_IF_WHOLE"})
    void shouldStillOweTheTargetWhenTheAnswerToItsReturnIsLost(Fault fault) {
        run(cap(8_000));
        Run<CommandOutcome> run =
                Run.with(
                        recorded,
                        recorded.driver(kept).perform(device, command(Action.WAKE)),
                        0,
                        fault);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(TargetOwed.parse(kept.recall(device.id()))).isNotNull();
    }

    @Test
    void shouldGoToThePortOfHttpsWhenEncryptionIsAsked() {
        Access access = new Access(null, Encryption.SELF_SIGNED, Map.of());
        ProtoDriver driver =
                new ProtoDriver(
                        Devices.family(ProtoDriver.FAMILY),
                        new Surroundings(kept, id -> access, InstantSource.fixed(Run.BEGAN)));
        Exchange first = exchange(driver, device);
        assertThat(first.port()).isEqualTo(443);
        assertThat(first.encryption()).isEqualTo(Encryption.SELF_SIGNED);
        assertThat(exchange(driver, recorded.device(8443)).port()).isEqualTo(8443);
    }

    @Test
    void shouldTellItsLimitsAsACurveAndItsTargetAsSettings() {
        Inspection inspection = inspect();
        PowerCurve curve = inspection.curve();
        assertThat(curve.origin()).isEqualTo(PowerCurve.Origin.LIMITS);
        assertThat(curve.least()).isEqualTo(Power.ofWatts(3_400));
        assertThat(inspection.settings())
                .containsEntry("mode", "Efficiency")
                .containsEntry("power_target_w", "11550")
                .containsEntry("fan", "auto")
                .containsEntry("own_curtailment", "false");
        assertThat(inspection.identity().model()).isEqualTo("Proto Rig");
        assertThat(inspection.identity().serial()).isEqualTo("PROTO-SIM-b6bdaf86");
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void shouldWarnWhenTheRigCurtailsItself() {
        recorded.curtailItself();
        recorded.hashWithoutPool();
        assertThat(inspect().findings())
                .allMatch(f -> f.weight() == Finding.Weight.WARNING && !f.mend().isEmpty())
                .extracting(Finding::what)
                .anyMatch(what -> what.contains("MQTT"))
                .anyMatch(what -> what.contains("loses its pool"));
    }

    private static Exchange exchange(ProtoDriver driver, Device device) {
        return ((Turn.Ask<DeviceReport>) driver.poll(device, false, Run.BEGAN).open()).exchange();
    }

    private static Action cap(long watts) {
        return new Action.CapAt(Power.ofWatts(watts));
    }

    private Inspection inspect() {
        return Run.with(recorded, recorded.driver(kept).inspect(device, Run.BEGAN)).result();
    }

    private Run<CommandOutcome> run(Action action) {
        return Run.with(recorded, recorded.driver(kept).perform(device, command(action)));
    }

    private Command command(Action action) {
        return new Command(
                new CommandId("c-1"),
                device.id(),
                action,
                Run.BEGAN,
                Run.BEGAN.plusSeconds(30),
                "i-1");
    }

    private DeviceReport poll() {
        return Run.with(recorded, recorded.driver(kept).poll(device, false, Run.BEGAN)).result();
    }
}
