package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.dispatch.UnderFrequencyRelayTest.DUTY;
import static org.trimtab.dispatch.UnderFrequencyRelayTest.HOLD;
import static org.trimtab.dispatch.UnderFrequencyRelayTest.NOON;
import static org.trimtab.dispatch.UnderFrequencyRelayTest.STALE;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

class UnderFrequencyRelayAtRandomTest {
    @Test
    void shouldNeverShedWithoutArmingAwardAndDelayWhateverComes() {
        int trips = 0;
        for (long seed = 1; seed <= 300; seed++) {
            trips += new AnyHour(seed).play();
        }
        assertThat(trips).as("trips seen; 0 would prove nothing").isGreaterThan(100);
    }

    /** Anything at random, and a second opinion as plain as can be: low since when, while armed and awarded. */
    private static final class AnyHour {
        private final long seed;
        private final SplittableRandom any;
        private final UnderFrequencyRelay relay = new UnderFrequencyRelay(DUTY);
        private Instant now = NOON;
        private boolean armed;
        private boolean awarded;
        private @Nullable Instant lowSince;
        private @Nullable Instant goodAt;
        private Duration off = Duration.ZERO;
        private long level = 60_000_000;
        private int trips;

        AnyHour(long seed) {
            this.seed = seed;
            this.any = new SplittableRandom(seed);
        }

        private boolean chance(int percent) {
            return any.nextInt(100) < percent;
        }

        int play() {
            for (int i = 0; i < 400; i++) {
                String moment = "seed " + seed + ", moment " + i;
                boolean was = relay.tripped();
                pass(was);
                happen(i, moment, was);
                lowSince = armed && awarded ? lowSince : null;
                if (was && !relay.tripped()) {
                    assertThat(off).as(moment + ": time off").isGreaterThanOrEqualTo(HOLD);
                }
            }
            return trips;
        }

        private void pass(boolean was) {
            Duration step = Duration.ofMillis(any.nextInt(400));
            if (chance(2)) {
                now = now.minusMillis(any.nextInt(1_000, 3_600_000));
                relay.tick(now);
                lowSince = null;
                goodAt = null;
            } else if (chance(3)) {
                step = Duration.ofMillis(any.nextInt(360_000));
            }
            now = now.plus(step);
            off = was ? off.plus(step) : Duration.ZERO;
        }

        private void happen(int i, String moment, boolean was) {
            int what = any.nextInt(100);
            if (what < 3) {
                armed = chance(80);
                relay.arm(armed, "any");
            } else if (what < 6) {
                awarded = chance(80);
                relay.award(awarded);
            } else if (what < 14) {
                relay.restored();
            } else if (what < 24) {
                relay.tick(now);
            } else if (what < 34) {
                Frequency bad = what < 29 ? null : new Frequency(what < 32 ? 0 : 99_000_000);
                relay.sample(new FrequencySample(now, bad, Quality.SUSPECT), now);
            } else {
                sample(i, moment, was);
            }
        }

        private void sample(int i, String moment, boolean was) {
            level = chance(15) ? any.nextLong(59_800_000, 60_000_000) : level;
            Frequency figure = new Frequency(level + i % 5);
            Instant at = now.minusMillis(any.nextInt(20));
            if (goodAt == null || at.isAfter(goodAt)) {
                boolean gap = goodAt != null && Duration.between(goodAt, at).compareTo(STALE) > 0;
                goodAt = at;
                boolean low = figure.microhertz() <= 59_850_000 && armed && awarded;
                lowSince = !low ? null : lowSince == null || gap ? at : lowSince;
            }
            relay.sample(new FrequencySample(at, figure, Quality.GOOD), now);
            if (!was && relay.tripped()) {
                trips++;
                assertThat(lowSince).as(moment + ": armed, awarded and low").isNotNull();
                assertThat(Duration.between(lowSince, at))
                        .as(moment)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
            }
        }
    }
}
