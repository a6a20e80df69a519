package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.ven.Measures.Figure;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

class LevelMemoryTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final MeterId MAIN = new MeterId("main");

    private final LevelMemory memory =
            new LevelMemory(
                    new Meter(
                            MAIN,
                            "sunspec",
                            new Endpoint("127.0.0.1", 502),
                            1,
                            Duration.ofSeconds(1),
                            null));

    private void read(double second, long watts, Quality quality) {
        memory.read(
                new MeterReading(
                        MAIN,
                        NOON.plusMillis((long) (second * 1000)),
                        Power.ofWatts(watts),
                        quality));
    }

    private Figure mean(int from, int until) {
        return memory.figure(NOON.plusSeconds(from), NOON.plusSeconds(until), false);
    }

    @Test
    void shouldGiveTheMeanAndThePeakOfWhatWasRead() {
        read(0, 1_000, Quality.GOOD);
        read(0.5, 3_000, Quality.GOOD); // a second counts once, whatever was read in it
        read(1, 4_000, Quality.GOOD);
        assertThat(mean(0, 2)).isEqualTo(new Figure(new BigDecimal("3000.000"), "OK"));
        assertThat(memory.figure(NOON, NOON.plusSeconds(2), true).watts())
                .isEqualByComparingTo("4000");
        assertThat(mean(10, 20)).isEqualTo(Figure.MISSING);
    }

    @Test
    void shouldSayHowGoodAFigureIs() {
        for (int i = 0; i < 10; i++) {
            read(i, 1_000, Quality.GOOD);
        }
        assertThat(mean(0, 10).quality()).isEqualTo("OK");
        assertThat(mean(0, 11).quality()).isEqualTo("OK"); // nine of ten are enough
        assertThat(mean(0, 12).quality()).isEqualTo("ESTIMATED");
        read(3, 1_000, Quality.STALE);
        assertThat(mean(0, 10).quality()).isEqualTo("ESTIMATED");
        assertThat(mean(4, 10).quality()).isEqualTo("OK");
        read(5, 1_000, Quality.SUSPECT);
        assertThat(mean(0, 10).quality()).isEqualTo("BAD");
    }

    @Test
    void shouldForgetADayAndSomeHoursBack() {
        read(0, 1_000, Quality.GOOD);
        read(LevelMemory.SECONDS, 2_000, Quality.GOOD);
        assertThat(mean(0, 1)).isEqualTo(Figure.MISSING);
        Figure longer = mean(0, LevelMemory.SECONDS + 1);
        assertThat(longer.quality()).isEqualTo("ESTIMATED");
        assertThat(longer.watts()).isEqualByComparingTo("2000");
    }

    @Test
    void shouldMindOnlyTheSettlementMeter() {
        memory.read(new MeterReading(new MeterId("feeder"), NOON, Power.ofWatts(9), Quality.GOOD));
        LevelMemory none = new LevelMemory(null);
        none.read(new MeterReading(MAIN, NOON, Power.ofWatts(9), Quality.GOOD));
        assertThat(mean(0, 1)).isEqualTo(Figure.MISSING);
        assertThat(none.figure(NOON, NOON.plusSeconds(1), false)).isEqualTo(Figure.MISSING);
    }
}
