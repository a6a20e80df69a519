package org.trimtab.drivers.avalon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedAvalon;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class AvalonDriverTest {
    private final RecordedAvalon recorded = new RecordedAvalon();
    private final AvalonDriver driver = (AvalonDriver) recorded.driver(new KeptStates());
    private final Device device = recorded.device(4028);

    @Test
    void shouldTakeTheRecordedSuccessForOneThoughItsLetterIsNotS() {
        CgminerReply off =
                CgminerReply.parse(RecordedDevice.recording("avalon/ascset_softoff.json"));
        CgminerReply on = CgminerReply.parse(RecordedDevice.recording("avalon/ascset_softon.json"));
        assertThat(AvalonProtocol.taken(off, Action.State.SLEEP)).isTrue();
        assertThat(AvalonProtocol.taken(on, Action.State.WAKE)).isTrue();
        assertThat(AvalonProtocol.taken(on, Action.State.SLEEP)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "86400", "-999999"})
    void shouldActByTheDevicesOwnClockWhenItIsOff(long secondsOff) {
        long its = RecordedAvalon.RECORDED_AT + secondsOff;
        recorded.setClock(its);
        assertThat(perform(Action.SLEEP).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.lastScheduledAt()).isEqualTo(its + 5);
    }

    @Test
    void shouldNotOrderAnythingWhenItDoesNotTellItsTime() {
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        driver.perform(device, Commands.of(device, Action.SLEEP)),
                        bytes -> bytes(text(bytes).replace("\"When\"", "\"Then\"")));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Unreachable.class);
        assertThat(Commands.detail(run.result())).contains("time");
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldStayUncertainWhenASoftOnClosesWithoutAnAnswer() {
        perform(Action.SLEEP);
        recorded.closeWithoutAnswer();
        Run<CommandOutcome> run =
                Run.with(
                        recorded,
                        driver.perform(device, Commands.of(device, Action.WAKE)),
                        1,
                        Fault.CUT_AT_ONCE);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.CUT_OFF);
        assertThat(run.result().writtenAt()).isNotNull();
        assertThat(recorded.asleep()).isFalse();
    }

    @Test
    void shouldConfirmASleepWhenItIsOffAlready() {
        perform(Action.SLEEP);
        assertThat(perform(Action.SLEEP).result()).isInstanceOf(CommandOutcome.Confirmed.class);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldTurnItOnThoughItWorksSinceASoftOffMayBeOnItsWay() {
        assertThat(perform(Action.WAKE).result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TMax[0],", "TMax[82], 82000", "TMax[-12], -12000", "TMax[999],", "TMax[],", "x,"})
    void shouldTellItsHottestChipUnlessTheSensorIsSilent(String told, Long expected) {
        assertThat(poll(text -> text.replace("TMax[0]", told)).temperature())
                .isEqualTo(expected == null ? null : new Temperature(expected));
    }

    @Test
    void shouldReadPowerFromTheSupplyAndCallItAnEstimateOfTheWall() {
        DeviceReading reading = poll(UnaryOperator.identity());
        assertThat(reading.power().watts()).isEqualTo(807);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.quality()).isEqualTo(Quality.ESTIMATED);
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(55_032_790);
        DeviceReading wall = poll(text -> text.replace(" PS[", " WALLPOWER[868] PS["));
        assertThat(wall.power().watts()).isEqualTo(868);
        assertThat(wall.quality()).isEqualTo(Quality.GOOD);
        DeviceReading none = poll(text -> text.replace(" PS[", " XPS["));
        assertThat(none.power()).isEqualTo(device.running());
        assertThat(none.source()).isEqualTo(PowerSource.NAMEPLATE);
    }

    @Test
    void shouldNotCallItAsleepWhenItIsIdleForAnotherReason() {
        perform(Action.SLEEP);
        assertThat(poll(UnaryOperator.identity()).activity()).isEqualTo(Activity.ASLEEP);
        assertThat(poll(text -> text.replace("SoftOFF[4]", "SoftOFF[0]")).activity())
                .isEqualTo(Activity.STARTING);
        assertThat(poll(text -> text.replace("SYSTEMSTATU", "X")).activity())
                .isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldReadTheShortReportAsWell() {
        CgminerReply lite = CgminerReply.parse(RecordedDevice.recording("avalon/litestats.json"));
        String module = AvalonProtocol.module(lite);
        assertThat(AvalonProtocol.work(module)).isEqualTo(AvalonProtocol.Work.SOFT_OFF);
        assertThat(AvalonProtocol.value(module, "PS")).isEqualTo("0 1221 4 0 0 2245 146");
        assertThat(AvalonProtocol.value(module, "MPO")).isEqualTo("800");
        assertThat(AvalonProtocol.value(module, "ver")).isNull();
        assertThat(AvalonProtocol.value(module, "TEMP")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1346-116, Avalon A1346",
        "1466I-170, Avalon A1466I",
        "A16XP-300, Avalon A16 XP",
        "Q, Avalon Q"
    })
    void shouldNameTheModelAsTheDescriptorDoes(String its, String ours) {
        byte[] version =
                bytes(
                        text(RecordedDevice.recording("avalon/version.json"))
                                .replace("\"MODEL\": \"Q\"", "\"MODEL\": \"" + its + "\""));
        Fingerprint fingerprint = driver.fingerprint();
        assertThat(fingerprint.recognise(fingerprint.questions().getFirst(), version).model())
                .isEqualTo(ours);
    }

    @Test
    void shouldTellTheOwnerThatItsClockIsOffAndThatAnybodyCanTurnItOff() {
        Inspection inspection = Run.with(recorded, driver.inspect(device, Run.BEGAN)).result();
        assertThat(inspection.findings())
                .anyMatch(finding -> finding.what().contains("clock is off by"))
                .anyMatch(finding -> finding.what().contains("no login"));
        assertThat(inspection.settings()).containsEntry("power_target_w", "800");
        assertThat(inspection.identity().serial()).isEqualTo("AA:BB:CC:DD:EE:FF");
    }

    private Run<CommandOutcome> perform(Action action) {
        return Run.with(recorded, driver.perform(device, Commands.of(device, action)));
    }

    private DeviceReading poll(UnaryOperator<String> change) {
        return Run.distorted(
                        recorded,
                        driver.poll(device, false, Run.BEGAN),
                        answer -> bytes(change.apply(text(answer))))
                .result()
                .reading();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
