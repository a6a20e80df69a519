package org.trimtab.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Share;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.SiteLimits;

/** The parts of a site file that matter when several obligations stand at once. */
class StackedSiteFileTest {
    private static final String STACKED =
            """
            limits:
              most: 40 MW
              least: 1 MW
              ramp-up: 5 MW/min
              ramp-down: 10 MW/min
            programs:
              - name: ers
                rank: program-event
                excludes: [ecrs, event]
                full-within: 30 m
              - name: ecrs
                rank: grid-emergency
              - name: ffr
                rank: grid-emergency
                excludes: ecrs
                full-within: 250 ms
              - name: clr
                rank: set-point
                full-within: 5 m
            frequency:
              nominal: 60 Hz
              sample-stale-after: 2 s
              stuck-after: 20 s
              under-frequency:
                program: ffr
                threshold: 59.85 Hz
                delay: 150 ms
                hold: 20 m
                rearm-above: 59.97 Hz
                rearm-after: 2 m
              droop:
                program: clr
                droop: 4 %
                dead-band: 36 mHz
                capacity: 10 MW
            policy:
              base-ramp: 3 m
              set-point-stale-after: 15 s
              dead-band: 0.5 %
              failures-max: 4
              quarantine: 2 h
              over-dispatch-most: 7 %
              wear-per-sleep: 0.02 $
            """;

    private static final String RIGHT =
            SiteFileTest.RIGHT
                            .replace(
                                    "  - id: f1\n    limit: 2 MW\n",
                                    """
                                      - id: f1
                                        limit: 2 MW
                                        behind: t1
                                      - id: t1
                                        limit: 1.5 MW
                                    """)
                            .replace(
                                    "    login: {user: root, password-env: SITE_PW}\n",
                                    """
                                        sleeps-per-day: 24
                                        coldest: -5 °C
                                        hottest: 85 C
                                        tags: [hydro]
                                        points:
                                          - {power: 2.8 kW, hashrate: 170 TH/s, name: eco}
                                          - {power: 2200 W, hashrate: 135 TH/s}
                                    """)
                            .replace("exempt: true", "tags: [office]")
                    + "protected-tags: [office]\n"
                    + STACKED;

    private static final Catalogue KNOWS_VNISH =
            new Catalogue() {
                @Override
                public List<String> families() {
                    return List.of("antminer", "luxos", "vnish");
                }

                @Override
                public @Nullable FamilyFacts family(String family) {
                    return SiteFileTest.CATALOGUE.family(family.equals("vnish") ? "luxos" : family);
                }
            };

    @Test
    void shouldHangOneFeederBehindAnotherWhateverTheOrderInTheFile() {
        assertThat(read(RIGHT).site().feeders())
                .containsExactly(
                        new Feeder(
                                new FeederId("f1"), Power.ofWatts(2_000_000), new FeederId("t1")),
                        new Feeder(new FeederId("t1"), Power.ofWatts(1_500_000)));
    }

    @Test
    void shouldReadLimitsOfTheSite() {
        assertThat(read(RIGHT).site().limits())
                .isEqualTo(
                        new SiteLimits(
                                Power.ofWatts(40_000_000),
                                Power.ofWatts(1_000_000),
                                new RampRate(5_000_000),
                                new RampRate(10_000_000)));
        assertThat(read(SiteFileTest.RIGHT + "limits: {most: 9 MW}\n").site().limits())
                .isEqualTo(new SiteLimits(Power.ofWatts(9_000_000), Power.ZERO, null, null));
    }

    @Test
    void shouldSortOperatingPointsAndKeepTheEnvelopeOfAGroup() {
        Device lux = read(RIGHT).site().devices().getFirst();

        assertThat(lux.curve())
                .isEqualTo(
                        new PowerCurve(
                                List.of(
                                        new PowerCurve.Level(
                                                "",
                                                Power.ofWatts(2_200),
                                                HashRate.ofTerahashes(135)),
                                        new PowerCurve.Level(
                                                "eco",
                                                Power.ofWatts(2_800),
                                                HashRate.ofTerahashes(170))),
                                PowerCurve.Origin.SITE_FILE));
        assertThat(lux.can(Capability.CAP)).isTrue();
        assertThat(lux.envelope())
                .isEqualTo(
                        new Envelope(
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(60),
                                false,
                                24,
                                Temperature.ofCelsius(-5),
                                Temperature.ofCelsius(85)));
    }

