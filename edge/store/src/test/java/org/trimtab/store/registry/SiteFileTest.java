package org.trimtab.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Timing;

class SiteFileTest {
    static final String RIGHT =
            """
            site: west-1
            meters:
              - id: main
                kind: sunspec
                address: 127.0.0.1:1502
                unit: 1
                every: 1 s
              - id: bank
                kind: sunspec
                address: meter-2
                unit: 2
                every: 2 s
                feeder: f1
            feeders:
              - id: f1
                limit: 2 MW
            devices:
              - group: lux-a
                family: luxos
                model: Antminer S21
                addresses: [127.1.0.254-127.1.1.1, 127.1.9.9:4029]
                feeder: f1
                login: {user: root, password-env: SITE_PW}
              - group: ant
                family: antminer
                model: Antminer S19 Pro
                addresses: 10.0.0.7
                exempt: true
                min-off: 10 s
                min-on: 90 s
                running: 3400 W
                hashrate: 111 TH/s
                standby: 12 W
            mining:
              hashprice: 55 $/PH/s/day
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

    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(3));
    static final Catalogue CATALOGUE =
            new Catalogue() {
                private final Map<String, FamilyFacts> known =
                        Map.of(
                                "luxos",
                                facts(
                                        4028,
                                        Set.of(Capability.CURTAIL, Capability.CAP),
                                        "Antminer S21",
                                        "Antminer S19j Pro"),
                                "antminer",
                                facts(80, Set.of(Capability.CURTAIL), "Antminer S19 Pro"));

                @Override
                public List<String> families() {
                    return List.of("antminer", "luxos");
                }

                @Override
                public @Nullable FamilyFacts family(String family) {
                    return known.get(family);
                }
            };

    @TempDir private Path directory;

    private static Catalogue.FamilyFacts facts(
            int port, Set<Capability> capabilities, String... models) {
        return new Catalogue.FamilyFacts(
                port,
                Power.ofWatts(25),
                TIMING,
                capabilities,
                List.of(models).stream()
                        .map(name ->
                                new Catalogue.ModelFacts(
                                        name, Power.ofWatts(3_500), HashRate.ofTerahashes(200)))
                        .toList());
    }

    @Test
    void shouldMakeOneDevicePerAddressWhenAGroupHasRanges() {
        List<Device> devices = read(RIGHT).definition().site().devices();

        assertThat(devices)
                .extracting(d -> d.id() + " " + d.endpoint())
                .containsExactly(
                        "lux-a-0001 127.1.0.254:4028",
                        "lux-a-0002 127.1.0.255:4028",
                        "lux-a-0003 127.1.1.0:4028",
                        "lux-a-0004 127.1.1.1:4028",
                        "lux-a-0005 127.1.9.9:4029",
                        "ant-0001 10.0.0.7:80");
        assertThat(devices.getFirst())
                .isEqualTo(
                        new Device(
                                new DeviceId("lux-a-0001"),
                                "luxos",
                                "Antminer S21",
                                new Endpoint("127.1.0.254", 4028),
                                new FeederId("f1"),
                                Power.ofWatts(3_500),
                                Power.ofWatts(25),
                                HashRate.ofTerahashes(200),
                                new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false),
                                TIMING,
                                Set.of(Capability.CURTAIL, Capability.CAP)));
        Device own = devices.getLast();
        assertThat(own.running()).isEqualTo(Power.ofWatts(3_400));
        assertThat(own.standby()).isEqualTo(Power.ofWatts(12));
        assertThat(own.hashRate()).isEqualTo(HashRate.ofTerahashes(111));
        assertThat(own.feeder()).isNull();
        assertThat(own.envelope())
                .isEqualTo(new Envelope(Duration.ofSeconds(10), Duration.ofSeconds(90), true));
    }

    @Test
    void shouldReadMetersFeedersAndTerms() {
        SiteDefinition site = read(RIGHT).definition();

        assertThat(site.site().id()).hasToString("west-1");
        assertThat(site.site().meters().getFirst().endpoint())
                .isEqualTo(new Endpoint("127.0.0.1", 1502));
        assertThat(site.site().meters().getFirst().feeder()).isNull();
        assertThat(site.site().meters().getLast().endpoint())
                .isEqualTo(new Endpoint("meter-2", 502));
        assertThat(site.site().meters().getLast().feeder()).isEqualTo(new FeederId("f1"));
        assertThat(site.site().feeders().getFirst().limit()).isEqualTo(Power.ofWatts(2_000_000));
        assertThat(site.mining().powerUsageEffectiveness()).isEqualTo(new BigDecimal("1.03"));
        assertThat(site.mining().poolFee()).isEqualTo(new Share(10_000));
        assertThat(site.mining().minOff()).isEqualTo(Duration.ofMinutes(10));
        assertThat(site.program().program()).isEqualTo("Emergency response");
        assertThat(site.program().availabilityUsdPerMwHour()).isEqualTo(new BigDecimal("5.15"));
        assertThat(site.program().energyPayment()).isEqualTo(new EnergyPrice(100_000_000));
        assertThat(site.program().passRatio()).isEqualTo(new BigDecimal("0.95"));
        assertThat(site.program().maximumBaseLoad()).isNull();
        assertThat(site.policy()).isEqualTo(DispatchPolicy.DEFAULT);
    }

    @Test
    void shouldReadAMaximumBaseLoadAndAPolicyWhenGiven() {
        SiteDefinition site =
                read(RIGHT.replace(
                                        "baseline: meter-before-meter-after",
                                        "baseline: maximum-base-load\n  maximum-base-load: 2 MW")
                                + "policy:\n  margin: 3 %\n  attempts-max: 5\n  wake-wave-every: 2 s\n")
                        .definition();

        assertThat(site.program().baselineMethod()).isEqualTo(BaselineMethod.MAXIMUM_BASE_LOAD);
        assertThat(site.program().maximumBaseLoad()).isEqualTo(Power.ofWatts(2_000_000));
        assertThat(site.policy().margin()).isEqualTo(new Share(30_000));
        assertThat(site.policy().attemptsMax()).isEqualTo(5);
        assertThat(site.policy().wakeWaveEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(site.policy().commandLife()).isEqualTo(DispatchPolicy.DEFAULT.commandLife());
    }

    @Test
    void shouldFetchPasswordsOnlyWhenAskedAndNeverShowThem() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("site.yaml"),
                        RIGHT.replace("exempt: true", "login: {user: pi, password-file: pw.txt}"));
        Files.writeString(directory.resolve("pw.txt"), "geheim\r\nnote\n");
        SiteFile.Loaded loaded = SiteFile.read(file, CATALOGUE);
        LoginRef lux = login(loaded, "lux-a-0003");
        LoginRef ant = login(loaded, "ant-0001");

        assertThat(lux.user()).isEqualTo("root");
        assertThat(lux.password(Map.of("SITE_PW", "s3cret")::get)).isEqualTo("s3cret");
        assertThat(ant.password(name -> null)).isEqualTo("geheim");
        assertThat(loaded.accesses()).hasSize(6);
        assertThat(loaded.toString()).doesNotContain("geheim", "s3cret");
        assertThatThrownBy(() -> lux.password(name -> null))
                .isInstanceOf(LoginRef.Unavailable.class)
                .hasMessageContainingAll("SITE_PW", "root", "not set");
        Files.delete(directory.resolve("pw.txt"));
        assertThatThrownBy(() -> ant.password(name -> null))
                .isInstanceOf(LoginRef.Unavailable.class)
                .hasMessageContaining("pw.txt cannot be read");
    }

    @Test
    void shouldReadRackTagsAndHowDevicesAreReached() {
        SiteFile.Loaded loaded =
                read(
                        RIGHT.replace(
                                "exempt: true",
                                """
                                rack: r-12
                                    tags: [hydro, north]
                                    encryption: self-signed
                                    ports: {rest: 8081}
                                    login: {vault: true}\
                                """));
        Device ant = loaded.definition().site().devices().getLast();
        DeviceAccess reached = access(loaded, "ant-0001");

        assertThat(ant.labels()).isEqualTo(new Labels("r-12", Set.of("north", "hydro")));
        assertThat(reached.group()).isEqualTo("ant");
        assertThat(reached.family()).isEqualTo("antminer");
        assertThat(reached.encryption()).isEqualTo(DeviceAccess.Encrypted.SELF_SIGNED);
        assertThat(reached.ports()).isEqualTo(Map.of("rest", 8_081));
        assertThat(reached.vaultNeeded()).isTrue();
        assertThat(reached.login()).isNull();
        assertThat(access(loaded, "lux-a-0001").encryption())
                .isEqualTo(DeviceAccess.Encrypted.NONE);
        assertThat(loaded.definition().site().devices().getFirst().labels()).isEqualTo(Labels.NONE);
    }

    @Test
    void shouldAcceptAnUnknownModelWhenItsNameplateIsGiven() {
        String text =
                RIGHT.replace(
                        "model: Antminer S21",
                        "model: Homemade 1\n    running: 1 kW\n    hashrate: 50 TH/s");
        assertThat(read(text).definition().site().devices().getFirst().model())
                .isEqualTo("Homemade 1");
    }

    /** What is replaced by what, and what the message must hold. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvFileSource(
            resources = "wrong-values.csv",
            delimiter = ';',
            quoteCharacter = '`',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void shouldNameLineKeyAndFormWhenAValueIsWrong(
            String right, String wrong, String where, String what) {
        assertThat(RIGHT).contains(right);
        String text = replacedOnce(RIGHT, right, wrong);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadDocument.class)
                .hasMessageStartingWith("site.yaml line ")
                .hasMessageContainingAll(where, what)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void shouldSayWhatIsMissingWhenABlockIsNotThere() {
        assertBad("site: a\n", "meters", "the one the grid settles on");
        assertBad(RIGHT.replace("every: 1 s", "every: 1 s\n    feeder: f1"), "settles on");
        assertBad(
                RIGHT.replace("    feeder: f1\nfeeders", "feeders"),
                "meters[1].id",
                "there is one above");
        assertBad(RIGHT.substring(0, RIGHT.indexOf("mining:")), "block \"mining\" is missing");
        assertBad(RIGHT.substring(0, RIGHT.indexOf("program:")), "block \"program\" is missing");
        assertBad(
                RIGHT.substring(0, RIGHT.indexOf("devices:"))
                        + RIGHT.substring(RIGHT.indexOf("mining:")),
                "at least one group of devices");
    }

    @Test
    void shouldNameTheOverlapWhenRangesOfOneGroupMeet() {
        assertBad(
                RIGHT.replace("127.1.9.9:4029", "127.1.1.0"),
                "127.1.1.0:4028 is given twice: to lux-a-0003 and to lux-a-0005");
    }

    @Test
    void shouldNameBothUsesWhenAPolicyIsWrong() {
        assertBad(RIGHT + "policy:\n  attempts-max: 0\n", "policy.attempts-max", "from 1 to 100");
        assertBad(RIGHT + "policy:\n  margins: 2 %\n", "unknown key \"policy.margins\"", "margin");
        assertBad(RIGHT + "policy:\n  margin: 2\n", "policy.margin", "has no unit");
    }

    private static String replacedOnce(String text, String right, String wrong) {
        int at = text.indexOf(right);
        return text.substring(0, at) + wrong + text.substring(at + right.length());
    }

    private static SiteFile.Loaded read(String text) {
        return SiteFile.parse("site.yaml", text, CATALOGUE);
    }

    private static LoginRef login(SiteFile.Loaded loaded, String device) {
        LoginRef login = access(loaded, device).login();
        assertThat(login).isNotNull();
        return login;
    }

    private static DeviceAccess access(SiteFile.Loaded loaded, String device) {
        DeviceAccess access = loaded.accesses().get(new DeviceId(device));
        assertThat(access).isNotNull();
        return access;
    }

    private static void assertBad(String text, String... parts) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadDocument.class)
                .hasMessageContainingAll(parts);
    }
}
