package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SettleVerbTest {
    private static final String RULES =
            """
            market: OURS
            kind: generic
            sources:
              contract: {document: Contract 17, section: "§4", dated: 2026-01-15, evidence: primary}
            values:
              zone: {value: America/Chicago, unit: text, source: contract}
              currency: {value: USD, unit: text, source: contract}
              settlement_interval: {value: 15, unit: min, source: contract}
              money_rounding: {value: half-up cents, unit: text, source: contract}
              baseline: {value: meter-before-15m, unit: text, source: contract}
              deliver_within: {value: 15, unit: min, source: contract}
              pass_ratio: {value: 0.95, unit: "1", source: contract, section: "§9", evidence: recalled}
              energy_price: {value: 100, unit: USD/MWh, source: contract}
            programs:
              ours/contract:
                title: Contract 17
                periods:
                  - from: {value: 2026-01-01, source: contract}
                  - from: {value: 2026-09-01, source: contract}
            """;
    private static final String OBLIGATION =
            """
            site: west-1
            program: ours/contract
            from: 2026-07-01
            until: 2026-07-02
            events:
              - {id: e1, reduction: 8 MW}
            """;
    private static final String EVENTS =
            "id,start_utc,end_utc\ne1,2026-07-01T18:00:00Z,2026-07-01T19:00:00Z\n";

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        put("rules/ours.yaml", RULES);
        put("obligation.yaml", OBLIGATION);
        put("events.csv", EVENTS);
        put("meter.csv", meter());
    }

    /** 10 MW all day; 1 MW from the second quarter of an hour of the event. */
    private static String meter() {
        StringBuilder rows = new StringBuilder("interval_start_utc,kw\n");
        Instant at = Instant.parse("2026-07-01T05:00:00Z");
        for (int i = 0; i < 96; i++) {
            int kw = i == 52 ? 5500 : i > 52 && i < 56 ? 1000 : 10_000;
            rows.append(at.plusSeconds(900L * i)).append(',').append(kw).append('\n');
        }
        return rows.toString();
    }

    private Path put(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Shell.Ended settle(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "settle",
                                "--program",
                                "ours/contract",
                                "--rules",
                                at("rules"),
                                "--meter",
                                at("meter.csv"),
                                "--events",
                                at("events.csv"),
                                "--obligation",
                                at("obligation.yaml")));
        args.addAll(Arrays.asList(more));
        return Shell.run(args.toArray(String[]::new));
    }

    @Test
    void shouldPrintTheStatementInWords() {
        Shell.Ended ended = settle();

        assertThat(ended.exit()).as("%s", ended).isZero();
        assertThat(ended.out())
                .startsWith(
                        """
                        Contract 17, west-1
                        1 July 2026; rules ours/contract@2026-01-01

                          energy                                                  787.50 USD
                            7.875 MWh x 100 USD/MWh; \
                        """)
                .contains(
                        "Event e1, 1 July 2026, 13:00 to 14:00 CDT: passed",
                        "4 intervals: 3 met, 1 excused; drew 2.125 MW in the mean",
                        "1 of the 7 rules used are unverified; check them before you rely on the sum\n"
                                + "  pass_ratio (Contract 17, §9, 2026-01-15)");
        assertThat(ended.out().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThanOrEqualTo(100);
    }

    @Test
    void shouldPrintOneObjectOrTheLinesWhenAsked() {
        Shell.Ended json = settle("--json");
        Shell.Ended csv = settle("--csv");

        JsonNode object = Json.MAPPER.readTree(json.out());
        assertThat(object.path("total").asString()).isEqualTo("787.50");
        assertThat(
                        object.path("events")
                                .get(0)
                                .path("intervals")
                                .get(1)
                                .path("delivered_w")
                                .asLong())
                .isEqualTo(9_000_000);
        assertThat(csv.out())
                .startsWith("line,kind,quantity,")
                .contains("energy,PAYMENT,7.875,MWh,100,USD/MWh,787.50,USD,")
                .contains("total,TOTAL,,,,,787.50,USD,");
    }

    @Test
    void shouldWritePagesAndTables() {
        Shell.Ended ended = settle("--out", at("a/b"), "--html", at("c/page.html"));

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).contains("wrote " + at("a/b"), "wrote " + at("c/page.html"));
        assertThat(folder.resolve("a/b"))
                .isDirectoryContaining("glob:**/statement.html")
                .isDirectoryContaining("glob:**/intervals.csv");
        assertThat(folder.resolve("c/page.html")).content().contains("787.50 USD", "<svg");
    }

    @Test
    void shouldWriteTheDisputePackAndEndWithThreeWhenTheOtherDiffers() throws IOException {
        put("operator.csv", "line,amount\nEnergy,700.00\n");

        Shell.Ended ended = settle("--compare", at("operator.csv"), "--out", at("dispute.zip"));

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out())
                .contains(
                        "We find 787.50 USD, they find 700.00 USD: 87.50 USD too little for the site.");
        assertThat(folder.resolve("dispute.zip")).isNotEmptyFile();
    }

    @Test
    void shouldPutEvidenceThatVerifiesIntoThePackWhenThereIsAKey() throws IOException {
        put("operator.csv", "line,amount\nEnergy,700.00\n");
        put("control.csv", Files.readString(folder.resolve("meter.csv")));
        Shell.run("evidence", "key", "new", at("k.pem"));

        Shell.Ended ended =
                settle(
                        "--compare",
                        at("operator.csv"),
                        "--control",
                        at("control.csv"),
                        "--key",
                        at("k.pem"),
                        "--out",
                        at("dispute"));

        assertThat(ended.exit()).as("%s", ended).isEqualTo(3);
        assertThat(ended.err()).doesNotContain("holds no evidence");
        assertThat(Shell.run("verify", at("dispute/evidence.zip")).out()).contains("is valid");
    }

    @Test
    void shouldEndWithNoughtWhenTheOtherAgrees() throws IOException {
        put("operator.csv", "line,amount\nENERGY,787.51\n");

        Shell.Ended ended = settle("--compare", at("operator.csv"), "--out", at("d"), "--json");

        assertThat(ended.exit()).as("%s", ended).isZero();
        assertThat(Json.MAPPER.readTree(ended.out()).path("comparison").path("agrees").asBoolean())
                .isTrue();
    }

    @Test
    void shouldSayThatAProposalIsNotInForce() throws IOException {
        put(
                "rules/ours.yaml",
                RULES.replace(
                        "  currency:",
                        "  status: {value: proposal, unit: text, source: contract}\n  currency:"));

        Shell.Ended ended = settle();

        assertThat(ended.out() + ended.err()).contains("is a proposal and not in force");
    }

    @Test
    void shouldTakeTheRulesOfTheDay() throws IOException {
        put(
                "obligation.yaml",
                OBLIGATION
                        .replace("from: 2026-07-01", "from: 2026-06-01")
                        .replace("until: 2026-07-02", "until: 2026-10-01"));

        Shell.Ended crossing = settle();
        Shell.Ended named = settle("--on", "2026-09-15", "--json");

        assertThat(crossing.exit()).isEqualTo(2);
        assertThat(crossing.err()).contains("change on 2026-09-01", "--on");
        assertThat(Json.MAPPER.readTree(named.out()).path("rules").asString())
                .isEqualTo("ours/contract@2026-09-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meter.csv", "events.csv", "obligation.yaml"})
    void shouldNameTheFileThatIsMissingEmptyOrNoText(String name) throws IOException {
        Files.delete(folder.resolve(name));
        shouldBeOneLine(settle(), "there is no such file");
        put(name, "");
        shouldBeOneLine(settle(), name);
        Files.write(folder.resolve(name), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        shouldBeOneLine(settle(), name);
        Files.write(folder.resolve(name), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        shouldBeOneLine(settle(), name);
        Files.delete(folder.resolve(name));
        Files.createDirectory(folder.resolve(name));
        shouldBeOneLine(settle(), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "events.csv; e1,2026; e9,2026; 'speaks of event e1, which events.csv does not list'",
                "events.csv; 19:00:00Z; 17:00:00Z; not after its start",
                "events.csv; 2026-07-01T18:00:00Z; yesterday; not a time",
                "meter.csv; ,kw; ,furlongs; furlongs",
                "obligation.yaml; 8 MW; 8; no unit",
                "obligation.yaml; program: ours/contract; program: ours/other; is about ours/other",
                "rules/ours.yaml; USD/MWh; USD/MW-h; energy_price",
                "rules/ours.yaml; kind: generic; kind: magic; magic"
            })
    void shouldSayWhatIsWrongAndWhere(String file, String good, String bad, String expected)
            throws IOException {
        put(file, Files.readString(folder.resolve(file)).replace(good, bad));

        shouldBeOneLine(settle(), expected);
    }

    static Stream<List<String>> wrongOptions() {
        return Stream.of(
                List.of("--on", "soon"),
                List.of("--on", "1999-01-01"),
                List.of("--tz", "Texas"),
                List.of("--calendar", "MOON"),
                List.of("--prices", "none.csv"),
                List.of("--point", "LZ_WEST"),
                List.of("--prices", "none.csv", "--point", "LZ_WEST"),
                List.of("--compare", "none.csv"),
                List.of("--json", "--csv"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("wrongOptions")
    void shouldSayWhichOptionIsWrong(List<String> options) {
        shouldBeOneLine(settle(options.toArray(String[]::new)), "");
    }

    @Test
    void shouldSayThatItCannotWriteThere() throws IOException {
        put("file", "x");

        shouldBeOneLine(settle("--html", at("file/page.html")), "cannot be written");
        shouldBeOneLine(settle("--out", at("file/deep")), "cannot be written");
    }

    @Test
    void shouldSettleTheSample() {
        Path samples = Path.of("samples/settle");
        Path here = Files.isDirectory(samples) ? samples : Path.of("../..").resolve(samples);
        Shell.Ended ended =
                Shell.run(
                        "settle",
                        "--program",
                        "ercot/ers-30",
                        "--meter",
                        here + "/meter.csv",
                        "--events",
                        here + "/events.csv",
                        "--obligation",
                        here + "/obligation.yaml",
                        "--compare",
                        here + "/operator.csv",
                        "--json",
                        "--out",
                        at("dispute"));

        assertThat(ended.exit()).as("%s", ended).isEqualTo(3);
        assertThat(Json.MAPPER.readTree(ended.out()).path("total").asString())
                .isEqualTo("26013.24");
        assertThat(folder.resolve("dispute/cover.html"))
                .content()
                .contains("446.39 USD too little for the site", "Begin with the meter");
    }

    private static void shouldBeOneLine(Shell.Ended ended, String expected) {
        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.out())
                .as("%s", ended)
                .satisfies(out ->
                        assertThat(out.isEmpty() || expected.equals("cannot be written")).isTrue());
        assertThat(ended.errLines()).as("%s", ended).hasSize(1);
        assertThat(ended.err()).startsWith("trimtab: ").contains(expected);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
    }
}