    @Test
    void shouldExemptADeviceWhenItHasAProtectedTagWhateverItsGroupSays() {
        assertThat(read(RIGHT).site().devices().getLast().envelope().exempt()).isTrue();
        SiteDefinition insisting =
                read(
                        RIGHT.replace(
                                "    tags: [office]", "    tags: [a, office]\n    exempt: false"));
        assertThat(insisting.site().devices().getLast().envelope().exempt()).isTrue();
        assertThat(insisting.site().devices().getFirst().envelope().exempt()).isFalse();
    }

    @Test
    void shouldReadProgramsAndWhichExcludeWhich() {
        ProgramBook book = read(RIGHT).programs();

        assertThat(book.rules())
                .containsExactly(
                        new ProgramRule(
                                "ers",
                                Rank.PROGRAM_EVENT,
                                Set.of("ecrs", "event"),
                                Duration.ofMinutes(30)),
                        new ProgramRule(
                                "ecrs", Rank.GRID_EMERGENCY, Set.of(), Duration.ofMinutes(10)),
                        new ProgramRule(
                                "ffr", Rank.GRID_EMERGENCY, Set.of("ecrs"), Duration.ofMillis(250)),
                        new ProgramRule("clr", Rank.SET_POINT, Set.of(), Duration.ofMinutes(5)));
        assertThat(book.mayShare("ecrs", "ers")).isFalse();
        assertThat(book.mayShare("clr", "ers")).isTrue();
    }

    @Test
    void shouldReadWhatTheSiteDoesWhenFrequencyMoves() {
        assertThat(read(RIGHT).frequency())
                .isEqualTo(
                        new FrequencyDuty(
                                Frequency.ofMillihertz(60_000),
                                new FrequencyDuty.UnderFrequency(
                                        "ffr",
                                        Frequency.ofMillihertz(59_850),
                                        Duration.ofMillis(150),
                                        Duration.ofMinutes(20),
                                        Frequency.ofMillihertz(59_970),
                                        Duration.ofMinutes(2)),
                                new FrequencyDuty.Droop(
                                        "clr",
                                        new Share(40_000),
                                        Frequency.ofMillihertz(36),
                                        Power.ofWatts(10_000_000)),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(20)));
    }

