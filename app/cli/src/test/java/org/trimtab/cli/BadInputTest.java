package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final String SITE =
            """
            site: tiny
            meters:
              - id: main
                kind: sunspec
                address: 127.0.0.1:9
                unit: 1
                every: 1 s
            devices:
              - group: a
                family: luxos
                model: Antminer S21
                addresses: [127.90.0.1]
            mining:
              hashprice: 60 $/PH/s/day
              pool-fee: 1 %
              power-usage-effectiveness: 1.03
              adders: 2 $/MWh
              hysteresis: 5 $/MWh
              min-off: 10 m
              min-on: 20 m
            program:
              name: Emergency response
              baseline: meter-before-meter-after
              baseline-window: 5 m
              interval: 1 m
              deliver-within: 30 s
              availability: 5.15 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            """;

    @TempDir Path folder;

    private static Arguments usage(String expected, String... args) {
        return Arguments.of(List.of(args), expected);
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                usage("bogus", "bogus"),
                usage("subcommand"),
                usage("no unit", "instruct", "--limit", "12.5", "--for", "10m"),
                usage("no unit", "instruct", "--limit", "1 MW", "--for", "10"),
                usage("--limit", "instruct", "--for", "10m"),
                usage(
                        "mutually exclusive",
                        "instruct",
                        "--limit",
                        "1 MW",
                        "--reduce-by",
                        "1 MW",
                        "--for",
                        "10m"),
                usage("--for", "instruct", "--limit", "1 MW"),
                usage("ID", "cancel"),
                usage("not a URL", "status", "--url", "nonsense"),
                usage("not a URL", "status", "--url", "http://127.0.0.1:99999"),
                usage("TRIMTAB_NEVER_SET", "status", "--token-env", "TRIMTAB_NEVER_SET"),
                usage("no such file", "run", "missing.yaml"),
                usage("--port", "run", "missing.yaml", "--port", "many"),
                usage("no such file", "virtual-fleet", "--spec", "missing.yaml"),
                usage("--spec", "virtual-fleet"),
                usage("no such file", "verify", "missing.zip"),
                usage("no journal", "replay", "missing"),
                usage("JOURNAL", "replay"),
                usage("--miners 2", "demo", "--miners", "2"),
                usage("--faults 0.9", "demo", "--faults", "0.9"),
                usage("--hold 1", "demo", "--hold", "1"),
                usage("--prices", "backtest", "missing.yaml", "--point", "X"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void shouldSayInOneLineWhatIsWrong(List<String> args, String expected) {
        Shell.Ended ended = Shell.run(args.toArray(String[]::new));

        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).startsWith("trimtab: ").contains(expected);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
    }

    static Stream<Arguments> verbsToASite() {
        return Stream.of(
                usage("", "status"),
                usage("", "cancel", "x"),
                usage("", "instruct", "--limit", "1 MW", "--for", "10m"));
    }

    @ParameterizedTest
    @MethodSource("verbsToASite")
    void shouldEndWithFourWhenNoSiteAnswers(List<String> verb, String none) throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            unused = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + unused;
        String[] args =
                Stream.concat(verb.stream(), Stream.of("--json", "--url", url))
                        .toArray(String[]::new);

        Shell.Ended ended = Shell.run(args);

        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains(url).contains("trimtab run");
    }

    @Test
    void shouldCallAFileThatIsNoBundleInvalid() throws IOException {
        Path file = Files.writeString(folder.resolve("x.zip"), "not a zip at all");

        Shell.Ended plain = Shell.run("verify", file.toString());
        Shell.Ended json = Shell.run("verify", "--json", file.toString());

        assertThat(plain.exit()).isEqualTo(3);
        assertThat(plain.out()).contains("NOT valid");
        assertThat(json.exit()).isEqualTo(3);
        assertThat(Json.MAPPER.readTree(json.out()).path("valid").asBoolean(true)).isFalse();
        assertThat(json.err()).isEmpty();
    }

    @Test
    void shouldCallAFileThatIsNoJournalBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("x.ttj"), "garbage garbage garbage");

        Shell.Ended ended = Shell.run("replay", "--json", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("x.ttj is not a Trimtab journal");
    }

    @Test
    void shouldNameLineAndNearestKeyOfAWrongSiteFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("site.yaml"), SITE.replace("hysteresis:", "hysterisis:"));

        Shell.Ended ended = Shell.run("run", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("hysterisis").contains("hysteresis").contains("line 18");
    }

    @Test
    void shouldNameTheValueWithoutAUnitInASiteFile() throws IOException {
        Path file =
                Files.writeString(folder.resolve("site.yaml"), SITE.replace("60 $/PH/s/day", "60"));

        Shell.Ended ended = Shell.run("run", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("hashprice").contains("60").contains("line 14");
    }

    @Test
    void shouldNameADeviceAddressUsedTwice() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        SITE.replace("[127.90.0.1]", "[127.90.0.1, 127.90.0.1]"));

        Shell.Ended ended = Shell.run("run", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("127.90.0.1");
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), SITE);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            Shell.Ended ended = Shell.run("run", file.toString(), "--port", port);

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.errLines()).hasSize(1);
            assertThat(ended.err()).contains("port " + port).contains("taken");
        }
    }

    static Stream<Arguments> badPrices() {
        String head = "interval_start_utc,LZ_WEST\n2023-01-01T00:00:00Z,20\n";
        return Stream.of(
                Arguments.of(head + "2023-01-01T01:00:00Z,NaN\n", "LZ_WEST", "\"NaN\""),
                Arguments.of(head + "2023-01-01T01:00:00Z,\n", "LZ_WEST", "line 3"),
                Arguments.of(head + "2023-01-01T00:00:00Z,21\n", "LZ_WEST", "line 3"),
                Arguments.of(head + "2023-01-01T01:00:00Z\n", "LZ_WEST", "line 3"),
                Arguments.of(head + "2023-01-01T01:00:00Z,30\n", "LZ_WETS", "LZ_WEST"),
                Arguments.of(head + "yesterday,30\n", "LZ_WEST", "line 3"),
                Arguments.of("", "LZ_WEST", "empty"),
                Arguments.of("interval_start_utc,LZ_WEST\n", "LZ_WEST", "no rows"));
    }

    @ParameterizedTest
    @MethodSource("badPrices")
    void shouldNameWhatIsWrongWithPrices(String csv, String point, String expected)
            throws IOException {
        Shell.Ended ended = backtest(csv, point);

        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("prices.csv").contains(expected);
    }

    @Test
    void shouldCountHoursWithoutAPriceAndLeaveThemOut() throws IOException {
        Shell.Ended ended =
                backtest(
                        """
                        interval_start_utc,LZ_WEST
                        2023-01-01T00:00:00Z,20
                        2023-01-01T01:00:00Z,30
                        2023-01-01T05:00:00Z,30
                        """,
                        "LZ_WEST");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(Json.MAPPER.readTree(ended.out()).path("hours_unpriced").decimalValue())
                .isEqualByComparingTo("3");
    }

    private Shell.Ended backtest(String csv, String point) throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), SITE);
        Path prices = Files.writeString(folder.resolve("prices.csv"), csv);
        return Shell.run(
                "backtest",
                site.toString(),
                "--prices",
                prices.toString(),
                "--point",
                point,
                "--json");
    }
}
