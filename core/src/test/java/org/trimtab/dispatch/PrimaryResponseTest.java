package org.trimtab.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

class PrimaryResponseTest {
    private static final Power CAPACITY = Power.ofWatts(100_000_000);

    private static Frequency hertz(String hertz) {
        return Frequency.ofHertz(new BigDecimal(hertz));
    }

    private static FrequencyDuty duty(long nominalHertz, int deadBandMillihertz) {
        return new FrequencyDuty(
                Frequency.ofMillihertz(nominalHertz * 1_000),
                null,
                new FrequencyDuty.Droop(
                        "rrs-pfr",
                        new Share(50_000),
                        Frequency.ofMillihertz(deadBandMillihertz),
                        CAPACITY),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({
        "59.95, 1.106, 0.539, 0.472",
        "59.91, 2.447, 1.888, 1.822",
        "59.85, 4.459, 3.911, 3.846",
        "59.70, 9.487, 8.968, 8.907",
        "59.50, 16.192, 15.711, 15.655"
    })
    void shouldGiveThePublishedResponse(String hertz, double at17, double at34, double at36) {
        int[] deadBands = {17, 34, 36};
        double[] expected = {at17, at34, at36};
        for (int i = 0; i < deadBands.length; i++) {
            Power response = PrimaryResponse.of(duty(60, deadBands[i]), hertz(hertz));
            assertThat(response.watts() / 1e6)
                    .as("dead-band %d mHz", deadBands[i])
                    .isCloseTo(expected[i], Offset.offset(0.0005));
        }
    }

    @Test
    void shouldBeExactToTheWatt() {
        // 100 MW × 133 mHz ÷ 2,983 mHz
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("59.85")))
                .isEqualTo(Power.ofWatts(4_458_599));
    }

    @ParameterizedTest
    @CsvSource({"60.05, 59.95", "60.09, 59.91", "60.3, 59.7", "65, 55"})
    void shouldDrawMoreWhenFrequencyIsHighByAsMuchAsLessWhenItIsLow(String high, String low) {
        Power more = PrimaryResponse.of(duty(60, 17), hertz(high));
        Power less = PrimaryResponse.of(duty(60, 17), hertz(low));

        assertThat(less).isGreaterThan(Power.ZERO);
        assertThat(more).isEqualTo(Power.ZERO.minus(less));
    }

    @ParameterizedTest
    @CsvSource({"60", "60.017", "59.983", "59.9830001"})
    void shouldDoNothingWithinTheDeadBand(String hertz) {
        assertThat(PrimaryResponse.of(duty(60, 17), hertz(hertz))).isEqualTo(Power.ZERO);
    }

    @Test
    void shouldGiveTheWholeCapacityAndNoMoreBeyondTheDroop() {
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("57"))).isEqualTo(CAPACITY);
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("56.5"))).isEqualTo(CAPACITY);
        assertThat(PrimaryResponse.of(duty(50, 17), hertz("47.5"))).isEqualTo(CAPACITY);
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("57.000001"))).isLessThan(CAPACITY);
    }

    @Test
    void shouldGiveTheWholeCapacityAtOnceWhenTheDeadBandIsAsWideAsTheDroop() {
        assertThat(PrimaryResponse.of(duty(60, 3_000), hertz("57"))).isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 3_000), hertz("56.999"))).isEqualTo(CAPACITY);
    }

    @Test
    void shouldNotMoveWithoutANumberOrADroopOrOnOneNoGridHas() {
        FrequencyDuty none =
                new FrequencyDuty(
                        hertz("60"), null, null, Duration.ofSeconds(1), Duration.ofSeconds(10));

        assertThat(PrimaryResponse.of(none, hertz("59"))).isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 17), null)).isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("0"))).isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 17), hertz("53.999"))).isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 17), new Frequency(Long.MIN_VALUE)))
                .isEqualTo(Power.ZERO);
        assertThat(PrimaryResponse.of(duty(60, 17), new Frequency(Long.MAX_VALUE)))
                .isEqualTo(Power.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 50, 10",
        "60, 50, 45",
        "10, 5, 0",
        "10, 3, 0",
        "-10, 50, -10",
        "-60, 50, -50",
        "-10, 100, 0",
        "-10, 110, 0"
    })
    void shouldClipToTheRoomThereIs(long response, long level, long expected) {
        assertThat(
                        PrimaryResponse.clip(
                                Power.ofWatts(response),
                                Power.ofWatts(level),
                                Power.ofWatts(5),
                                Power.ofWatts(100)))
                .isEqualTo(Power.ofWatts(expected));
    }
}
