package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineResult.Missing;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

class BaselinesTest {
    private static final Instant AT = Instant.parse("2026-07-01T15:00:00Z");
    private static final MeterId METER = new MeterId("main");

    private static ProgramTerms terms(BaselineMethod method, Duration window, Power contracted) {
        return new ProgramTerms(
                "test",
                method,
                window,
                contracted,
                Duration.ofMinutes(5),
                Duration.ZERO,
                BigDecimal.ONE,
                EnergyPrice.ZERO,
                new BigDecimal("0.95"));
    }

    private static final ProgramTerms MINUTE =
            terms(BaselineMethod.METER_BEFORE_METER_AFTER, Duration.ofMinutes(1), null);

    private static MeterReading reading(double secondsBefore, long watts) {
        return reading(secondsBefore, watts, Quality.GOOD);
    }

    private static MeterReading reading(double secondsBefore, long watts, Quality quality) {
        return new MeterReading(
                METER,
                AT.minusMillis(Math.round(secondsBefore * 1000)),
                Power.ofWatts(watts),
                quality);
    }

    private static List<MeterReading> everySecond(int firstBefore, int lastBefore, long watts) {
        List<MeterReading> readings = new ArrayList<>();
        for (int s = firstBefore; s >= lastBefore; s--) {
            readings.add(reading(s, watts));
        }
        return readings;
    }

    @Test
    void shouldTakeTheMeanOfTheWindowWhenTheMeterIsReadEverySecond() {
        List<MeterReading> readings = everySecond(60, 31, 1_000);
        readings.addAll(everySecond(30, 1, 2_001));
        readings.addAll(everySecond(120, 61, 9_999_999));
        readings.addAll(everySecond(0, -30, 5));
        BaselineResult found = Baselines.find(MINUTE, readings, AT);
        assertThat(found.level()).isEqualTo(Power.ofWatts(1_500));
        assertThat(found.readingsUsed()).isEqualTo(60);
        assertThat(found.coverage()).isEqualTo(Share.ALL);
        assertThat(found.missing()).isNull();
    }

    @Test
    void shouldWeighReadingsByTheTimeTheyHoldWhenTheyAreUneven() {
        List<MeterReading> readings =
                List.of(
                        reading(60, 100),
                        reading(56, 400),
                        reading(52, 0),
                        reading(51, 1_000),
                        reading(50, 1_000),
                        reading(45, 1_000),
                        reading(40, 1_000));
        ProgramTerms terms =
                terms(BaselineMethod.METER_BEFORE_METER_AFTER, Duration.ofSeconds(20), null);
        // [60,56) 100 W, [56,52) 400 W, [52,51) 0 W, [51,40) 1,000 W: 13,000 W·s over 20 s.
        assertThat(Baselines.find(terms, readings, AT.minusSeconds(40)).level())
                .isEqualTo(Power.ofWatts(650));
    }

    @Test
    void shouldRoundHalfToEvenWhenTheMeanLiesBetweenTwoWatts() {
        ProgramTerms terms =
                terms(BaselineMethod.METER_BEFORE_METER_AFTER, Duration.ofSeconds(2), null);
        assertThat(Baselines.find(terms, List.of(reading(2, 0), reading(1, 1)), AT).level())
                .isEqualTo(Power.ofWatts(0));
        assertThat(Baselines.find(terms, List.of(reading(2, 1), reading(1, 2)), AT).level())
                .isEqualTo(Power.ofWatts(2));
    }

    @Test
    void shouldCountOnlyGoodReadings() {
        List<MeterReading> readings = everySecond(60, 1, 1_000);
        for (Quality bad : List.of(Quality.STALE, Quality.SUSPECT, Quality.ESTIMATED)) {
            readings.add(reading(20.5, 77_000_000, bad));
        }
        BaselineResult found = Baselines.find(MINUTE, readings, AT);
        assertThat(found.level()).isEqualTo(Power.ofWatts(1_000));
        assertThat(found.readingsUsed()).isEqualTo(60);
    }

