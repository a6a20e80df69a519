package org.trimtab.drivers.whatsminer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.Fault;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedWhatsminer;
import org.trimtab.drivers.tck.Run;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

class WhatsminerDriverTest {
    private final KeptStates kept = new KeptStates();
    private final RecordedWhatsminer recorded = new RecordedWhatsminer();
    private final WhatsminerDriver driver = (WhatsminerDriver) recorded.driver(kept);
    private final Device device = recorded.device(4433);

    @Test
    void shouldReadTheRecordedFigures() {
        DeviceReading reading = poll();
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(171_259_000);
        assertThat(reading.temperature()).isEqualTo(new Temperature(82_000));
        assertThat(reading.power().watts()).isEqualTo(3_156);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
    }

    @Test
    void shouldNeedOneTripOnceAnythingHasToldTheSalt() {
        assertThat(perform(Action.SLEEP).asked()).hasSize(2);
        assertThat(perform(Action.WAKE).asked()).hasSize(1);
        assertThat(recorded.saltsGiven()).isEqualTo(1);
        RecordedWhatsminer other = new RecordedWhatsminer();
        WhatsminerDriver its = (WhatsminerDriver) other.driver(kept);
        Run.with(other, its.poll(other.device(4433), false, Run.BEGAN));
        assertThat(
                        Run.with(
                                        other,
                                        its.perform(
                                                other.device(4433),
                                                Commands.of(device, Action.SLEEP)))
                                .asked())
                .hasSize(1);
    }

    @Test
    void shouldGetTheSaltWhenMadeReadyAndAskNothingWhenItIs() {
        Run<Readiness> ready = Run.with(recorded, driver.prepare(device, Run.BEGAN));
        assertThat(ready.result()).isEqualTo(Readiness.READY);
        assertThat(ready.asked()).hasSize(1);
        assertThat(Run.with(recorded, driver.prepare(device, Run.BEGAN)).asked()).isEmpty();
        assertThat(perform(Action.SLEEP).asked()).hasSize(1);
    }

    @Test
    void shouldSayWhyItIsNotReady() {
        Readiness readiness =
                Run.with(recorded, driver.prepare(device, Run.BEGAN), 0, Fault.SILENT).result();
        assertThat(readiness.failure()).isEqualTo(Failure.NO_ANSWER);
    }

