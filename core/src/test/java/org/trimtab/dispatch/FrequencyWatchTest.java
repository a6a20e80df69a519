package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

class FrequencyWatchTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final FrequencyDuty DUTY =
            new FrequencyDuty(
                    Frequency.ofMillihertz(60_000),
                    null,
                    null,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10));

    private final FrequencyWatch watch = new FrequencyWatch(DUTY);

    private static FrequencySample sample(Instant at, @Nullable Long microhertz) {
        return new FrequencySample(
                at, microhertz == null ? null : new Frequency(microhertz), Quality.GOOD);
    }

    private @Nullable Frequency take(long millisAfterNoon, @Nullable Long microhertz) {
        Instant at = NOON.plusMillis(millisAfterNoon);
        return watch.take(sample(at, microhertz), at);
    }

    @Test
    void shouldKnowNothingBeforeTheFirstSample() {
        assertThat(watch.at(NOON)).isNull();
        assertThat(watch.why()).isEqualTo("no good sample of the frequency has come yet");
    }

    @Test
    void shouldKnowTheFigureUntilItIsStale() {
        assertThat(take(0, 59_970_000L)).isEqualTo(Frequency.ofMillihertz(59_970));
        assertThat(watch.at(NOON.plusSeconds(2))).isEqualTo(Frequency.ofMillihertz(59_970));
        assertThat(watch.at(NOON.plusMillis(2_001))).isNull();
        assertThat(watch.why())
                .isEqualTo(
                        "the last good sample of the frequency, 59.970 Hz, is 2 s old; check the"
                                + " instrument");
    }

    @ParameterizedTest
    @CsvSource({
        "54000000, true",
        "53999999, false",
        "66000000, true",
        "66000001, false",
        "0, false",
        "-60000000, false"
    })
    void shouldTakeAFigureOnlyWithinTenPercentOfNominal(long microhertz, boolean taken) {
        assertThat(take(0, microhertz) != null).isEqualTo(taken);
        if (!taken) {
            assertThat(watch.why()).contains("more than 10 % from 60.000 Hz");
            assertThat(watch.at(NOON)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quality.class,
            names = {"STALE", "ESTIMATED", "SUSPECT"})
    void shouldNotDecideOnAFigureThatIsNotGood(Quality quality) {
        Frequency figure = Frequency.ofMillihertz(60_000);
        assertThat(watch.take(new FrequencySample(NOON, figure, quality), NOON)).isNull();
        assertThat(watch.why()).contains("is marked " + quality);
    }

    @Test
    void shouldKeepTheLastGoodFigureWhenOneSampleHasNone() {
        take(0, 60_000_000L);
        assertThat(take(500, null)).isNull();
        assertThat(watch.at(NOON.plusSeconds(1))).isEqualTo(Frequency.ofMillihertz(60_000));
        assertThat(watch.at(NOON.plusSeconds(3))).isNull();
        assertThat(watch.why()).contains("3 s old").contains("gives no figure");
    }

    @Test
    void shouldDropWhatCameTwiceOrOutOfOrder() {
        take(1_000, 60_000_000L);
        assertThat(take(1_000, 59_000_000L)).isNull();
        assertThat(watch.why()).isEqualTo("a sample came twice");
        Instant later = NOON.plusMillis(1_500);
        assertThat(watch.take(sample(NOON.plusMillis(700), 59_000_000L), later)).isNull();
        assertThat(watch.why()).contains("out of order, 300 ms older");
        assertThat(watch.at(later)).isEqualTo(Frequency.ofMillihertz(60_000));
    }

    @Test
    void shouldDropWhatIsLateOrAheadOfTheClock() {
        assertThat(watch.take(sample(NOON, 59_000_000L), NOON.plusMillis(2_001))).isNull();
        assertThat(watch.why()).contains("late; set the instrument's clock");
        Instant soon = NOON.plusSeconds(3);
        assertThat(watch.take(sample(soon.plusSeconds(3_600), 59_000_000L), soon)).isNull();
        assertThat(watch.why()).contains("60 min ahead of the site's clock");
        assertThat(watch.take(sample(soon.plusMillis(500), 60_000_000L), soon))
                .as("a clock that is ahead a little")
                .isNotNull();
    }

    @Test
    void shouldCallTheInstrumentStuckWhenTheFigureNoLongerMoves() {
        for (long second = 0; second <= 10; second++) {
            assertThat(take(second * 1_000, 60_000_000L)).as("second " + second).isNotNull();
        }
        long before = watch.breaks();
        assertThat(take(10_001, 60_000_000L)).isNull();
        assertThat(watch.why()).contains("60.000000 Hz without any change").contains("stuck");
        assertThat(watch.at(NOON.plusMillis(10_001))).isNull();
        assertThat(take(11_000, 60_000_001L)).as("a µHz is a change").isNotNull();
        assertThat(watch.breaks()).isEqualTo(before + 1);
    }

    @Test
    void shouldStayStuckAcrossAGap() {
        take(0, 60_000_000L);
        assertThat(take(11_000, 60_000_000L)).isNull();
        assertThat(watch.why()).contains("stuck");
    }

    @Test
    void shouldCountBreaksWhenTheRowOfSamplesTears() {
        take(0, 60_000_000L);
        take(2_000, 60_000_001L);
        long whole = watch.breaks();
        take(4_001, 60_000_002L);
        assertThat(watch.breaks()).isEqualTo(whole + 1);
    }

    @Test
    void shouldMoveWithTheClockWhenItIsSetBack() {
        take(0, 60_000_000L);
        Instant back = NOON.minusSeconds(3_600);
        assertThat(watch.at(back)).as("still fresh").isNotNull();
        assertThat(watch.at(back.plusSeconds(3))).as("and stale in time").isNull();
        assertThat(watch.take(sample(back.plusSeconds(4), 60_000_001L), back.plusSeconds(4)))
                .isNotNull();
    }

    @Test
    void shouldStillFindTheInstrumentStuckWhenTheClockIsSetBack() {
        for (long second = 0; second <= 8; second++) {
            take(second * 1_000, 60_000_000L);
        }
        for (long second = -3_600 + 8; second < -3_600 + 11; second++) {
            take(second * 1_000, 60_000_000L);
        }
        assertThat(watch.why()).startsWith("frequency is");
        take((-3_600 + 11) * 1_000, 60_000_000L);
        assertThat(watch.why()).contains("stuck");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "999, 999 ms", "1000, 1 s", "2540, 2.5 s", "119999, 119.9 s"})
    void shouldSpeakOfShortTimesInWholeFigures(long millis, String text) {
        assertThat(FrequencyWatch.spoken(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void shouldSpeakOfLongTimesInMinutes() {
        assertThat(FrequencyWatch.spoken(Duration.ofMinutes(15))).isEqualTo("15 min");
    }
}
