package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.cli.Shell.Ended;
import tools.jackson.databind.JsonNode;

/** The contract of {@code trimtab backtest} as somebody outside would try it. */
class BacktestVerbTest {
    private static final Instant START = Instant.parse("2023-08-01T05:00:00Z");
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final int HOURS = 144;

    @TempDir Path folder;
    private Path site;

    @BeforeEach
    void shouldHaveASite() throws IOException {
        site = Files.writeString(folder.resolve("site.yaml"), BadInputTest.SITE);
    }

    private static String price(int hour) {
        return "%d.%02d".formatted(hour % 24 == 15 ? 400 : 20 + hour * 7 % 31, hour * 37 % 100);
    }

    private Path file(String name, String head, IntFunction<String> row) throws IOException {
        StringBuilder text = new StringBuilder(head).append('\n');
        for (int hour = 0; hour < HOURS; hour++) {
            text.append(row.apply(hour)).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private Path prices(IntFunction<String> price) throws IOException {
        return file(
                "rt.csv", "interval_start_utc,LZ_WEST", hour -> at(hour) + "," + price.apply(hour));
    }

    private Ended backtest(Object... more) {
        List<String> args = new ArrayList<>(List.of("backtest", site.toString()));
        for (Object one : more) {
            args.add(one.toString());
        }
        return Shell.run(args.toArray(String[]::new));
    }

    private static void assertRefused(Ended ended, String said) {
        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.err()).contains(said).doesNotContain("\tat ", "Exception");
        assertThat(ended.errLines()).hasSizeLessThan(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7  | %s,NaN           | "NaN" in column LZ_WEST is not a price
                    7  | %s,              | no price for 2023-08-01T10:00:00Z
                    7  | 2023-08-01T09:00:00Z,30 | was 48.48 on line 6 and is 30 here
                    7  | 2023-08-01T08:30:00Z,30 | comes before
                    7  | 2023-08-01 05:00:00,30  | local time alone is not clear
                    7  | %s,2e9           | 2e9
                    """)
    void shouldRefuseABadRowNamingItsLine(int line, String row, String said) throws IOException {
        Path file = prices(BacktestVerbTest::price);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(line - 1, row.replace("%s", at(line - 2).toString()));
        Files.write(file, lines);

        Ended ended = backtest("--prices", file, "--point", "LZ_WEST");

        assertRefused(ended, said);
        assertThat(ended.err()).contains("line " + line);
    }

    @Test
    void shouldRefuseCentsAndTakeThemWhenToldTheyAreDollars() throws IOException {
        Path file = prices(hour -> "%d.%02d".formatted(3 + hour % 5, hour % 100));

        assertRefused(backtest("--prices", file, "--point", "LZ_WEST"), "multiply them by 10");
        assertThat(
                        backtest(
                                        "--point",
                                        "LZ_WEST",
                                        "--price-unit",
                                        "usd-per-mwh",
                                        "--prices",
                                        file)
                                .exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --point LZ_WST                          | did you mean "LZ_WEST"
                    --point LZ_WEST --strategy brake-even   | did you mean "break-even"
                    --point LZ_WEST --strategy break-even,x | --strategy x
                    --point LZ_WEST --from 2025-01-01 --until 2025-02-01 | there are prices from
                    --point LZ_WEST --from 2023-08-03 --until 2023-08-02 | is not after
                    --point LZ_WEST --from yesterday        | give a day
                    --point LZ_WEST --time-column interval  | no time column "interval"
                    --point LZ_WEST --hashprice -5          | give a number above 0
                    --point LZ_WEST --hashprice none.csv    | there is no such file
                    --point LZ_WEST --horizon 100h --strategy co-optimised | give 1h to 48h
                    --point LZ_WEST --paths -1              | give 0 or more
                    --point LZ_WEST --reserve-products rss  | --reserve-products rss
                    --point LZ_WEST --zone Texas            | give a time zone
                    --point LZ_WEST --outages 200%          | give a share below 90 %
                    --point LZ_WEST --known-after never     | give start or end
                    --point LZ_WEST --price-unit cents      | usd-per-mwh only
                    """)
    void shouldRefuseAWrongOption(String options, String said) throws IOException {
        List<Object> args = new ArrayList<>(List.of("--prices", prices(BacktestVerbTest::price)));
        args.addAll(List.of(options.split(" ")));

        assertRefused(backtest(args.toArray()), said);
    }

    @Test
    void shouldRefuseDamagedAndEmptyFilesAndASiteWithoutDevices() throws IOException {
        Path whole = prices(BacktestVerbTest::price);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Files.readAllBytes(whole));
        }
        byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), half);
        assertRefused(backtest("--prices", cut, "--point", "LZ_WEST"), "damaged or cut short");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        assertRefused(backtest("--prices", empty, "--point", "LZ_WEST"), "the file is empty");
        Path head = Files.writeString(folder.resolve("h.csv"), "interval_start_utc,LZ_WEST\n");
        assertRefused(backtest("--prices", head, "--point", "LZ_WEST"), "no rows");
        int devices = BadInputTest.SITE.indexOf("devices:");
        int mining = BadInputTest.SITE.indexOf("mining:");
        Files.writeString(
                site,
                BadInputTest.SITE.substring(0, devices)
                        + "devices: []\n"
                        + BadInputTest.SITE.substring(mining));
        assertRefused(
                backtest("--prices", whole, "--point", "LZ_WEST"),
                "at least one group of devices is needed");
    }

    @Test
    void shouldTakeGapsExtremesAndAHourThatAutumnRepeats() throws IOException {
        Instant autumn = Instant.parse("2023-11-03T05:00:00Z");
        Path file =
                file(
                        "rt.csv",
                        "interval_start_utc,LZ_WEST",
                        hour ->
                                autumn.plus(Duration.ofHours(hour + (hour > 70 ? 5 : 0)))
                                                .atZone(CHICAGO)
                                                .toOffsetDateTime()
                                        + (hour == 50 ? ",9000" : hour == 51 ? ",-9000" : ",-30"));

        Ended ended = backtest("--json", "--prices", file, "--point", "LZ_WEST");

        assertThat(ended.exit()).as("%s", ended).isZero();
        JsonNode summary = Json.MAPPER.readTree(ended.out());
        assertThat(summary.path("hours_unpriced").asDouble()).isEqualTo(5);
        assertThat(summary.path("warnings").toString()).contains("1 stretch without a price");
    }

    @Test
    void shouldWriteDecisionsAndCompareTwoStrategies() throws IOException {
        Path out = folder.resolve("d.csv");
        Path hash =
                Files.writeString(
                        folder.resolve("hash.csv"),
                        "date,usd_per_ph_day\n2023-07-31,60\n2023-08-01,61.5\n");
        Path reserves =
                file(
                        "as.csv",
                        "interval_start_utc,REGDN,REGUP,RRS,NSPIN,ECRS",
                        hour -> at(hour) + ",1,2,3,4," + (hour < 72 ? "" : "5"));

        Ended ended =
                backtest(
                        "--json",
                        "--strategy",
                        "break-even,co-optimised",
                        "--decisions",
                        out,
                        "--hashprice",
                        hash,
                        "--reserves",
                        reserves,
                        "--prices",
                        prices(BacktestVerbTest::price),
                        "--until",
                        "2023-08-06",
                        "--point",
                        "LZ_WEST",
                        "--from",
                        "2023-08-02");

        assertThat(ended.exit()).as("%s", ended).isZero();
        JsonNode summary = Json.MAPPER.readTree(ended.out());
        List<String> ids = new ArrayList<>();
        summary.path("strategies").forEach(one -> ids.add(one.path("id").asString()));
        assertThat(ids)
                .containsExactly("always-on", "break-even", "co-optimised", "perfect-foresight");
        assertThat(summary.path("notes").toString()).contains("plans solved");
        assertThat(summary.path("warnings").toString())
                .contains("ecrs has no price before 2023-08-04T05:00:00Z");
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(1 + 96).first().isEqualTo("time,set_point_mw,reserves_mw,reason");
        assertThat(rows.get(1)).startsWith("2023-08-02T05:00:00Z,");
        assertThat(folder.resolve("d-co-optimised.csv")).exists();
    }

    @ParameterizedTest
    @CsvSource({"always-on", "break-even", "schedule", "co-optimised"})
    void shouldNotSeeBehindACut(String strategy) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int cut : new int[] {37, 88}) {
            byte[] quiet = decisions(strategy, BacktestVerbTest::price, cut);
            byte[] noisy =
                    decisions(
                            strategy,
                            hour -> hour < cut ? price(hour) : "" + random.nextInt(-9000, 9000),
                            cut);
            assertThat(noisy).as("before hour %d", cut).isEqualTo(quiet).isNotEmpty();
        }
    }

    /** The decisions before a cut, as they were written. */
    private byte[] decisions(String strategy, IntFunction<String> price, int cut)
            throws IOException {
        Path out = folder.resolve("cut.csv");
        Ended ended =
                backtest(
                        "--strategy",
                        strategy,
                        "--prices",
                        prices(price),
                        "--point",
                        "LZ_WEST",
                        "--decisions",
                        out);
        assertThat(ended.exit()).as("%s", ended).isZero();
        return String.join("\n", Files.readAllLines(out).subList(0, 1 + cut))
                .getBytes(StandardCharsets.UTF_8);
    }
}
