package org.trimtab.operators.prices;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a price file can be wrong, and the one line it is answered with. */
class BadPriceFileTest {
    private static final String HEADER = "interval_start_utc,interval_start_local,LZ_WEST,LZ_NORTH";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NaN      | "NaN" in column LZ_WEST is not a price in $/MWh, such as 31.25
                    nan      | "nan" in column LZ_WEST is not a price
                    Infinity | "Infinity" in column LZ_WEST is not a price
                    $31.25   | "$31.25" in column LZ_WEST is not a price
                    31,25    | has 5 values where the header has 4
                    0x1F     | "0x1F" in column LZ_WEST is not a price
                    1e99     | "1e99" in column LZ_WEST is beyond any energy price
                    1e999999 | "1e999999" in column LZ_WEST is not a price
                    -9999999 | "-9999999" in column LZ_WEST is beyond any energy price
                    """)
    void shouldNameLineColumnAndValueWhenAPriceIsNotANumber(String value, String message) {
        assertBad(
                rows("2023-01-01T06:00:00Z,x,10,11", "2023-01-01T07:00:00Z,x," + value + ",12"),
                "p.csv line 3: " + message);
    }

    @Test
    void shouldSayWhatToDoWhenAPriceIsBlank() {
        assertBad(
                rows("2023-01-01T06:00:00Z,x,10,11", "2023-01-01T07:00:00Z,x, ,12"),
                "p.csv line 3: no price for 2023-01-01T07:00:00Z in column LZ_WEST; remove the row"
                        + " when the price is not known");
    }

    @Test
    void shouldListThePointsWhenTheColumnIsUnknown() {
        assertThatThrownBy(() ->
                        read(rows("2023-01-01T06:00:00Z,x,1,2"), "LZ_WST", "interval_start_utc"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessage(
                        "p.csv line 1: no point \"LZ_WST\"; did you mean \"LZ_WEST\"?; the file has"
                                + " LZ_WEST, LZ_NORTH");
    }

    @Test
    void shouldListTheColumnsWhenTheTimeColumnIsUnknown() {
        assertThatThrownBy(
                        () -> read(rows("2023-01-01T06:00:00Z,x,1,2"), "LZ_WEST", "interval_start"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessage(
                        "p.csv line 1: no time column \"interval_start\"; did you mean"
                                + " \"interval_start_utc\"?; the file has interval_start_utc,"
                                + " interval_start_local, LZ_WEST, LZ_NORTH");
    }

    @Test
    void shouldRefuseWhenAColumnIsThereTwice() {
        assertBad(
                "interval_start_utc,LZ_WEST,LZ_WEST\n",
                "p.csv line 1: column \"LZ_WEST\" is there twice");
    }

    @Test
    void shouldTellTheRepeatWhenAnHourComesTwiceWithOnePrice() {
        assertBad(
                rows("2023-01-01T06:00:00Z,x,10,11", "2023-01-01T06:00:00Z,x,10.0,11"),
                "p.csv line 3: 2023-01-01T06:00:00Z repeats line 2 with the same price; remove one"
                        + " of them");
    }

    @Test
    void shouldShowBothPricesWhenAnHourComesTwiceWithTwo() {
        assertBad(
                rows(
                        "2023-01-01T06:00:00Z,x,10,11",
                        "2023-01-01T07:00:00Z,x,20,21",
                        "2023-01-01T06:00:00Z,x,10.5,11"),
                "p.csv line 4: 2023-01-01T06:00:00Z was 10 on line 2 and is 10.5 here; keep the"
                        + " right one");
    }

    @Test
    void shouldAskForOrderWhenRowsAreNotSorted() {
        assertBad(
                rows("2023-01-01T07:00:00Z,x,10,11", "2023-01-01T06:00:00Z,x,10,11"),
                "p.csv line 3: 2023-01-01T06:00:00Z comes before 2023-01-01T07:00:00Z on line 2;"
                        + " sort the rows by time");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-01-01 06:00:00",
        "2023-01-01",
        "''",
        "yesterday",
        "2023-13-01T00:00:00Z",
        "1672531200"
    })
    void shouldAskForTheOffsetWhenATimeIsNotClear(String time) {
        assertBad(
                rows(time + ",x,10,11"),
                "p.csv line 2: interval_start_utc \""
                        + time
                        + "\" is not a time with its offset from UTC, such as"
                        + " 2023-08-17T05:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"1989-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2023-01-01T06:00:00.5Z"})
    void shouldRefuseWhenATimeIsOutOfRange(String time) {
        assertBad(rows(time + ",x,10,11"), "must be a whole second from 1990 up to 2100");
    }

    @Test
    void shouldSaySoWhenTheFileIsEmpty() {
        assertBad("", "p.csv: the file is empty");
        assertBad("\n\n", "p.csv: the file is empty");
        assertBad(HEADER + "\n", "p.csv: no rows; at least two are needed");
        assertBad(rows("2023-01-01T06:00:00Z,x,10,11"), "p.csv: only one row");
    }

    @Test
    void shouldRefuseWhenTheTextIsNotUtf8() {
        byte[] latin = (HEADER + "\nMünchen,x,1,2\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin, "LZ_WEST", "interval_start_utc"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void shouldRefuseWhenTheGzipIsBroken() throws IOException {
        byte[] whole = gzip(rows("2023-01-01T06:00:00Z,x,10,11", "2023-01-01T07:00:00Z,x,10,11"));
        byte[] torn = Arrays.copyOf(whole, whole.length - 12);
        byte[] flipped = whole.clone();
        flipped[whole.length - 6] ^= 1;
        for (byte[] broken : new byte[][] {torn, flipped, Arrays.copyOf(whole, 4)}) {
            assertThatThrownBy(() -> read(broken, "LZ_WEST", "interval_start_utc"))
                    .isInstanceOf(BadPriceFile.class)
                    .hasMessageContaining("gzip data is damaged or cut short");
        }
    }

    @Test
    void shouldRefuseWhenALineNeverEnds() {
        assertBad("x".repeat(100_000), "p.csv line 1: longer than 65536 characters");
        assertBad("a,".repeat(3_000), "p.csv line 1: 3001 columns; at most 2000 are read");
    }

    @Test
    void shouldStopWhenAFileIsTooLarge() {
        InputStream endless =
                new InputStream() {
                    private final byte[] start = (HEADER + "\n").getBytes(StandardCharsets.UTF_8);
                    private long given;

                    @Override
                    public int read() {
                        return given < start.length ? start[(int) given++] : '\n';
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) {
                        for (int i = 0; i < length; i++) {
                            buffer[offset + i] = (byte) read();
                        }
                        return length;
                    }
                };
        assertThatThrownBy(() -> PriceFile.read("p.csv", endless, "LZ_WEST", "interval_start_utc"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessage(
                        "p.csv: too large; at most 256 MB are read (unpacked); split it by year");
    }

    @Test
    void shouldSaySoWhenThereIsNoFile() {
        Path missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> PriceFile.read(missing, "LZ_WEST"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> PriceFile.read(folder, "LZ_WEST"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldBeOneLineWhenTheFileIsHostile() throws IOException {
        Path file = Files.writeString(folder.resolve("p.csv"), rows("a\u0007" + "b".repeat(900)));
        assertThatThrownBy(() -> PriceFile.read(file, "LZ_WEST"))
                .isInstanceOf(BadPriceFile.class)
                .message()
                .hasSizeLessThan(300)
                .doesNotContain("\n");
    }

    private static void assertBad(String text, String message) {
        assertThatThrownBy(() -> read(text, "LZ_WEST", "interval_start_utc"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining(message);
    }

    private static void read(String text, String point, String timeColumn) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8), point, timeColumn);
    }

    private static void read(byte[] bytes, String point, String timeColumn) throws IOException {
        PriceFile.read("p.csv", new ByteArrayInputStream(bytes), point, timeColumn);
    }

    private static String rows(String... rows) {
        return HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
