package org.trimtab.drivers.whatsminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedWhatsminerV2;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

class WhatsminerV2DriverTest {
    private final KeptStates kept = new KeptStates();
    private final RecordedWhatsminerV2 recorded = new RecordedWhatsminerV2();
    private final WhatsminerV2Driver driver = (WhatsminerV2Driver) recorded.driver(kept);
    private final Device device = recorded.device(4028);

    @Test
    void shouldReadTheRecordedFigures() {
        DeviceReading reading = poll();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(124_500_000);
        assertThat(reading.temperature()).isEqualTo(new Temperature(81_000));
        assertThat(reading.power().watts()).isEqualTo(3_200);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
    }

    @Test
    void shouldUseOneTokenForAsLongAsItLives() {
        assertThat(perform(Action.SLEEP).asked()).hasSize(2);
        assertThat(perform(Action.WAKE).asked()).hasSize(1);
        assertThat(recorded.tokensGiven()).isEqualTo(1);
        recorded.setNow(Run.BEGAN.plus(Duration.ofMinutes(26)));
        assertThat(performLater(Action.SLEEP).asked()).hasSize(2);
        assertThat(recorded.tokensGiven()).isEqualTo(2);
    }

    @Test
    void shouldBeReadyWithATokenAndAskForNoneWhileItLives() {
        Run<Readiness> ready = Run.with(recorded, driver.prepare(device, Run.BEGAN));
        assertThat(ready.result()).isEqualTo(Readiness.READY);
        assertThat(Run.with(recorded, driver.prepare(device, Run.BEGAN)).asked()).isEmpty();
        assertThat(perform(Action.SLEEP).asked()).hasSize(1);
        assertThat(
                        Run.with(
                                        recorded,
                                        driver.prepare(
                                                device, Run.BEGAN.plus(Duration.ofMinutes(24))))
                                .asked())
                .hasSize(1);
    }

    @Test
    void shouldAskForAnotherTokenOnceWhenAKeptOneIsRefused() {
        perform(Action.WAKE);
        recorded.forgetTokens();
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.asleep()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayWrongPasswordWhenAFreshTokenIsRefusedToo(boolean warm) {
        if (warm) {
            perform(Action.WAKE);
        }
        recorded.changePassword("other");
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(run.result().writtenAt()).isNull();
        assertThat(recorded.asleep()).isFalse();
    }

    @Test
    void shouldNameTheFailureWhenItGivesNoMoreTokens() {
        recorded.refuseTokens(136);
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.SESSION_TAKEN);
        assertThat(Commands.detail(run.result())).contains("too many tokens");
        assertThat(recorded.acts()).isZero();
    }

    @Test
    void shouldLeaveTheLastTokenToPeople() {
        for (int i = 0; i < 31; i++) {
            recorded.forgetTokens();
            assertThat(perform(Action.SLEEP).result()).isInstanceOf(CommandOutcome.Accepted.class);
        }
        assertThat(recorded.tokensGiven()).isEqualTo(31);
        recorded.forgetTokens();
        Run<CommandOutcome> run = perform(Action.WAKE);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.SESSION_TAKEN);
        assertThat(Commands.detail(run.result())).contains("31 of its 32", "30 min");
        assertThat(recorded.tokensGiven()).isEqualTo(31);
        Readiness readiness = Run.with(recorded, driver.prepare(device, Run.BEGAN)).result();
        assertThat(readiness.failure()).isEqualTo(Failure.SESSION_TAKEN);
        recorded.setNow(Run.BEGAN.plus(Duration.ofMinutes(31)));
        assertThat(performLater(Action.WAKE).result()).isInstanceOf(CommandOutcome.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "132, DEVICE_ERROR, code 132",
        "45, DEVICE_ERROR, WhatsMinerTool",
        "14, DEVICE_ERROR, code 14"
    })
    void shouldSayWhatItSaidWhenItRefusesACommand(int code, Failure failure, String said) {
        recorded.refuseWrites(code);
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(Commands.failure(run.result())).isEqualTo(failure);
        assertThat(Commands.detail(run.result())).contains(said);
        assertThat(recorded.acts()).isEqualTo(1);
    }

    @Test
    void shouldStayUncertainWhenTheEnvelopeCannotBeOpened() {
        perform(Action.WAKE);
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        driver.perform(device, Commands.of(device, Action.SLEEP)),
                        bytes -> "{\"enc\":\"AAAA\"}".getBytes(StandardCharsets.US_ASCII));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.GARBLED);
    }

    @Test
    void shouldReadFirmwareWithoutAStatusByItsWorkAlone() {
        recorded.hideStatus();
        assertThat(poll().activity()).isEqualTo(Activity.HASHING);
        perform(Action.SLEEP);
        assertThat(poll().activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldReadItAsAsleepWhenAMachineThatIsOffHasNoSummary() {
        recorded.hideSummaryWhenOff();
        perform(Action.SLEEP);
        assertThat(poll().activity()).isEqualTo(Activity.ASLEEP);
        assertThat(poll().source()).isEqualTo(PowerSource.NAMEPLATE);
    }

    @Test
    void shouldCapByAShareAndPutItBackOnAWake() {
        assertThat(perform(new Action.CapAt(Power.ofWatts(2_700))).result())
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.percent()).isEqualTo(75); // of its power limit of 3,600 W
        perform(Action.SLEEP);
        perform(Action.WAKE);
        assertThat(recorded.percent()).isEqualTo(100);
        assertThat(recorded.asleep()).isFalse();
    }

    @Test
    void shouldLeaveAMachineThatSpeaksV3ToItsOwnFamily() {
        Fingerprint fingerprint = driver.fingerprint();
        Fingerprint.Question question = fingerprint.questions().getFirst();
        String version =
                new String(
                        RecordedDevice.recording("whatsminer-v2/get_version.json"),
                        StandardCharsets.UTF_8);
        assertThat(recognised(fingerprint, question, version)).isTrue();
        assertThat(recognised(fingerprint, question, version.replace("20230803", "20251209")))
                .isFalse();
        assertThat(recognised(fingerprint, question, version.replace("2.0.5", "3.0.2"))).isFalse();
        assertThat(recognised(fingerprint, question, "{}")).isFalse();
    }

    @Test
    void shouldTellWhatItIsSetTo() {
        Inspection inspection = Run.with(recorded, driver.inspect(device, Run.BEGAN)).result();
        assertThat(inspection.identity().model()).isEqualTo("WhatsMiner M50S");
        assertThat(inspection.settings())
                .containsEntry("mode", "Normal")
                .containsEntry("throttle_percent", "100")
                .containsEntry("power_limit_w", "3600");
        assertThat(inspection.curve().levels()).hasSize(6);
        assertThat(inspection.findings()).isEmpty();
    }

    private static boolean recognised(
            Fingerprint fingerprint, Fingerprint.Question question, String answer) {
        return fingerprint.recognise(question, answer.getBytes(StandardCharsets.UTF_8)) != null;
    }

    private Run<CommandOutcome> perform(Action action) {
        return Run.with(recorded, driver.perform(device, Commands.of(device, action)));
    }

    private Run<CommandOutcome> performLater(Action action) {
        return Run.with(
                recorded,
                driver.perform(
                        device,
                        new Command(
                                new CommandId("c-2"),
                                device.id(),
                                action,
                                Run.BEGAN,
                                Run.BEGAN.plus(Duration.ofHours(1)),
                                "i-1")));
    }

    private DeviceReading poll() {
        return Run.with(recorded, driver.poll(device, false, Run.BEGAN)).result().reading();
    }
}