    @Test
    void shouldGiveNoBaselineWhenTooLittleOfTheWindowIsMetered() {
        List<MeterReading> readings = everySecond(70, 58, 1_000);
        readings.addAll(everySecond(30, 1, 1_000));
        BaselineResult found = Baselines.find(MINUTE, readings, AT);
        assertThat(found.level()).isNull();
        assertThat(found.missing()).isEqualTo(Missing.TOO_LITTLE_COVERED);
        // 58 s to 53 s before by the last held reading, 60 to 58 by their own, and the last 30 s.
        assertThat(found.coverage()).isEqualTo(new Share(616_666));
        assertThat(found.explanation()).contains("61.6666 %").contains("80 % are needed");
    }

    @Test
    void shouldMeasureTheLifeSoFarWhenTheSiteIsYoungerThanTheWindow() {
        BaselineResult found = Baselines.find(MINUTE, everySecond(3, 1, 700), AT);
        assertThat(found.level()).isEqualTo(Power.ofWatts(700));
        assertThat(found.stretch()).isNotNull();
        assertThat(found.stretch().from()).isEqualTo(AT.minusSeconds(3));
        BaselineResult two = Baselines.find(MINUTE, everySecond(2, 1, 700), AT);
        assertThat(two.missing()).isEqualTo(Missing.TOO_FEW_READINGS);
        assertThat(two.explanation()).contains("needs 3");
    }

    @Test
    void shouldGiveNoBaselineWhenAYoungSitesMeterHasFallenSilent() {
        BaselineResult found = Baselines.find(MINUTE, everySecond(50, 40, 700), AT);
        assertThat(found.missing()).isEqualTo(Missing.TOO_LITTLE_COVERED);
    }

    @Test
    void shouldGiveNoBaselineWhenTheMeterGaveNothing() {
        assertThat(Baselines.find(MINUTE, List.of(), AT).missing()).isEqualTo(Missing.NO_READINGS);
        assertThat(Baselines.find(MINUTE, List.of(reading(3, 5, Quality.SUSPECT)), AT).missing())
                .isEqualTo(Missing.NO_READINGS);
    }

    @Test
    void shouldCountNeitherWhenTwoReadingsOfOneInstantContradict() {
        List<MeterReading> readings = everySecond(60, 1, 1_000);
        readings.add(reading(30, 50_000));
        readings.add(reading(10, 1_000));
        BaselineResult found = Baselines.find(MINUTE, readings, AT);
        assertThat(found.readingsUsed()).isEqualTo(59);
        assertThat(found.level()).isEqualTo(Power.ofWatts(1_000));
    }

    @Test
    void shouldNotDependOnTheOrderOfReadings() {
        Random random = new Random(11);
        List<MeterReading> readings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            readings.add(reading(random.nextInt(130_000) / 1000.0, random.nextInt(5_000_000)));
        }
        BaselineResult first = Baselines.find(MINUTE, readings, AT);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(readings, random);
            assertThat(Baselines.find(MINUTE, readings, AT)).isEqualTo(first);
        }
    }

    @Test
    void shouldRefuseReadingsWhenTheyAreOfTwoMeters() {
        MeterReading other =
                new MeterReading(
                        new MeterId("feeder-2"),
                        AT.minusSeconds(4),
                        Power.ofWatts(1),
                        Quality.GOOD);
        assertThatThrownBy(() -> Baselines.find(MINUTE, List.of(reading(5, 1), other), AT))
                .hasMessageContaining("main")
                .hasMessageContaining("feeder-2");
    }

    @Test
    void shouldGiveTheContractedLevelWhenTheProgramNamesOne() {
        Power contracted = Power.ofWatts(2_000_000);
        BaselineResult found =
                Baselines.find(
                        terms(BaselineMethod.MAXIMUM_BASE_LOAD, Duration.ofMinutes(1), contracted),
                        everySecond(60, 1, 9),
                        AT);
        assertThat(found.level()).isEqualTo(contracted);
        assertThat(
                        Baselines.find(
                                        terms(
                                                BaselineMethod.MAXIMUM_BASE_LOAD,
                                                Duration.ofMinutes(1),
                                                null),
                                        List.of(),
                                        AT)
                                .missing())
                .isEqualTo(Missing.NO_CONTRACTED_LEVEL);
    }
}
