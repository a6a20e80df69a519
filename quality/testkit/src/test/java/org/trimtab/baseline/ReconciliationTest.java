package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.Reconciliation.Compared;
import org.trimtab.baseline.Reconciliation.Limits;
import org.trimtab.baseline.Reconciliation.Verdict;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** The meter held against its devices: 3 % is good, beyond 10 % is an alarm. */
class ReconciliationTest {
    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1000000, 970000, GOOD",
        "1000000, 969999, DOUBTFUL",
        "1000000, 1030000, GOOD",
        "1000000, 900000, DOUBTFUL",
        "1000000, 899999, ALARM",
        "1000000, 1100001, ALARM",
        "0, 0, GOOD",
        "0, 1, ALARM",
        "-1000, -980, GOOD"
    })
    void shouldJudgeByTheShareOfTheMeter(int meter, int devices, Verdict verdict) {
        Reconciliation found = of(new int[] {meter}, new int[] {devices});

        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.intervals()).extracting(Compared::verdict).containsExactly(verdict);
    }

    @Test
    void shouldCompareOnlyWhatBothKnow() {
        Reconciliation found =
                of(
                        new int[] {100_000, 100_000, LoadSeries.UNKNOWN, 100_000},
                        new int[] {80_000, 100_000, 100_000, LoadSeries.UNKNOWN});

        assertThat(found.intervals())
                .extracting(Compared::verdict)
                .containsExactly(Verdict.ALARM, Verdict.GOOD, Verdict.UNKNOWN, Verdict.UNKNOWN);
        assertThat(found.known()).isEqualTo(new Share(500_000));
        assertThat(found.meter()).isEqualTo(Power.ofWatts(100_000));
        assertThat(found.devices()).isEqualTo(Power.ofWatts(90_000));
        assertThat(found.unexplainedPartsPerMillion()).isEqualTo(100_000L);
        assertThat(found.verdict()).isEqualTo(Verdict.DOUBTFUL);
    }

    @Test
    void shouldNotJudgeWhenLessThanHalfIsKnown() {
        assertThat(
                        of(
                                        new int[] {1, 1, 1},
                                        new int[] {1, LoadSeries.UNKNOWN, LoadSeries.UNKNOWN})
                                .verdict())
                .isEqualTo(Verdict.UNKNOWN);
        Reconciliation nothing = of(new int[] {1}, new int[] {LoadSeries.UNKNOWN});
        assertThat(nothing.meter()).isNull();
        assertThat(nothing.unexplainedPartsPerMillion()).isNull();
    }

    @Test
    void shouldRefuseWhenIntervalsAreNotTheSame() {
        LoadSeries meter = LoadSeries.of(START, Duration.ofMinutes(15), new int[] {1});

        for (LoadSeries other :
                new LoadSeries[] {
                    LoadSeries.of(START, Duration.ofMinutes(5), new int[] {1}),
                    LoadSeries.of(START.plusSeconds(60), Duration.ofMinutes(15), new int[] {1})
                }) {
            assertThatThrownBy(() -> Reconciliation.of(meter, other, Limits.STANDARD))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("same length and grid");
        }
    }

    private static Reconciliation of(int[] meter, int[] devices) {
        return Reconciliation.of(
                LoadSeries.of(START, Duration.ofMinutes(15), meter),
                LoadSeries.of(START, Duration.ofMinutes(15), devices),
                Limits.STANDARD);
    }
}
