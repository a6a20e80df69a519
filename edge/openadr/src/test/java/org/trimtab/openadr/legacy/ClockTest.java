package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");

    @Test
    void shouldMeasureHowFarTheClocksAreApartWhenTheVtnSaysItsTime() {
        assertThat(Channel.ahead("Wed, 1 Jul 2026 16:05:00 GMT", NOW))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Channel.ahead("Wed, 1 Jul 2026 15:55:00 GMT", NOW))
                .isEqualTo(Duration.ofMinutes(-5));
    }

    @Test
    void shouldNotKnowWhenTheTimeIsMissingOrUnreadable() {
        assertThat(Channel.ahead(null, NOW)).isNull();
        assertThat(Channel.ahead("yesterday", NOW)).isNull();
    }
}
