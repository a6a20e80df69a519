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
    static final String SITE =
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

    /** Verbs for what a site owes beside its events. */
    static Stream<Arguments> wrongUsageOfStackedObligations() {
        return Stream.of(
                usage(
                        "mutually exclusive",
                        "instruct",
                        "--base-point",
                        "60 MW",
                        "--reserve",
                        "5 MW",
                        "--for",
                        "1h"),
                usage("--set-point", "signal", "clr-18"),
                usage("TRACK", "signal", "--set-point", "58 MW"),
                usage("no unit", "signal", "clr-18", "--set-point", "58"),
                usage("no such file", "signal", "clr-18", "--from-file", "missing.csv"),
                usage("--dry-run", "plan", "--limit", "1 MW", "--for", "10m"),
                usage("--limit", "plan", "--dry-run", "--for", "10m"),
                usage("--kind", "hold", "a-0001"),
                usage("'off'", "hold", "a-0001", "--kind", "off"),
                usage("say which devices", "hold", "--kind", "asleep"),
                usage("ID", "unhold"),
                usage("'fire'", "frequency", "fire"),
                usage("EVENT", "explain"),
                usage("no journal", "explain", "e-1", "--journal", "missing"));
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
                usage("--prices", "backtest", "missing.yaml", "--point", "X"),
                usage("subcommand", "fleet"),
                usage("no such file", "fleet", "status", "--site", "missing.yaml"),
                usage("no such file", "fleet", "curtail", "--all", "--site", "missing.yaml"),
                usage("subcommand", "fleet", "switch"),
                usage("no such file", "fleet", "switch", "status", "--site", "missing.yaml"),
                usage("NAME", "fleet", "switch", "open", "--yes"),
                usage("10.0.4.0/40", "fleet", "scan", "10.0.4.0/40"),
                usage("not an IPv4", "fleet", "scan", "myhost"),
                usage("too many", "fleet", "scan", "10.0.0.0/8"),
                usage("BLOCK", "fleet", "scan"),
                usage("--port 80=0", "fleet", "scan", "127.90.0.0/30", "--port", "80=0"),
                usage("either a power", "fleet", "set-power", "--all"),
                usage("either a power", "fleet", "set-power", "2 kW", "--percent", "50"),
                usage("no unit", "fleet", "set-power", "2000", "--all"),
                usage("--percent", "fleet", "set-power", "--percent", "0"),
                usage("130 %", "fleet", "set-power", "--percent", "130"),
                usage("unknown family", "fleet", "doctor", "127.0.0.1", "--family", "luxso"),
                usage("port", "fleet", "doctor", "127.0.0.1:99999"),
                usage("--others-too", "fleet", "restore", "--others-too"),
                usage("--device", "fleet", "credentials", "set", "--user", "root"),
                usage("no such vault", "fleet", "credentials", "list", "--vault", "none.vault"),
                usage(
                        "TRIMTAB_VAULT_KEY",
                        "fleet",
                        "credentials",
                        "remove",
                        "--family",
                        "luxos",
                        "--vault",
                        "none.vault"));
    }

    @ParameterizedTest
    @MethodSource({"wrongUsage", "wrongUsageOfStackedObligations"})
    void shouldSayInOneLineWhatIsWrong(List<String> args, String expected) {
        Shell.Ended ended = Shell.run(args.toArray(String[]::new));

        assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).startsWith("trimtab: ").contains(expected);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void shouldAskForASelectionAndForConsentBeforeChangingDevices() throws IOException {
        String site = Files.writeString(folder.resolve("site.yaml"), SITE).toString();

        Shell.Ended nobody = Shell.run("fleet", "curtail", "--yes", "--site", site);
        Shell.Ended unasked = Shell.run("fleet", "curtail", "--all", "--site", site);
        Shell.Ended noRack = Shell.run("fleet", "curtail", "--rack", "r1", "--yes", "--site", site);

        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err()).contains("say which devices", "--all");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes", "--dry-run");
        assertThat(noRack.exit()).isEqualTo(2);
        assertThat(noRack.err()).contains("no rack \"r1\"");
    }

    @Test
    void shouldEndWithFourWhenNoDeviceCanBeReached() throws IOException {
        String site = Files.writeString(folder.resolve("site.yaml"), SITE).toString();

        Shell.Ended status = Shell.run("fleet", "status", "--json", "--site", site);
        Shell.Ended curtail =
                Shell.run("fleet", "curtail", "--all", "--yes", "--json", "--site", site);

        assertThat(status.exit()).isEqualTo(4);
        assertThat(Json.MAPPER.readTree(status.out()).path("not_read").asInt()).isEqualTo(1);
        assertThat(curtail.exit()).isEqualTo(4);
        assertThat(Json.MAPPER.readTree(curtail.out()).path("left_out").path("unreadable").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepLoginsAndShowNoPassword() throws IOException {
        String key = folder.resolve("vault.key").toString();
        String other = folder.resolve("other.key").toString();
        String vault = folder.resolve("credentials.vault").toString();
        Path password = Files.writeString(folder.resolve("pw"), "geheim-1\n");
        Shell.run("fleet", "credentials", "new-key", key);
        Shell.run("fleet", "credentials", "new-key", other);
        List<String> at = List.of("--vault", vault, "--vault-key-file");

        Shell.Ended set =
                Shell.run(
                        "fleet",
                        "credentials",
                        "set",
                        "--group",
                        "a",
                        "--user",
                        "root",
                        "--password-file",
                        password.toString(),
                        at.get(0),
                        at.get(1),
                        at.get(2),
                        key);
        Shell.Ended list =
                Shell.run(
                        "fleet",
                        "credentials",
                        "list",
                        "--json",
                        at.get(0),
                        at.get(1),
                        at.get(2),
                        key);
        Shell.Ended wrong =
                Shell.run("fleet", "credentials", "list", at.get(0), at.get(1), at.get(2), other);
        Shell.Ended again = Shell.run("fleet", "credentials", "new-key", key);

        assertThat(set.exit()).as("%s", set).isZero();
        assertThat(list.exit()).isZero();
        assertThat(list.out()).contains("\"group\"", "\"root\"");
        assertThat(set.toString() + list + wrong).doesNotContain("geheim-1");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("the key does not fit");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("there already");
    }

    @Test
    void shouldRefuseToRunWhenTheVaultLacksANeededLogin() throws IOException {
        String key = folder.resolve("vault.key").toString();
        Shell.run("fleet", "credentials", "new-key", key);
        Path site =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        SITE.replace(
                                "    addresses: [127.90.0.1]",
                                "    addresses: [127.90.0.1]\n    login: {vault: true}"));

        Shell.Ended without = Shell.run("run", site.toString());
        Shell.Ended empty = Shell.run("run", site.toString(), "--vault-key-file", key);

        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("TRIMTAB_VAULT_KEY", "--vault-key-file");
        assertThat(empty.exit()).isEqualTo(2);
        assertThat(empty.err()).contains("has no login for device a-0001", "credentials set");
    }

    static Stream<Arguments> verbsToASite() {
        return Stream.of(
                usage("", "status"),
                usage("", "cancel", "x"),
                usage("", "signal", "x", "--set-point", "1 MW"),
                usage("", "explain", "x"),
                usage("", "hold", "a", "--kind", "awake"),
                usage("", "holds"),
                usage("", "offers"),
                usage("", "plan", "--dry-run", "--limit", "1 MW", "--for", "10m"),
                usage("", "unhold", "x"),
                usage("", "frequency", "disarm"),
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
