package org.trimtab.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

class SunspecMeterTest {
    private static final Instant AT = Instant.parse("2026-08-17T21:00:00Z");

    private static MeterReading read(FakeMeter fake) throws MeterUnreachable {
        try (MeterClient client = MeterClients.open(fake.meter())) {
            return client.read(AT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {211, 212, 213, 214})
    void shouldReadPowerWhenTheMeterSpeaksFloats(int model) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(40_000), model, 2_345_678f));

            MeterReading reading = read(fake);

            assertThat(reading.power().watts()).isEqualTo(2_345_678);
            assertThat(reading.quality()).isEqualTo(Quality.GOOD);
            assertThat(reading.observedAt()).isEqualTo(AT);
            assertThat(reading.meter()).hasToString("main");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 204})
    void shouldScalePowerWhenTheMeterSpeaksIntegers(int model) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.integers(fake.begin(40_000), model, 23_456, 2));

            assertThat(read(fake).power().watts()).isEqualTo(2_345_600);
        }
    }

    @Test
    void shouldKeepTheSignWhenPowerIsExported() throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.integers(fake.begin(40_000), 203, -1_500, 0));

            assertThat(read(fake).power().watts()).isEqualTo(-1_500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40_000, 50_000})
    void shouldFindTheMapWhereverItMayBe(int base) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(base), 213, 1_000f));

            assertThat(read(fake).power().watts()).isEqualTo(1_000);
        }
    }

    @Test
    void shouldPassOverModelsThatAreNoMeter() throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            int at = fake.begin(40_000);
            fake.set(at, 12, 98);
            fake.end(fake.floats(at + 2 + 98, 213, 77f));

            assertThat(read(fake).power().watts()).isEqualTo(77);
        }
    }

    @Test
    void shouldGiveNoReadingWhenTheMeterHasNoValue() throws Exception {
        try (FakeMeter floats = new FakeMeter();
                FakeMeter integers = new FakeMeter()) {
            floats.end(floats.floats(floats.begin(40_000), 213, Float.NaN));
            integers.end(integers.integers(integers.begin(40_000), 203, 0x8000, 0));

            assertThatThrownBy(() -> read(floats)).isInstanceOf(MeterUnreachable.class);
            assertThatThrownBy(() -> read(integers))
                    .isInstanceOf(MeterUnreachable.class)
                    .hasMessageContaining("\"main\"")
                    .hasMessageContaining("no value");
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, 2e10f, -2e10f})
    void shouldCallAReadingSuspectWhenItCannotBeTrue(float watts) throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.floats(fake.begin(40_000), 213, watts));

            assertThat(read(fake).quality()).isEqualTo(Quality.SUSPECT);
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoMeterInTheMap() throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.end(fake.begin(40_000));

            assertThatThrownBy(() -> read(fake)).hasMessageContaining("no AC meter");
        }
    }

    @Test
    void shouldSayThatThereIsNoMapWhenTheMarkIsMissing() throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            fake.set(40_000, 1, 2, 3, 4);

            assertThatThrownBy(() -> read(fake)).hasMessageContaining("no SunSpec map");
        }
    }

    @Test
    void shouldEndTheWalkWhenTheMapHasNoEnd() throws Exception {
        try (FakeMeter fake = new FakeMeter()) {
            int at = fake.begin(40_000);
            for (int model = 0; model < 60; model++) {
                fake.set(at + 2 * model, 12, 0);
            }

            assertThatThrownBy(() -> read(fake)).hasMessageContaining("no AC meter");
        }
    }

    @Test
    void shouldReadAgainAfterTheMeterCameBack() throws Exception {
        FakeMeter fake = new FakeMeter();
        MeterClient client = MeterClients.open(fake.meter());
        fake.end(fake.floats(fake.begin(40_000), 213, 5f));
        assertThat(client.read(AT).power().watts()).isEqualTo(5);
        assertThat(client.read(AT.plusSeconds(1)).observedAt()).isEqualTo(AT.plusSeconds(1));
        client.close();
        assertThat(client.read(AT).power().watts()).isEqualTo(5);
        client.close();
        fake.close();
    }

    @Test
    void shouldNameTheMeterAndWhatToDoWhenNobodyAnswers() throws Exception {
        int port;
        try (FakeMeter gone = new FakeMeter()) {
            port = gone.meter().endpoint().port();
        }
        try (MeterClient client = MeterClients.open(FakeMeter.meterAt(port, "sunspec"))) {
            assertThatThrownBy(() -> client.read(AT))
                    .isInstanceOf(MeterUnreachable.class)
                    .hasMessageContaining("\"main\" at 127.0.0.1:" + port)
                    .hasMessageContaining("check the address");
        }
    }

    @Test
    void shouldGiveUpWhenTheMeterTakesTheCallAndSaysNothing() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                MeterClient client =
                        MeterClients.open(FakeMeter.meterAt(mute.getLocalPort(), "sunspec"))) {
            assertThatThrownBy(() -> client.read(AT))
                    .isInstanceOf(MeterUnreachable.class)
                    .hasMessageContaining("does not answer");
            mute.setSoTimeout(200);
            mute.accept().close();
            assertThatThrownBy(mute::accept)
                    .as("a second call would be a second try")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void shouldNameTheKnownKindsWhenAKindIsUnknown() {
        assertThatThrownBy(() -> MeterClients.open(FakeMeter.meterAt(1502, "sunspeck")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"sunspeck\" is not known; use one of sunspec");
    }
}
