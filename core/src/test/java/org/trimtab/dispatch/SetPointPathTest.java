package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;

class SetPointPathTest {
    private static final InstructionId TRACK = new InstructionId("track-1");
    private static final Instant T0 = Instant.parse("2026-07-01T18:00:00Z");
    private static final Duration RAMP = Duration.ofMinutes(4);
    private static final Duration STALE = Duration.ofSeconds(12);

    private final SetPointPath path = new SetPointPath(mw(100), T0, RAMP, STALE);

    private static Power mw(double megawatts) {
        return Power.ofWatts(Math.round(megawatts * 1_000_000));
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1_000));
    }

    private static Signal base(double seconds, double megawatts) {
        return new Signal.BasePoint(TRACK, at(seconds), mw(megawatts));
    }

    private static Signal set(double seconds, double megawatts) {
        return new Signal.SetPoint(TRACK, at(seconds), mw(megawatts));
    }

    @ParameterizedTest
    @CsvSource({"-1, 100", "0, 100", "60, 90", "120, 80", "239.997, 60.0005", "240, 60", "300, 60"})
    void shouldRampInAStraightLineToTheBasePoint(double seconds, double megawatts) {
        assertThat(path.take(base(0, 60))).isTrue();

        assertThat(path.at(at(seconds))).isEqualTo(mw(megawatts));
        assertThat(path.onSetPoint(at(seconds))).isFalse();
    }

    @Test
    void shouldAverage76MegawattsOverTheFirstFiveMinutes() {
        path.take(base(0, 60));
        double megawattSeconds = 0;
        for (int second = 0; second < 300; second += 4) {
            megawattSeconds +=
                    (path.at(at(second)).watts() + path.at(at(second + 4)).watts()) / 2e6 * 4;
        }

        assertThat(megawattSeconds / 300).isCloseTo(76.0, Offset.offset(1e-6));
    }

    @Test
    void shouldStartTheNextRampWhereThePathIsWhenTheBasePointComesEarly() {
        path.take(base(0, 60));
        path.take(base(120, 120));

        assertThat(path.at(at(120))).isEqualTo(mw(80));
        assertThat(path.at(at(240))).isEqualTo(mw(100));
        assertThat(path.at(at(360))).isEqualTo(mw(120));
    }

    @Test
    void shouldFollowTheSetPointWhileItIsFreshAndTheRampAfter() {
        path.take(base(0, 60));
        path.take(set(60, 87.5));

        assertThat(path.at(at(60))).isEqualTo(mw(87.5));
        assertThat(path.at(at(72))).isEqualTo(mw(87.5));
        assertThat(path.onSetPoint(at(72))).isTrue();
        assertThat(path.at(at(72.001))).isEqualTo(Power.ofWatts(87_999_834));
        assertThat(path.onSetPoint(at(72.001))).isFalse();
    }

    @Test
    void shouldStartTheRampAtTheSetPointInForceWhenTheBasePointWasIssued() {
        path.take(set(0, 70));
        path.take(base(4, 94));

        assertThat(path.at(at(64))).isEqualTo(mw(76));
    }

    @Test
    void shouldNotTakeDuplicatesOrOlderSignals() {
        assertThat(path.take(set(8, 70))).isTrue();
        assertThat(path.take(set(8, 70))).isFalse();
        assertThat(path.take(set(8, 71))).isFalse();
        assertThat(path.take(set(4, 90))).isFalse();
        assertThat(path.take(base(4, 60))).isTrue();
        assertThat(path.take(base(0, 80))).isFalse();
        assertThat(path.at(at(9))).isEqualTo(mw(70));
    }

    @Test
    void shouldNotTakeAbsurdLevelsOrSignalsFromAfterTheTrack() {
        SetPointPath hour =
                new SetPointPath(
                        mw(100), MarketInterval.starting(T0, Duration.ofHours(1)), RAMP, STALE);

        assertThat(hour.take(set(4, -0.000_001))).isFalse();
        assertThat(hour.take(base(4, 1_000_001))).isFalse();
        assertThat(hour.take(set(3_600, 50))).isFalse();
        assertThat(hour.take(set(8, 0))).isTrue();
        assertThat(hour.at(at(8))).isEqualTo(Power.ZERO);
    }

    @Test
    void shouldFallBackToTheBasePointWhenOurClockIsSetBackAnHour() {
        path.take(base(3_600, 60));
        path.take(set(3_840, 55));

        assertThat(path.at(at(240))).isEqualTo(mw(100));
        assertThat(path.at(at(3_830))).isEqualTo(mw(55));
        assertThat(path.at(at(3_840))).isEqualTo(mw(55));
    }

    @Test
    void shouldMoveAtOnceWhenThereIsNoRamp() {
        SetPointPath step = new SetPointPath(mw(100), T0, Duration.ZERO, STALE);
        step.take(base(4, 60));

        assertThat(step.at(at(3.999))).isEqualTo(mw(100));
        assertThat(step.at(at(4))).isEqualTo(mw(60));
    }

    @Test
    void shouldAnswerForAnyInstantThereIs() {
        path.take(base(0, 60));

        assertThat(path.at(Instant.MIN)).isEqualTo(mw(100));
        assertThat(path.at(Instant.MAX)).isEqualTo(mw(60));
        path.take(set(4, 50));
        assertThat(path.at(Instant.MAX)).isEqualTo(mw(60));
        assertThat(path.onSetPoint(Instant.MIN)).isFalse();
    }

    @Test
    void shouldRefuseAPathThatCannotBe() {
        assertThatThrownBy(() -> new SetPointPath(mw(-1), T0, RAMP, STALE))
                .hasMessageContaining("-1.000 MW");
        assertThatThrownBy(() -> new SetPointPath(mw(1), T0, Duration.ofHours(2), STALE))
                .hasMessageContaining("PT2H");
        assertThatThrownBy(() -> new SetPointPath(mw(1), T0, RAMP, Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
    }

    @Test
    void shouldEndOnTheNewestOfEachKindHoweverTheyComeAndStayBetweenTheLevels() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            SetPointPath any = new SetPointPath(mw(100), T0, RAMP, STALE);
            List<Signal> signals = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Signal one =
                        random.nextBoolean()
                                ? set(i * 4, 50 + random.nextInt(51))
                                : base(i * 4, 50 + random.nextInt(51));
                signals.add(one);
                signals.add(one);
            }
            Collections.shuffle(signals, random);
            for (Signal signal : signals) {
                any.take(signal);
                assertThat(any.at(at(random.nextInt(400))))
                        .as("seed %d", seed)
                        .isBetween(mw(50), mw(100));
            }
            Power newest =
                    signals.stream()
                            .filter(s -> s instanceof Signal.BasePoint)
                            .max(Comparator.comparing(Signal::issuedAt))
                            .orElseThrow()
                            .level();
            assertThat(any.at(at(4_000))).as("seed %d", seed).isEqualTo(newest);
        }
    }
}
