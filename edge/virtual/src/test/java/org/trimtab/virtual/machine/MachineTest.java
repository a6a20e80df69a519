package org.trimtab.virtual.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.virtual.machine.Machine.Nameplate;
import org.trimtab.virtual.machine.Machine.Traits;

class MachineTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-08-17T21:00:00Z"));

    private Machine machine(Fault fault, Physics.Errors errors, long seed) {
        Physics physics =
                Physics.of(Family.LUXOS, Power.ofWatts(3_500), HashRate.ofTerahashes(200))
                        .withErrors(errors);
        return new Machine(
                new Nameplate(0, "Antminer S21", "127.0.0.2", Firmware.LUXOS_2025),
                new Traits(physics, Manners.INSTANT, WorkMode.NORMAL),
                fault,
                now::get,
                seed);
    }

    private Machine plain(Fault fault) {
        return machine(fault, Physics.Errors.NONE, 1);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void shouldActOnlyAfterTwentyOneSecondsWhenSlow() {
        Machine slow = plain(Fault.SLOW);
        assertThat(slow.commandTime()).isEqualTo(Duration.ofSeconds(21));
        slow.turn(WorkMode.SLEEP);
        pass(Duration.ofSeconds(20));
        assertThat(slow.asleep()).isFalse();
        assertThat(slow.watts()).isEqualTo(3_500);
        pass(Duration.ofSeconds(7));

        assertThat(slow.asleep()).isTrue();
        assertThat(slow.watts()).isEqualTo(25);
    }

    @Test
    void shouldNeverLeaveTheRangeBetweenStandbyAndFullWhenToldBackAndForth() {
        Machine machine = plain(null);
        for (int i = 0; i < 200; i++) {
            machine.turn(i % 2 == 0 ? WorkMode.SLEEP : WorkMode.NORMAL);
            pass(Duration.ofMillis(37L * i));
            assertThat(machine.watts()).isBetween(25.0, 3_500.0);
        }
    }

    @Test
    void shouldNotFallTwiceWhenToldToSleepTwice() {
        Machine machine = plain(null);
        machine.turn(WorkMode.SLEEP);
        pass(Duration.ofSeconds(2));
        double before = machine.watts();
        machine.turn(WorkMode.SLEEP);

        assertThat(machine.watts()).isEqualTo(before);
        pass(Duration.ofSeconds(3));
        assertThat(machine.watts()).isEqualTo(25);
    }

    @Test
    void shouldFallAndRiseWhenItsProcessRestartsAwake() {
        Machine machine = plain(null);
        machine.restart(WorkMode.NORMAL, now.get());
        pass(Duration.ofSeconds(5));
        assertThat(machine.watts()).isEqualTo(25);
        pass(Duration.ofSeconds(15));

        assertThat(machine.watts()).isEqualTo(3_500);
    }

    @Test
    void shouldDepartFromItsNameplateAndReportItsOwnBelief() {
        Machine one = machine(null, Physics.Errors.USUAL, 1);
        Machine same = machine(null, Physics.Errors.USUAL, 1);
        Machine other = machine(null, Physics.Errors.USUAL, 2);

        assertThat(one.watts()).isEqualTo(same.watts()).isNotEqualTo(other.watts());
        assertThat(one.watts()).isBetween(3_500 * 0.96, 3_500 * 1.04);
        assertThat((double) one.reportedWatts()).isNotEqualTo(Math.rint(one.watts()));
        double before = one.watts();
        pass(Duration.ofSeconds(1));
        assertThat(one.watts()).isNotEqualTo(before);
    }
}
