package org.trimtab.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.meter.MeterSpec;

class SiteMeterTest {
    private static final int WATTS_REGISTER = 40_098;
    private static final int HERTZ_REGISTER = 40_096;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final TestClock clock = new TestClock();
    private VirtualFleet fleet;

    @BeforeEach
    void startTen() throws Exception {
        FleetGroup group =
                FleetGroup.of(
                        "lux", Family.LUXOS, "Antminer S21", new Placement(10, "127.6.0.1", 0));
        group =
                group.withManners(Manners.INSTANT)
                        .withPhysics(group.traits().physics().withErrors(Errors.NONE));
        fleet = VirtualFleet.start(FleetSpec.of(1, group), clock);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private static ModbusTCPMaster dial(VirtualSiteMeter meter, int timeoutMillis)
            throws Exception {
        ModbusTCPMaster master =
                new ModbusTCPMaster(
                        meter.endpoint().host(),
                        meter.endpoint().port(),
                        timeoutMillis,
                        false,
                        false);
        master.connect();
        master.setRetries(1);
        return master;
    }

    private static int[] registers(VirtualSiteMeter meter, int address, int count)
            throws Exception {
        ModbusTCPMaster master = dial(meter, TIMEOUT_MILLIS);
        try {
            Register[] read = master.readMultipleRegisters(1, address, count);
            int[] words = new int[count];
            for (int i = 0; i < count; i++) {
                words[i] = read[i].getValue() & 0xFFFF;
            }
            return words;
        } finally {
            master.disconnect();
        }
    }

    private static float watts(VirtualSiteMeter meter) throws Exception {
        return real(meter, WATTS_REGISTER);
    }

    private static float real(VirtualSiteMeter meter, int register) throws Exception {
        meter.measureNow();
        int[] words = registers(meter, register, 2);
        return Float.intBitsToFloat(words[0] << 16 | words[1]);
    }

    @Test
    void shouldMeasureOnlyTheMachinesBehindItsFeeder() throws Exception {
        FleetGroup north = quiet("north", "127.6.1.1", 3);
        FleetGroup south = quiet("south", "127.6.2.1", 5);
        try (VirtualFleet two = VirtualFleet.start(FleetSpec.of(1, north, south), clock);
                VirtualSiteMeter meter =
                        VirtualSiteMeter.ofFeeder(
                                two, Set.of("south"), MeterSpec.PLAIN, "127.0.0.1", 0)) {
            assertThat(watts(meter)).isCloseTo(5 * 3_500f, within(1f));
        }
    }

    @Test
    void shouldSayWhichGroupIsMissingWhenAFeederNamesOneThatIsNotThere() {
        assertThatThrownBy(() ->
                        VirtualSiteMeter.ofFeeder(
                                fleet, Set.of("west"), MeterSpec.PLAIN, "127.0.0.1", 0))
                .hasMessageContaining("west");
    }

    private static FleetGroup quiet(String name, String first, int count) {
        FleetGroup group =
                FleetGroup.of(name, Family.LUXOS, "Antminer S21", new Placement(count, first, 0));
        return group.withPhysics(group.traits().physics().withErrors(Errors.NONE));
    }

    private void sleep(int device) throws Exception {
        var endpoint = fleet.devices().get(device).endpoint();
        String session =
                Wire.ask(endpoint, "logon").path("SESSION").path(0).path("SessionID").asString();
        Wire.ask(endpoint, "curtail", session + ",sleep");
    }

    @Test
    void shouldShowTheMarksAndModelsOfSunspec() throws Exception {
        try (VirtualSiteMeter meter = VirtualSiteMeter.start(fleet, "127.0.0.1", 0)) {
            assertThat(registers(meter, 40_000, 4)).containsExactly(0x5375, 0x6E53, 1, 66);
            assertThat(registers(meter, 40_070, 2)).containsExactly(213, 124);
            assertThat(registers(meter, 40_196, 2)).containsExactly(0xFFFF, 0);
        }
    }

    @Test
    void shouldFollowTheSumOfTheMachines() throws Exception {
        try (VirtualSiteMeter meter =
                VirtualSiteMeter.start(fleet, MeterSpec.PLAIN, "127.0.0.1", 0)) {
            assertThat(watts(meter)).isEqualTo(35_000f);
            sleep(3);
            clock.advanceSeconds(10);
            assertThat(watts(meter)).isEqualTo(31_525f);
        }
    }

    @Test
    void shouldAddTheBaseLoadAndCoolingThatLags() throws Exception {
        MeterSpec spec =
                new MeterSpec(
                        1,
                        Power.ofWatts(1_000),
                        new Share(100_000),
                        Duration.ofSeconds(30),
                        Share.NONE);
        try (VirtualSiteMeter meter = VirtualSiteMeter.start(fleet, spec, "127.0.0.1", 0)) {
            assertThat(watts(meter)).isEqualTo(1_000f + 35_000f * 1.1f);
            for (int i = 0; i < 10; i++) {
                sleep(i);
            }
            float before = watts(meter);
            for (int second = 0; second < 30; second++) {
                clock.advanceSeconds(1);
                assertThat(watts(meter)).isLessThan(before);
                before = watts(meter);
            }
            assertThat(before).as("machines are down, cooling is not yet").isGreaterThan(2_200f);
            clock.advanceSeconds(600);
            assertThat(watts(meter)).isCloseTo(1_000f + 250f * 1.1f, within(1f));
        }
    }

    @Test
    void shouldRepeatItsLastValueWhenFrozen() throws Exception {
        try (VirtualSiteMeter meter =
                VirtualSiteMeter.start(fleet, MeterSpec.PLAIN, "127.0.0.1", 0)) {
            meter.freeze(true);
            sleep(0);
            clock.advanceSeconds(10);
            assertThat(watts(meter)).isEqualTo(35_000f);
            meter.freeze(false);
            assertThat(watts(meter)).isEqualTo(31_525f);
        }
    }

    @Test
    void shouldShowTheFrequencyOfTheGridAndADip() throws Exception {
        try (VirtualSiteMeter meter =
                VirtualSiteMeter.start(fleet, MeterSpec.PLAIN, "127.0.0.1", 0)) {
            Set<Float> seen = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                float hertz = real(meter, HERTZ_REGISTER);
                assertThat(hertz).isCloseTo(60f, within(0.001_01f));
                seen.add(hertz);
            }
            assertThat(seen).as("a live figure moves").hasSizeGreaterThan(1);
            meter.frequency(Frequency.ofMillihertz(59_800));
            assertThat(real(meter, HERTZ_REGISTER)).isCloseTo(59.8f, within(0.001_01f));
            meter.freeze(true);
            float stuck = real(meter, HERTZ_REGISTER);
            assertThat(real(meter, HERTZ_REGISTER)).as("stuck").isEqualTo(stuck);
            meter.freeze(false);
            meter.frequency(null);
            assertThat(real(meter, HERTZ_REGISTER)).isNaN();
            meter.frequency(Frequency.ofMillihertz(50_000));
            assertThat(real(meter, HERTZ_REGISTER)).isCloseTo(50f, within(0.001_01f));
        }
    }

    @Test
    void shouldLetCallersWaitInVainWhileSilent() throws Exception {
        try (VirtualSiteMeter meter =
                VirtualSiteMeter.start(fleet, MeterSpec.PLAIN, "127.0.0.1", 0)) {
            meter.goSilent(true);
            ModbusTCPMaster master = dial(meter, 300);
            assertThatThrownBy(() -> master.readMultipleRegisters(1, WATTS_REGISTER, 2))
                    .isInstanceOf(ModbusIOException.class);
            master.disconnect();
            meter.goSilent(false);
            assertThat(watts(meter)).isEqualTo(35_000f);
        }
    }
}
