package org.trimtab.drivers.luxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedLuxos;
import org.trimtab.drivers.tck.Run;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class LuxosDriverTest {
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

    private Conversation<CommandOutcome> sleep() {
        return recorded.driver(new KeptStates())
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
                        recorded.driver(new KeptStates()).poll(device, false, Run.BEGAN),
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
