package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.live.StateMemory.Kept;
import org.trimtab.openadr.ven.Measures.Figure;

class StateMemoryTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final StateMemory memory = new StateMemory();

    private static SiteStatus status(
            Instant at, String state, @Nullable Long metered, @Nullable Long baseline) {
        return new SiteStatus(
                "west-1",
                at,
                state,
                metered,
                "GOOD",
                baseline == null ? null : 1_000_000L,
                baseline,
                1,
                1,
                Map.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                0,
                0,
                null,
                List.of(),
                List.of());
    }

    private void keep(int second, String state, @Nullable Long metered, @Nullable Long baseline) {
        memory.keep(status(NOON.plusSeconds(second), state, metered, baseline));
    }

    private Figure figure(Kept kept, int from, int until) {
        return memory.figure(kept, NOON.plusSeconds(from), NOON.plusSeconds(until));
    }

    @Test
    void shouldKeepTheBaselineOfAnEventThatIsOver() {
        for (int i = 0; i < 10; i++) {
            keep(i, "READY", 3_000_000L, null);
        }
        for (int i = 10; i < 20; i++) {
            keep(i, "EVENT", 1_000_000L, 3_100_000L);
        }
        for (int i = 20; i < 30; i++) {
            keep(i, "RESTORING", 2_000_000L, null);
        }
        assertThat(figure(Kept.BASELINE, 0, 10).watts()).isEqualByComparingTo("3000000");
        assertThat(figure(Kept.BASELINE, 0, 20).watts()).isEqualByComparingTo("3050000");
        assertThat(figure(Kept.BASELINE, 0, 20).quality()).isEqualTo("OK");
        assertThat(figure(Kept.SET_POINT, 10, 20).watts()).isEqualByComparingTo("1000000");
        assertThat(figure(Kept.SET_POINT, 0, 10)).isEqualTo(Figure.MISSING);
        assertThat(figure(Kept.CAN_RISE, 10, 20).watts()).isEqualByComparingTo("2100000");
        assertThat(figure(Kept.BASELINE, 20, 30)).isEqualTo(Figure.MISSING); // nobody knows
        assertThat(figure(Kept.BASELINE, 10, 30).quality()).isEqualTo("ESTIMATED");
    }

    @Test
    void shouldForgetWhatIsOlderThanItsMemory() {
        keep(0, "READY", 3_000_000L, null);
        keep(LevelMemory.SECONDS, "READY", 2_000_000L, null); // the same place
        assertThat(figure(Kept.BASELINE, 0, 1)).isEqualTo(Figure.MISSING);
        assertThat(figure(Kept.BASELINE, 0, LevelMemory.SECONDS + 1).quality())
                .isEqualTo("ESTIMATED");
    }
}
