package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HostBreakerTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final RandomGenerator chance = RandomGenerator.of("L64X128MixRandom");
    private final HostBreaker breaker = new HostBreaker();

    private void miss(int times, Instant at) {
        IntStream.range(0, times).forEach(i -> breaker.missed(at, chance));
    }

    @Test
    void shouldLeaveAHostAloneWhenItWasMissedOftenEnough() {
        miss(HostBreaker.FAILURES - 1, NOON);
        assertThat(breaker.opensAt(NOON)).isEqualTo(NOON);

        miss(1, NOON);

        assertThat(breaker.opensAt(NOON)).isAfter(NOON.plusSeconds(9));
    }

    @Test
    void shouldLetOneTrialGoWhenThePauseIsOver() {
        miss(HostBreaker.FAILURES, NOON);
        Instant later = breaker.opensAt(NOON);

        breaker.begun();
        assertThat(breaker.opensAt(later)).isEqualTo(Instant.MAX);

        breaker.missed(later, chance);
        assertThat(breaker.opensAt(later)).isAfter(later);
        breaker.begun();
        breaker.reached(later);
        assertThat(breaker.opensAt(later)).isEqualTo(later);
    }

    @Test
    void shouldKeepCallingAHostWhenOthersOfItAnswered() {
        breaker.reached(NOON);
        miss(100, NOON.plusSeconds(30));
        assertThat(breaker.isClosed()).isFalse();

        miss(1, NOON.plus(HostBreaker.QUIET).plusSeconds(1));

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void shouldWaitLongerWhenAttemptsKeepFailing() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

        for (int failures = 1; failures <= 40; failures++) {
            long whole = Math.min(300_000, 1_000L << Math.min(failures - 1, 20));
            assertThat(backOff.after(failures, chance).toMillis()).isBetween(whole / 2, whole);
        }
    }
}
