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
import org.trimtab.telemetry.Quality;

/** Green Button files, good and hostile. */
class GreenButtonTest {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            """;
    private static final long START = Instant.parse("2026-07-01T00:00:00Z").getEpochSecond();

    @TempDir Path folder;

    @Test
    void shouldReadWattHoursWhenSeveralBlocksHoldThem() {
        MeterFile file =
                read(
                        HEAD
                                + type("1", 72, 0, 1, 4)
                                + meterReading("1", "1")
                                + block("1", "1", "", reading(0, 900, 250, ""))
                                + block("1", "2", "", reading(900, 900, 500, quality(8)))
                                + "</feed>");

        assertThat(file.about().format()).isEqualTo("green-button");
        assertThat(file.series().from()).isEqualTo(Instant.ofEpochSecond(START));
        assertThat(file.series().step()).isEqualTo(Duration.ofMinutes(15));
        assertThat(file.series().watts(0)).isEqualTo(1_000);
        assertThat(file.series().watts(1)).isEqualTo(2_000);
        assertThat(file.series().quality(1)).isEqualTo(Quality.ESTIMATED);
        assertThat(file.counts()).containsOnlyKeys(Kind.QUALITY);
    }

    @Test
    void shouldScaleByThePowerOfTenWhenTheTypeGivesOne() {
        assertThat(
                        read(HEAD
                                        + type("1", 38, 3, 1, 12)
                                        + block(
                                                "1",
                                                "1",
                                                "",
                                                reading(0, 3600, 7, "")
                                                        + reading(3600, 3600, 8, ""))
                                        + "</feed>")
                                .series())
                .isEqualTo(series(3600, 7_000, 8_000));
    }

    @Test
    void shouldCountNegativeWhenEnergyWasReceivedFromTheSite() {
        assertThat(
                        read(HEAD
                                        + type("1", 72, 0, 19, 4)
                                        + block("1", "1", "", reading(0, 3600, 7, ""))
                                        + "</feed>")
                                .series())
                .isEqualTo(series(3600, -7));
    }

    @Test
    void shouldCountBetweenReadingsWhenTheyAreOfACounter() {
        assertThat(
                        read(HEAD
                                        + type("1", 72, 3, 1, 3)
                                        + block(
                                                "1",
                                                "1",
                                                "",
                                                reading(0, 900, 9998, "")
                                                        + reading(900, 900, 9999, "")
                                                        + reading(1800, 900, 1, ""))
                                        + "</feed>")
                                .series())
                .isEqualTo(series(900, 4_000, 8_000));
    }

    @Test
    void shouldListUsagePointsWhenThereAreSeveral() {
        String text =
                HEAD
                        + type("1", 72, 0, 1, 4)
                        + block("1", "1", "", reading(0, 3600, 7, ""))
                        + block("2", "1", "", reading(0, 3600, 9, ""))
                        + "</feed>";

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadMeterFile.class)
                .hasMessage("g.xml: usage points 1, 2; say which to take (--meter)");
        assertThat(read(text, MeterFileOptions.NONE.meter("2")).series())
                .isEqualTo(series(3600, 9));
        assertThatThrownBy(() -> read(text, MeterFileOptions.NONE.meter("3")))
                .hasMessageContaining("nothing fits meter \"3\"");
    }

    @Test
    void shouldTakeWhatWasDeliveredWhenThereIsAFlowEachWay() {
        String text =
                HEAD
                        + type("1", 72, 0, 1, 4)
                        + type("2", 72, 0, 19, 4)
                        + meterReading("1", "1")
                        + meterReading("2", "2")
                        + block("1", "1", "1", reading(0, 3600, 7, ""))
                        + block("1", "1", "2", reading(0, 3600, 9, ""))
                        + "</feed>";

        MeterFile file = read(text);

        assertThat(file.series()).isEqualTo(series(3600, 7));
        assertThat(file.counts()).containsOnlyKeys(Kind.LEFT_OUT);
    }

    @Test
    void shouldDoubtTheZoneWhenTheFileSaysAnother() {
        String place =
                "<entry><content><LocalTimeParameters xmlns=\"http://naesb.org/espi\">"
                        + "<tzOffset>-18000</tzOffset></LocalTimeParameters></content></entry>";
        String text =
                HEAD
                        + place
                        + type("1", 72, 0, 1, 4)
                        + block("1", "1", "", reading(0, 3600, 7, ""))
                        + "</feed>";

        assertThat(read(text, MeterFileOptions.NONE.zone(ZoneId.of("America/Chicago"))).counts())
                .containsOnlyKeys(Kind.ZONE);
        assertThat(read(text, MeterFileOptions.NONE.zone(ZoneId.of("America/New_York"))).counts())
                .isEmpty();
    }

    @Test
    void shouldRefuseWhenTheFileDeclaresEntities() throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (int i = 1; i < 10; i++) {
            String before = "&lol" + (i == 1 ? "" : String.valueOf(i - 1)) + ";";
            laughs.append("<!ENTITY lol" + i + " \"" + before.repeat(10) + "\">");
        }
        laughs.append("]>");
        Path secret = folder.resolve("secret.txt");
        Files.writeString(secret, "secret");

        assertThatThrownBy(() -> read(laughs + "<feed><entry>&lol9;</entry></feed>"))
                .isInstanceOf(BadMeterFile.class)
                .hasMessageContaining("document type");
        assertThatThrownBy(() ->
                        read(
                                "<!DOCTYPE f [<!ENTITY x SYSTEM \""
                                        + secret.toUri()
                                        + "\">]><feed><entry>&x;</entry></feed>"))
                .isInstanceOf(BadMeterFile.class)
                .hasMessageNotContaining("secret.txt");
        assertThatThrownBy(() -> read("<feed><entry>&unknown;</entry></feed>"))
                .isInstanceOf(BadMeterFile.class);
    }

    @Test
    void shouldRefuseWhenTheFileIsDeepLongOrCutShort() {
        assertThatThrownBy(() -> read("<a>".repeat(10_000)))
                .hasMessageContaining("more than 32 deep");
        assertThatThrownBy(() -> read("<feed><entry><title>" + "x".repeat(5_000)))
                .hasMessageContaining("longer than 2000 characters");
        assertThatThrownBy(() -> read(HEAD + type("1", 72, 0, 1, 4)))
                .hasMessageContaining("no XML that can be read");
        assertThatThrownBy(() -> read("<feed></feed>"))
                .hasMessageContaining("no interval readings");
        assertThatThrownBy(() ->
                        read(
                                HEAD
                                        + type("1", 72, 0, 1, 4)
                                        + block(
                                                "1",
                                                "1",
                                                "",
                                                reading(0, 3600, 7, "").replace(">7<", ">seven<"))
                                        + "</feed>"))
                .hasMessageContaining("value \"seven\" is not a whole number");
    }

    private static String type(String id, int uom, int powerOfTen, int flow, int accumulation) {
        return """
        <entry><link rel="self" href="/espi/1_1/resource/ReadingType/%s"/><content>
        <ReadingType xmlns="http://naesb.org/espi">
        <accumulationBehaviour>%d</accumulationBehaviour><flowDirection>%d</flowDirection>
        <intervalLength>900</intervalLength>
        <powerOfTenMultiplier>%d</powerOfTenMultiplier><uom>%d</uom>
        </ReadingType></content></entry>
        """
                .formatted(id, accumulation, flow, powerOfTen, uom);
    }

    private static String meterReading(String id, String type) {
        return """
        <entry><link rel="self" href="/espi/1_1/resource/UsagePoint/1/MeterReading/%s"/>
        <link rel="related" href="/espi/1_1/resource/ReadingType/%s"/>
        <content><MeterReading xmlns="http://naesb.org/espi"/></content></entry>
        """
                .formatted(id, type);
    }

    private static String block(String point, String id, String meter, String readings) {
        return """
        <entry><link rel="self"
        href="/espi/1_1/resource/UsagePoint/%s/MeterReading/%s/IntervalBlock/%s"/><content>
        <IntervalBlock xmlns="http://naesb.org/espi">
        <interval><duration>86400</duration><start>0</start></interval>%s</IntervalBlock>
        </content></entry>
        """
                .formatted(point, meter.isEmpty() ? "1" : meter, id, readings);
    }

    private static String reading(long after, int seconds, int value, String quality) {
        return """
        <IntervalReading>%s<timePeriod><duration>%d</duration><start>%d</start></timePeriod>
        <value>%d</value></IntervalReading>
        """
                .formatted(quality, seconds, START + after, value);
    }

    private static String quality(int code) {
        return "<ReadingQuality><quality>" + code + "</quality></ReadingQuality>";
    }

    private MeterFile read(String text) {
        return read(text, MeterFileOptions.NONE);
    }

    private MeterFile read(String text, MeterFileOptions options) {
        try {
            Path file = folder.resolve("g.xml");
            Files.writeString(file, text);
            return MeterFiles.read(file, options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static LoadSeries series(int seconds, int... watts) {
        return LoadSeries.of(Instant.ofEpochSecond(START), Duration.ofSeconds(seconds), watts);
    }
}
