package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
    private static final long SECOND = 1_000_000_000L;

    private final DeadlineWheel wheel = new DeadlineWheel(0);
    private final List<Entry> fired = new ArrayList<>();

    private final class Entry extends DeadlineWheel.Entry {
        private long dueNanos;

        @Override
        void due() {
            fired.add(this);
        }
    }

    @Test
    void shouldFireOnceAndNotBeforeItsTimeWhenMovedAndLifted() {
        Random random = new Random(3);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Entry entry = new Entry();
            for (int moves = random.nextInt(3); moves >= 0; moves--) {
                entry.dueNanos = random.nextLong(60 * SECOND);
                wheel.set(entry, entry.dueNanos);
            }
            all.add(entry);
        }
        List<Entry> lifted = all.subList(0, 500);
        lifted.forEach(wheel::lift);
        lifted.forEach(wheel::lift);
        long now = 0;
        while (now < 61 * SECOND) {
            now += random.nextLong(3 * SECOND);
            int before = fired.size();
            wheel.advance(now);
            for (Entry entry : fired.subList(before, fired.size())) {
                assertThat(entry.dueNanos).isLessThanOrEqualTo(now);
                assertThat(entry.dueNanos).isGreaterThan(now - 4 * SECOND);
            }
        }
        assertThat(fired)
                .doesNotHaveDuplicates()
                .hasSize(1_500)
                .doesNotContainAnyElementsOf(lifted);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void shouldFireEverythingPassedWhenTheClockLeaps() {
        for (int i = 0; i < 100; i++) {
            wheel.set(new Entry(), i * SECOND);
        }
        wheel.advance(1_000 * SECOND);
        assertThat(fired).hasSize(100);
    }
}