    @Test
    void shouldFillInUsualFiguresWhenOnlyTheNeededOnesAreGiven() {
        SiteDefinition site =
                read(
                        SiteFileTest.RIGHT
                                + """
                                programs: [{name: ffr, rank: grid-emergency}]
                                frequency:
                                  nominal: 50 Hz
                                  under-frequency: {program: ffr, threshold: 49.5 Hz}
                                  droop: {program: ffr, capacity: 1 MW}
                                """);

        assertThat(site.frequency())
                .isEqualTo(
                        new FrequencyDuty(
                                Frequency.ofMillihertz(50_000),
                                new FrequencyDuty.UnderFrequency(
                                        "ffr",
                                        Frequency.ofMillihertz(49_500),
                                        Duration.ofMillis(100),
                                        Duration.ofMinutes(15),
                                        Frequency.ofMillihertz(49_980),
                                        Duration.ofMinutes(1)),
                                new FrequencyDuty.Droop(
                                        "ffr",
                                        new Share(50_000),
                                        Frequency.ofMillihertz(17),
                                        Power.ofWatts(1_000_000)),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10)));
        assertThat(site.policy()).isEqualTo(DispatchPolicy.DEFAULT);
    }

    @Test
    void shouldLeaveOutWhatAPlainSiteDoesNotSay() {
        SiteDefinition site = read(SiteFileTest.RIGHT);

        assertThat(site.programs()).isEqualTo(ProgramBook.PLAIN);
        assertThat(site.frequency()).isNull();
        assertThat(site.site().limits()).isEqualTo(SiteLimits.NONE);
        assertThat(site.site().devices()).allSatisfy(d -> assertThat(d.curve()).isNull());
        assertThat(site.site().devices().getFirst().envelope().sleepsPerDay())
                .isEqualTo(Envelope.SLEEPS_PER_DAY);
    }

    @Test
    void shouldReadHowSetPointsAreFollowedAndDevicesTrusted() {
        DispatchPolicy policy = read(RIGHT).policy();

        assertThat(policy.following())
                .isEqualTo(
                        new DispatchPolicy.Following(
                                Duration.ofMinutes(3), Duration.ofSeconds(15), new Share(5_000)));
        assertThat(policy.trust())
                .isEqualTo(new DispatchPolicy.Trust(4, Duration.ofHours(2), new Share(70_000)));
        assertThat(policy.wearPerSleepUsd()).isEqualTo(new BigDecimal("0.02"));
    }

    /** What is replaced by what, and what the message must hold. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvFileSource(
            resources = "wrong-stacked-values.csv",
            delimiter = ';',
            quoteCharacter = '`',
            numLinesToSkip = 1)
    void shouldNameLineKeyAndFormWhenAValueIsWrong(
            String right, String wrong, String where, String what) {
        int at = RIGHT.indexOf(right);
        assertThat(at).as("\"%s\" stands in the file", right).isPositive();
        String text =
                RIGHT.substring(0, at)
                        + wrong.replace("\\n", "\n")
                        + RIGHT.substring(at + right.length());
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadDocument.class)
                .hasMessageStartingWith("site.yaml line ")
                .hasMessageContainingAll(where, what);
    }

    @Test
    void shouldRefuseNoPointsAndTooMany() {
        for (int count : List.of(0, 7)) {
            List<String> points =
                    IntStream.rangeClosed(1, count)
                            .mapToObj(i -> "{power: " + (1_000 + i) + " W, hashrate: 1 TH/s}")
                            .toList();
            String other =
                    SiteFileTest.RIGHT.replace(
                            "    feeder: f1\n    login", "    points: " + points + "\n    login");
            assertThatThrownBy(() -> read(other))
                    .isInstanceOf(BadDocument.class)
                    .hasMessageContainingAll("devices[0].points", count + " points", "1 to 6");
        }
    }

    @Test
    void shouldRefuseACircleOfFeedersAndTooManyLevels() {
        assertThatThrownBy(
                        () -> read(RIGHT.replace("limit: 1.5 MW", "limit: 1.5 MW\n    behind: f1")))
                .isInstanceOf(BadDocument.class)
                .hasMessageContainingAll("feeders[0].behind", "f1 behind t1 behind f1 is a circle");
        assertThatThrownBy(() -> read(RIGHT.replace("behind: t1", "behind: f1")))
                .hasMessageContaining("f1 behind f1 is a circle");
        StringBuilder tower = new StringBuilder();
        for (int i = 2; i <= 12; i++) {
            tower.append("  - {id: t").append(i).append(", limit: 9 MW");
            tower.append(i < 12 ? ", behind: t" + (i + 1) + "}\n" : "}\n");
        }
        assertThatThrownBy(() ->
                        read(
                                RIGHT.replace(
                                        "limit: 1.5 MW\n",
                                        "limit: 1.5 MW\n    behind: t2\n" + tower)))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("at most 10 levels");
    }

    @Test
    void shouldReadTheExampleOfThePageThatExplainsTheFile() throws IOException {
        String page = Files.readString(root().resolve("docs/operating/site-file.md"));
        int from = page.indexOf("```yaml\n") + 8;
        SiteDefinition site = read(page.substring(from, page.indexOf("```\n", from)));

        assertThat(site.frequency()).isNotNull();
        assertThat(site.programs().rules()).hasSize(4);
        assertThat(site.policy()).isEqualTo(DispatchPolicy.DEFAULT);
        for (String key :
                List.of("points", "behind", "protected-tags", "rearm-after", "base-ramp")) {
            assertThat(page).contains("`" + key + "`");
        }
    }

    @Test
    void shouldReadTheStackedSampleWhoseTransformerBinds() throws IOException {
        Path file = root().resolve("samples/site-stacked.yaml");
        SiteDefinition site =
                SiteFile.parse("site-stacked.yaml", Files.readString(file), KNOWS_VNISH)
                        .definition();
        long runningW = site.site().devices().stream().mapToLong(d -> d.running().watts()).sum();
        Feeder transformer = site.site().feeders().getFirst();

        assertThat(site.site().devices()).hasSize(300);
        assertThat(site.site().feeders())
                .filteredOn(f -> transformer.id().equals(f.behind()))
                .hasSize(2);
        assertThat(runningW).isBetween(transformer.limit().watts() + 1, 1_000_000L);
        assertThat(site.site().devices()).filteredOn(d -> d.curve() != null).hasSize(208);
        assertThat(site.site().devices()).filteredOn(d -> d.envelope().exempt()).hasSize(2);
        assertThat(site.programs().mayShare("ers", "ecrs")).isFalse();
        assertThat(site.programs().mayShare("clr", "ecrs")).isTrue();
    }

    /** Where samples and pages lie, above the directory the tests run in. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("samples/site-stacked.yaml"))) {
            here = here.getParent();
            assertThat(here).as("samples above the working directory").isNotNull();
        }
        return here;
    }

    private static SiteDefinition read(String text) {
        return SiteFile.parse("site.yaml", text, SiteFileTest.CATALOGUE).definition();
    }
}
