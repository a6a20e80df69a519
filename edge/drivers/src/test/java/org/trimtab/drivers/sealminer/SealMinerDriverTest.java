package org.trimtab.drivers.sealminer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.tck.Commands;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.drivers.tck.RecordedSealMiner;
import org.trimtab.drivers.tck.Run;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

class SealMinerDriverTest {
    private final RecordedSealMiner recorded = new RecordedSealMiner();
    private final SealMinerDriver driver = (SealMinerDriver) recorded.driver(new KeptStates());
    private final Device device = recorded.device(4028);

    @Test
    void shouldNeverRestartAMachineThatIsAtWork() {
        assertThat(perform(Action.WAKE)).isInstanceOf(CommandOutcome.Confirmed.class);
        recorded.say("Initializing");
        assertThat(perform(Action.WAKE)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.restarts()).isZero();
        perform(Action.SLEEP);
        assertThat(perform(Action.WAKE)).isInstanceOf(CommandOutcome.Accepted.class);
        assertThat(recorded.restarts()).isEqualTo(1);
    }

    @Test
    void shouldMeasurePowerAtTheSupplysInput() {
        DeviceReading reading = poll();
        assertThat(reading.power().watts()).isEqualTo(3_504);
        assertThat(reading.source()).isEqualTo(PowerSource.MEASURED);
        assertThat(reading.hashRate().megahashesPerSecond()).isEqualTo(206_860_473);
    }

    @Test
    void shouldBelieveStateAndPowerWhenOnlyAnAverageRemembersWork() {
        recorded.hideSamples();
        assertThat(poll().activity()).isEqualTo(Activity.HASHING);
        perform(Action.SLEEP);
        DeviceReading asleep = poll();
        assertThat(asleep.activity()).isEqualTo(Activity.ASLEEP);
        assertThat(asleep.hashRate().isZero()).isTrue();
    }

    @Test
    void shouldTellStartingFromSleeping() {
        recorded.say("Tuning");
        assertThat(poll().activity()).isEqualTo(Activity.STARTING);
        recorded.say("");
        assertThat(poll().activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void shouldReadWhoItIsWhenItIsInspected() {
        var inspection = Run.with(recorded, driver.inspect(device, Run.BEGAN)).result();
        assertThat(inspection.identity().model()).isEqualTo("SEALMINER A2");
        assertThat(inspection.identity().serial()).isEqualTo("S000000000000001");
        assertThat(inspection.settings())
                .containsEntry("power_limit_w", "3500")
                .containsEntry("mode", "Normal");
    }

    private CommandOutcome perform(Action action) {
        return Run.with(recorded, driver.perform(device, Commands.of(device, action))).result();
    }

    private DeviceReading poll() {
        return Run.with(recorded, driver.poll(device, false, Run.BEGAN)).result().reading();
    }
}
