package org.trimtab.meters.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.meters.intake.Finding.Kind;

/** Time zones of meter files: local clocks, and signs that a zone is wrong. */
class MeterZoneTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @TempDir Path folder;

    @Test
    void shouldTellTheDoubledHourApartWhenTheClockGoesBack() {
        // America/Chicago, 1 November 2026: 02:00 CDT becomes 01:00 CST at 07:00Z.
        MeterFile file =
                read(
                        """
                        interval_start_local,kw
                        2026-11-01 00:00,1
                        2026-11-01 01:00,2
                        2026-11-01 01:00,3
                        2026-11-01 02:00,4
                        """,
                        MeterFileOptions.NONE.zone(CHICAGO));

        assertThat(file.findings()).isEmpty();
        assertThat(file.series())
                .isEqualTo(series("2026-11-01T05:00:00Z", 3600, 1_000, 2_000, 3_000, 4_000));
    }

    @Test
    void shouldTellTheDoubledHourApartWhenAFileRunsBackwardsWithEnds() {
        MeterFile file =
                read(
                        """
                        interval_end_local,kw
                        2026-11-01 02:30,6
                        2026-11-01 02:00,5
                        2026-11-01 01:30,4
                        2026-11-01 01:00,3
                        2026-11-01 01:30,2
                        2026-11-01 01:00,1
                        """,
                        MeterFileOptions.NONE.zone(CHICAGO));

        assertThat(file.findings()).isEmpty();
        assertThat(file.series())
                .isEqualTo(
                        series(
                                "2026-11-01T05:30:00Z",
                                1800,
                                1_000,
                                2_000,
                                3_000,
                                4_000,
                                5_000,
                                6_000));
    }

    @Test
    void shouldDoubtTheZoneWhenLocalStampsFallIntoTheMissingHour() {
        MeterFile file =
                read(
                        """
                        interval_start_local,kw
                        2026-03-08 00:00,1
                        2026-03-08 01:00,2
                        2026-03-08 02:00,3
                        2026-03-08 03:00,4
                        2026-03-08 04:00,5
                        """,
                        MeterFileOptions.NONE.zone(CHICAGO));

        assertThat(file.counts()).containsOnlyKeys(Kind.ZONE);
        assertThat(file.findings().getFirst().toString())
                .startsWith(
                        "line 4: local time 2026-03-08T02:00 does not exist in America/Chicago");
        assertThat(file.series().size()).isEqualTo(4);
    }

    @Test
    void shouldAskForTheZoneWhenStampsAreLocal() {
        assertThatThrownBy(() ->
                        read("interval_start_local,kw\n2026-03-08 00:00,1\n2026-03-08 01:00,1\n"))
                .isInstanceOf(BadMeterFile.class)
                .hasMessageContaining("--tz America/Chicago");
    }

    @Test
    void shouldNeedNoZoneWhenStampsCarryTheirOffset() {
        assertThat(
                        read("""
                        start,kw
                        2015-11-22T00:00:00-06:00,1
                        2015-11-22 01:00:00-0600,2
                        """)
                                .series())
                .isEqualTo(series("2015-11-22T06:00:00Z", 3600, 1_000, 2_000));
    }

    @Test
    void shouldDoubtTheZoneWhenStampsCalledUtcSkipTheHourOfALocalClock() {
        String text = days(30, 0).replaceAll("(?m)^2026-03-08T02:00:00Z.*\n", "");

        MeterFile file = read(text);

        assertThat(file.counts()).containsEntry(Kind.ZONE, 1);
        assertThat(file.findings().getFirst().what())
                .isEqualTo(
                        "stamps called UTC skip the hour that a clock in America/Chicago skips on"
                                + " 2026-03-08");
        assertThat(read(days(30, 0)).counts()).isEmpty();
    }

    @Test
    void shouldDoubtTheZoneWhenTheShapeMovesWithItsClock() {
        MeterFileOptions chicago = MeterFileOptions.NONE.zone(CHICAGO);

        // The same hours of every UTC day: a site that does not live by Chicago's clock.
        assertThat(read(days(60, 0), chicago).findings())
                .anySatisfy(found -> {
                    assertThat(found.kind()).isEqualTo(Kind.ZONE);
                    assertThat(found.what()).startsWith("the shape of a weekday moves by one hour");
                });
        // The same hours of every local day: one hour earlier in UTC from 8 March.
        assertThat(read(days(60, 1), chicago).counts()).doesNotContainKey(Kind.ZONE);
    }

    /** Hourly load of days around 1 March 2026 with a high shift, moved by hours once Chicago's clock went forward. */
    private static String days(int days, int hoursEarlierInSummer) {
        StringBuilder text = new StringBuilder("interval_start_utc,kw\n");
        Instant at = Instant.parse("2026-03-01T00:00:00Z").minusSeconds(days / 2 * 86_400L);
        Instant change = Instant.parse("2026-03-08T08:00:00Z");
        Instant end = at.plusSeconds(days * 86_400L);
        for (; at.isBefore(end); at = at.plusSeconds(3600)) {
            int hour = (int) (at.getEpochSecond() / 3600 % 24);
            int shift = at.isBefore(change) ? 0 : hoursEarlierInSummer;
            int local = Math.floorMod(hour + shift, 24);
            text.append(at).append(local >= 14 && local < 22 ? ",900\n" : ",100\n");
        }
        return text.toString();
    }

    private MeterFile read(String text) {
        return read(text, MeterFileOptions.NONE);
    }

    private MeterFile read(String text, MeterFileOptions options) {
        try {
            Path file = folder.resolve("m.csv");
            Files.writeString(file, text);
            return MeterFiles.read(file, options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static LoadSeries series(String from, int seconds, int... watts) {
        return LoadSeries.of(Instant.parse(from), Duration.ofSeconds(seconds), watts);
    }
}
