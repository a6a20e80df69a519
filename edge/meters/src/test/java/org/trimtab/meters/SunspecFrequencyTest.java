package org.trimtab.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

@SuppressWarnings("try") // a test closes what it opened in the middle
class SunspecFrequencyTest {
    private static final Instant AT = Instant.parse("2026-08-17T21:00:00Z");

    private static @Nullable FrequencySample read(FakeMeter fake) throws MeterUnreachable {
        try (MeterClient client = MeterClients.open(fake.meter())) {
            client.read(AT);
            return client.frequency();
        }
    }

    private static FrequencySample suspect(@Nullable Frequency figure) {
        return new FrequencySample(AT, figure, Quality.SUSPECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {211, 212, 213, 214})
    void shouldReadFrequencyWithThePowerWhenTheMeterSpeaksFloats(int model) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(40_000), model, 1_000f, 59.85f));

            FrequencySample sample = read(fake);

            // 59.85 as a 32-bit float is 59.849998…
            assertThat(sample)
                    .isEqualTo(new FrequencySample(AT, new Frequency(59_849_998), Quality.GOOD));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "201, 5985, -2, 59850000",
        "202, 60, 0, 60000000",
        "203, 29993, -3, 29993000",
        "204, 5002, -2, 50020000"
    })
    void shouldScaleFrequencyExactlyWhenTheMeterSpeaksIntegers(
            int model, int value, int scale, long microhertz) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.integers(fake.begin(40_000), model, 1, 0, value, scale));

            FrequencySample sample = read(fake);

            assertThat(sample).isNotNull();
            assertThat(sample.frequency()).isEqualTo(new Frequency(microhertz));
            assertThat(sample.quality())
                    .isEqualTo(microhertz < 40_000_000 ? Quality.SUSPECT : Quality.GOOD);
        }
    }

    @ParameterizedTest
    @CsvSource({"0x8000, -2", "6000, 0x8000", "6000, 11", "6000, -11", "6000, 10"})
    void shouldGiveNoFigureWhenAnIntegerMeterHasNone(String value, String scale) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(
                    fake.integers(
                            fake.begin(40_000),
                            203,
                            1_234,
                            0,
                            Integer.decode(value),
                            Integer.decode(scale)));

            assertThat(read(fake)).isEqualTo(suspect(null));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f})
    void shouldGiveNoFigureWhenAFloatMeterHasNone(float hertz) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(40_000), 213, 1_000f, hertz));

            assertThat(read(fake)).isEqualTo(suspect(null));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 39.9f, 70.1f, -60f, 400f})
    void shouldCallAFigureSuspectWhenNoGridHasIt(float hertz) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(40_000), 213, 1_000f, hertz));

            FrequencySample sample = read(fake);

            assertThat(sample).isNotNull();
            assertThat(sample.frequency()).isNotNull();
            assertThat(sample.quality()).isEqualTo(Quality.SUSPECT);
        }
    }

    @Test
    void shouldStillReadFrequencyWhenThereIsNoValueForPower() throws Exception {
        try (FakeMeter fake = new FakeMeter();
                MeterClient client = MeterClients.open(fake.meter())) {
            fake.end(fake.floats(fake.begin(40_000), 213, Float.NaN, 60f));

            assertThatThrownBy(() -> client.read(AT)).isInstanceOf(MeterUnreachable.class);
            assertThat(client.frequency())
                    .isEqualTo(
                            new FrequencySample(AT, Frequency.ofMillihertz(60_000), Quality.GOOD));
        }
    }

    @Test
    void shouldGiveNoSampleWhenTheMeterWasNotReadOrIsGone() throws Exception {
        FakeMeter fake = new FakeMeter();
        fake.end(fake.floats(fake.begin(40_000), 213, 1_000f));
        try (MeterClient client = MeterClients.open(fake.meter())) {
            assertThat(client.frequency()).as("before the first read").isNull();
            client.read(AT);
            assertThat(client.frequency()).isNotNull();
            fake.close();
            client.close();
            assertThatThrownBy(() -> client.read(AT)).isInstanceOf(MeterUnreachable.class);
            assertThat(client.frequency()).as("the last one is not told twice").isNull();
        }
    }
}
