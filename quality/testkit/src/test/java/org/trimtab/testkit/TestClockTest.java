package org.trimtab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {
    @Test
    void shouldStandStillUntilItIsMoved() {
        TestClock clock = TestClock.at("2023-08-17T19:00:00Z");

        assertThat(clock.instant()).isEqualTo(Instant.parse("2023-08-17T19:00:00Z"));
        assertThat(clock.advance(Duration.ofSeconds(5)))
                .isEqualTo(Instant.parse("2023-08-17T19:00:05Z"))
                .isEqualTo(clock.instant());
    }

    @Test
    void shouldRefuseWhenAskedToGoBack() {
        TestClock clock = TestClock.at("2023-08-17T19:00:00Z");

        assertThatThrownBy(() -> clock.moveTo(Instant.parse("2023-08-17T18:59:59Z")))
                .hasMessageContaining("time does not go back");
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .hasMessageContaining("time does not go back");
    }
}