    @Test
    void shouldAskForTheSaltAnewOnceWhenARememberedOneIsRefused() {
        perform(Action.WAKE);
        recorded.changeSalt("Zk3hhqqT");
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(run.asked()).hasSize(3);
        assertThat(recorded.asleep()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayWrongPasswordWhenAFreshSaltIsRefusedToo(boolean warm) {
        if (warm) {
            perform(Action.WAKE);
        }
        recorded.changePassword("other");
        Run<CommandOutcome> run = perform(Action.SLEEP);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(Commands.failure(run.result())).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(run.result().writtenAt()).isNull();
        assertThat(run.asked()).hasSize(warm ? 3 : 2);
        assertThat(recorded.asleep()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "7200", "-5000000"})
    void shouldSignWithTheDevicesOwnTime(long secondsOff) {
        recorded.setClock(Run.BEGAN.getEpochSecond() + secondsOff);
        assertThat(perform(Action.SLEEP).result()).isInstanceOf(CommandOutcome.Accepted.class);
        poll();
        assertThat(perform(Action.WAKE).result()).isInstanceOf(CommandOutcome.Accepted.class);
    }

    @Test
    void shouldLearnTheTimeFromARefusalWhenTheClockWasSetInBetween() {
        perform(Action.WAKE);
        recorded.setClock(RecordedWhatsminer.RECORDED_AT + 40_000);
        assertThat(perform(Action.SLEEP).result()).isInstanceOf(CommandOutcome.Accepted.class);
    }

    @Test
    void shouldReadItAsAsleepWhenAStoppedServiceHasNoSummary() {
        recorded.hideSummaryWhenStopped();
        perform(Action.SLEEP);
        DeviceReading reading = poll();
        assertThat(reading.activity()).isEqualTo(Activity.ASLEEP);
        assertThat(reading.source()).isEqualTo(PowerSource.NAMEPLATE);
    }

    @Test
    void shouldCapByAShareThatStaysAtOrBelowThePowerAsked() {
        assertThat(perform(new Action.CapAt(Power.ofWatts(2_700))).result())
                .isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.percent()).isEqualTo(75); // of its power limit of 3,600 W
        perform(new Action.CapAt(Power.ofWatts(2_000)));
        assertThat(recorded.percent()).isEqualTo(55);
        perform(Action.WAKE);
        assertThat(recorded.percent()).isEqualTo(100);
        assertThat(perform(Action.WAKE).asked()).hasSize(1);
    }

    @Test
    void shouldPutBackThePercentageItFoundEvenAfterARestartOfTheProgram() {
        perform(new Action.CapAt(Power.ofWatts(3_240)));
        assertThat(kept.recall(device.id())).isEqualTo("{\"power_percent\":100}");
        kept.remember(device.id(), "{\"power_percent\":90}");
        perform(Action.WAKE);
        assertThat(recorded.percent()).isEqualTo(90);
        assertThat(kept.recall(device.id())).isEqualTo("{}");
    }

    @Test
    void shouldKeepTheCapInMindWhenItCannotBeLifted() {
        perform(new Action.CapAt(Power.ofWatts(2_700)));
        recorded.refusePercent("busy");
        Run<CommandOutcome> run = perform(Action.WAKE);
        assertThat(run.result()).isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(run.result().writtenAt()).isNotNull();
        assertThat(Commands.detail(run.result())).contains("busy", "power_percent");
        recorded.refusePercent(null);
        perform(Action.WAKE);
        assertThat(recorded.percent()).isEqualTo(100);
    }

    @Test
    void shouldStayUncertainWhenItAnswersToSomethingElse() {
        Run<CommandOutcome> run =
                Run.distorted(
                        recorded,
                        driver.perform(device, Commands.of(device, Action.SLEEP)),
                        bytes ->
                                new String(bytes, StandardCharsets.ISO_8859_1)
                                        .replace("set.miner.service", "set.miner.servant")
                                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run.result()).isInstanceOf(CommandOutcome.Uncertain.class);
    }

    @Test
    void shouldTellWhatItIsSetToAndWhatIsAmiss() {
        recorded.switchApiOff();
        Inspection inspection = Run.with(recorded, driver.inspect(device, Run.BEGAN)).result();
        assertThat(inspection.identity().model()).isEqualTo("WhatsMiner M60S");
        assertThat(inspection.identity().firmware()).isEqualTo("20251209.16.Rel2");
        assertThat(inspection.settings())
                .containsEntry("mode", "normal")
                .containsEntry("throttle_percent", "100")
                .containsEntry("power_limit_w", "3600");
        assertThat(inspection.curve().least().watts()).isEqualTo(1_800);
        assertThat(inspection.findings())
                .anyMatch(finding -> finding.weight() == Finding.Weight.FAULT)
                .anyMatch(finding -> finding.what().contains("clock is off"));
    }

    @ParameterizedTest
    @CsvSource({
        "M60S_VK40, WhatsMiner M60S",
        "M30S++_VH40, WhatsMiner M30S++",
        "WhatsMiner M50, WhatsMiner M50"
    })
    void shouldNameTheModelAsTheDescriptorDoes(String its, String ours) {
        assertThat(WhatsminerModel.named(its)).isEqualTo(ours);
        assertThat(WhatsminerModel.named(" ")).isNull();
    }

    private Run<CommandOutcome> perform(Action action) {
        return Run.with(recorded, driver.perform(device, Commands.of(device, action)));
    }

    private DeviceReading poll() {
        return Run.with(recorded, driver.poll(device, false, Run.BEGAN)).result().reading();
    }
}
