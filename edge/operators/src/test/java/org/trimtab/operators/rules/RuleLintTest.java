package org.trimtab.operators.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trimtab.program.RuleUnit;

class RuleLintTest {
    private static final RuleKinds KINDS = RuleKinds.shipped();
    private static final String PASS = "pass_ratio: {value: 95, unit: \"%\", source: contract}";
    private static final String DELIVER =
            "deliver_within: {value: 10, unit: min, source: contract, section: \"§4\"}";
    private static final String ENERGY =
            "energy_price: {value: 120.50, unit: USD/MWh, source: contract}";
    private static final String ZONE =
            "zone: {value: America/Chicago, unit: text, source: contract}";
    private static final String SECOND = "- from: {value: 2026-11-01, source: contract}";

    private static Arguments planted(String key, String place, String instead, String... said) {
        return Arguments.of(key, place, instead, List.of(said));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(unitsAndSources(), values(), keys(), periods()).flatMap(each -> each);
    }

    private static Stream<Arguments> unitsAndSources() {
        return Stream.of(
                planted(
                        "deliver_within",
                        DELIVER,
                        "deliver_within: {value: 10, unit: mins, source: contract}",
                        "unknown unit \"mins\"",
                        "did you mean \"min\""),
                planted(
                        "deliver_within",
                        DELIVER,
                        "deliver_within: {value: 10, unit: MW, source: contract}",
                        "unit \"MW\" is of another kind than time",
                        "use s, min, h, d"),
                planted("pass_ratio", PASS, "pass_ratio: {value: 95, unit: \"%\"}", "no source"),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: 95, unit: \"%\", source: contrat}",
                        "unknown source \"contrat\"",
                        "did you mean \"contract\""),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: 95, unit: \"%\", source: talk}",
                        "no evidence",
                        "primary, secondary, computed, recalled, inferred"),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: 95, unit: \"%\", source: contract, evidence: sure}",
                        "unknown evidence \"sure\""));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: ninety, unit: \"%\", source: contract}",
                        "\"ninety\" cannot be read"),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: 1e999999999, unit: \"%\", source: contract}",
                        "cannot be read"),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {value: 95, unit: \"1\", source: contract}",
                        "95 1 is implausible",
                        "from 0 to 1"),
                planted(
                        "deliver_within",
                        DELIVER,
                        "deliver_within: {value: -10, unit: min, source: contract}",
                        "implausible"));
    }

    private static Stream<Arguments> keys() {
        return Stream.of(
                planted("pass_ratio", PASS, "#", "lacks it", "kind generic"),
                planted(
                        "pass_ratio",
                        PASS,
                        "pass_ratio: {unit: \"%\", source: contract}",
                        "no value"),
                planted("pass_ratio", PASS, "pass_ratio: {value: 95, source: contract}", "no unit"),
                planted(
                        "pass_ration",
                        ENERGY,
                        ENERGY + "\n  pass_ration: {value: 1, unit: \"1\", source: contract}",
                        "unknown key",
                        "did you mean \"pass_ratio\""),
                planted(
                        "strikes",
                        ENERGY,
                        ENERGY + "\n  strikes: {value: 2, unit: count, source: contract}",
                        "rules of kind generic have no such key"),
                planted(
                        "energy_price",
                        ENERGY,
                        "energy_price: {value: 120, unit: CAD/MWh, source: contract}",
                        "it is in CAD, the pack in USD"),
                planted(
                        "baseline",
                        "value: meter-before-15m",
                        "value: meter-befor-15m",
                        "unknown baseline method",
                        "did you mean \"meter-before-15m\""),
                planted("zone", ZONE, ZONE.replace("Chicago", "Houston"), "cannot be read"),
                planted("kind", "kind: generic", "kind: generik", "unknown kind", "\"generic\""));
    }

    private static Stream<Arguments> periods() {
        return Stream.of(
                planted(
                        "test/relief",
                        "- from: {value: 2026-03-01, source: contract}",
                        "- from: {value: 2026-03-01, source: contract}\n        until: 2026-10-01",
                        "a gap between periods"),
                planted(
                        "test/relief",
                        "- from: {value: 2026-03-01, source: contract}",
                        "- from: {value: 2026-03-01, source: contract}\n        until: 2026-12-01",
                        "periods overlap"),
                planted(
                        "test/relief",
                        SECOND,
                        "- from: {value: 2026-02-01, source: contract}",
                        "periods overlap"),
                planted("test/relief", "until: 2027-03-01", "until: 2026-11-01", "not after"),
                planted("until", "until: 2027-03-01", "until: 2027-02-30", "cannot be read"),
                planted(
                        "effective_from",
                        SECOND,
                        "- from: {value: spring, source: contract}",
                        "\"spring\" cannot be read"),
                planted("effective_from", SECOND, "- from: {value: 2026-11-01}", "no source"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldFindTheMistakeWhenOneIsPlanted(
            String key, String place, String instead, List<String> said) {
        RuleFile.Content content =
                RuleFile.parse(KINDS, "planted.yaml", RuleText.with(place, instead));

        assertThat(content.findings())
                .as("what stands in for: %s", place)
                .anySatisfy(finding -> {
                    assertThat(finding.key()).isEqualTo(key);
                    assertThat(finding.file()).isEqualTo("planted.yaml");
                    assertThat(finding.line()).isPositive();
                    assertThat(finding.toString()).contains(said);
                });
    }

    @Test
    void shouldFindNothingWhenNothingIsWrong() {
        RuleFile.Content content = RuleFile.parse(KINDS, "good.yaml", RuleText.GOOD);

        assertThat(content.findings()).isEmpty();
        assertThat(content.packs()).hasSize(2);
    }

    @Test
    void shouldNameTheLineWhenAValueIsWrong() {
        String text = RuleText.with(PASS, "pass_ratio: {value: 95, unit: MW, source: contract}");

        assertThat(RuleFile.parse(KINDS, "planted.yaml", text).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(13));
    }

    @Test
    void shouldTellEveryMistakeWhenThereAreSeveral() {
        String text =
                RuleText.with(PASS, "pass_ratio: {value: 95, unit: MW}")
                        .replace(
                                DELIVER,
                                "deliver_within: {value: soon, unit: min, source: nobody}");

        assertThat(RuleFile.parse(KINDS, "planted.yaml", text).findings())
                .extracting(RuleFinding::key)
                .containsExactlyInAnyOrder(
                        "pass_ratio", "pass_ratio", "deliver_within", "deliver_within");
    }

    @Test
    void shouldTellOnceWhenASharedValueIsWrongInEveryPeriod() {
        String text = RuleText.with(ENERGY, ENERGY.replace("USD/MWh", "CAD/MWh"));

        assertThat(RuleFile.parse(KINDS, "planted.yaml", text).findings()).hasSize(1);
    }

    @Test
    void shouldFindTheFileWhenItIsNoYamlOrWouldGrow() {
        assertThat(RuleFile.parse(KINDS, "a.yaml", "a: &x [1]\nb: *x\n").findings())
                .singleElement()
                .asString()
                .contains("a.yaml", "aliases");
        assertThat(RuleFile.parse(KINDS, "b.yaml", "{{{{").findings()).hasSize(1);
        assertThat(RuleFile.parse(KINDS, "c.yaml", "").findings()).hasSize(1);
        assertThat(
                        RuleFile.parse(
                                        KINDS,
                                        "d.yaml",
                                        RuleText.with("title: Relief", "titel: Relief"))
                                .findings())
                .singleElement()
                .asString()
                .contains("titel", "title");
    }

    @Test
    void shouldLintCleanWhenShipped() {
        RuleBook.Lint lint = RuleBook.lint(null);

        assertThat(lint.findings()).isEmpty();
        assertThat(lint.files()).isEqualTo(RuleBook.SHIPPED.size());
        assertThat(lint.programs()).isGreaterThan(30);
    }

    @Test
    void shouldFindTwoFilesWhenTheyHoldOneProgram(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), RuleText.GOOD);
        Files.writeString(folder.resolve("b.yaml"), RuleText.GOOD);

        assertThat(RuleBook.lint(folder).findings())
                .singleElement()
                .asString()
                .contains("b.yaml", "test/relief", "a.yaml", "overlap");
    }

    @Test
    void shouldFindAnUnreadableFileWhenItIsTooLargeOrNoText(@TempDir Path folder)
            throws IOException {
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28});
        Files.write(folder.resolve("large.yaml"), new byte[RuleBook.SIZE_BYTES_MAX + 1]);

        assertThat(RuleBook.lint(folder).findings())
                .extracting(RuleFinding::file)
                .containsExactly("binary.yaml", "large.yaml");
    }

    @Test
    void shouldGiveEveryKindItsKeysWhenKeysAreListed() {
        for (RuleKinds.Kind kind : KINDS.kinds().values()) {
            assertThat(kind.needs()).as(kind.name()).doesNotContainAnyElementsOf(kind.may());
        }
        assertThat(KINDS.keys())
                .allSatisfy(key ->
                        assertThat(KINDS.kinds().values())
                                .as(key.name())
                                .anyMatch(kind -> KINDS.allowed(kind).contains(key.name())));
    }

    @Test
    void shouldKnowTheUnitWhenAnyEndingOfAKeyIsGiven() {
        RuleKey hours = KINDS.key("time_period_hours_5");

        assertThat(hours).isNotNull();
        assertThat(hours.unitMistake(RuleUnit.HOUR)).isNull();
        assertThat(hours.unitMistake(RuleUnit.MEGAWATT)).isNotNull();
        assertThat(KINDS.key("time_period_hours_")).isNull();
    }
}
