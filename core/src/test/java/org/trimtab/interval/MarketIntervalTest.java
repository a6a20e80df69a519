package org.trimtab.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarketIntervalTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final MarketInterval HOUR = MarketInterval.starting(NOON, Duration.ofHours(1));

    @Test
    void shouldHoldItsStartButNotItsEnd() {
        assertThat(HOUR.contains(NOON)).isTrue();
        assertThat(HOUR.contains(NOON.minusNanos(1))).isFalse();
        assertThat(HOUR.contains(NOON.plusSeconds(3_600).minusNanos(1))).isTrue();
        assertThat(HOUR.contains(NOON.plusSeconds(3_600))).isFalse();
        assertThat(HOUR.length()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldOverlapOnlyWhenTheyShareAnInstant() {
        MarketInterval next = MarketInterval.starting(HOUR.until(), Duration.ofMinutes(5));
        assertThat(HOUR.overlaps(next)).isFalse();
        assertThat(next.overlaps(HOUR)).isFalse();
        assertThat(
                        HOUR.overlaps(
                                MarketInterval.starting(
                                        NOON.plusSeconds(3_599), Duration.ofHours(9))))
                .isTrue();
        assertThat(HOUR.overlaps(HOUR)).isTrue();
    }

    @Test
    void shouldRefuseToEndBeforeItStarts() {
        assertThatThrownBy(() -> new MarketInterval(NOON, NOON)).hasMessageContaining("2026-07-01");
        assertThatThrownBy(() -> MarketInterval.starting(NOON, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSortByStartAndThenByEnd() {
        assertThat(HOUR).isLessThan(MarketInterval.starting(NOON, Duration.ofHours(2)));
        assertThat(HOUR)
                .isLessThan(MarketInterval.starting(NOON.plusSeconds(1), Duration.ofMinutes(1)));
        assertThat(HOUR).hasToString("[2026-07-01T12:00:00Z, 2026-07-01T13:00:00Z)");
    }
}
