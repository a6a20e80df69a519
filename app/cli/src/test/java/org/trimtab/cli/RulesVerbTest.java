package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RulesVerbTest {
    private static final String OWN =
            """
            market: TESTLAND
            kind: demand-charge
            sources:
              tariff: {document: Tariff 12, dated: 2026-01-01, evidence: primary}
            values:
              zone: {value: America/Chicago, unit: text, source: tariff}
              currency: {value: USD, unit: text, source: tariff}
              settlement_interval: {value: 15, unit: min, source: tariff}
              money_rounding: {value: half-up cents, unit: text, source: tariff}
              billing_period: {value: P1M, unit: text, source: tariff}
              rate: {value: 9.5, unit: USD/kW-month, source: tariff}
            programs:
              test/demand:
                title: Demand
                periods:
                  - from: {value: 2026-01-01, source: tariff}
            """;

    @TempDir Path folder;

    private static JsonNode json(Shell.Ended ended) {
        assertThat(ended.exit()).as(ended.err()).isZero();
        return Json.MAPPER.readTree(ended.out());
    }

    @Test
    void shouldListWhatIsInForceWhenADayIsGiven() {
        JsonNode rules =
                json(Shell.run("rules", "list", "--on", "2025-12-04", "--json")).path("rules");

        assertThat(rules.findValuesAsString("version"))
                .contains("ercot/spd@2010-12-01", "pjm/regulation@2025-10-01")
                .doesNotContain("ercot/spd@2025-12-05", "ercot/as@2025-12-05");
    }

    @Test
    void shouldListEveryVersionAndMarkProposalsWhenNoDayIsGiven() {
        String out = Shell.run("rules", "list").out();

        assertThat(out).contains("from 2010-12-01 until 2025-12-05");
        assertThat(out.lines().filter(line -> line.startsWith("ercot/12cp")))
                .singleElement()
                .asString()
                .contains("(proposal)");
    }

    @Test
    void shouldShowValueUnitSourceAndMarkWhenAProgramIsShown() {
        String out = Shell.run("rules", "show", "ercot/spd", "--on", "2025-12-05").out();

        assertThat(out).contains("from 2025-12-05").contains("shipped ercot/rules/spd.yaml");
        assertThat(out.lines())
                .anyMatch(line ->
                        line.matches("tolerance_power +3 MW +secondary +ERCOT Market Notice.*"))
                .anyMatch(
                        line -> line.matches("over_price_least +20 USD/MWh \\? +recalled +ERCOT.*"))
                .anyMatch(line -> line.matches("effective_from +2025-12-05 +secondary .*"))
                .anyMatch(line -> line.startsWith("? recalled"));
    }

    @Test
    void shouldSayProposalWhenOneIsShown() {
        assertThat(Shell.run("rules", "show", "ercot/12cp", "--on", "2026-11-23").out())
                .contains("a proposal: not in force");
    }

    @Test
    void shouldGiveEachValueWithItsEvidenceWhenShownAsJson() {
        JsonNode shown =
                json(Shell.run("rules", "show", "ercot/ers-30", "--on", "2026-11-23", "--json"));

        assertThat(shown.path("version").asString()).isEqualTo("ercot/ers-30@2026-10-01");
        assertThat(shown.path("values"))
                .anySatisfy(value -> {
                    assertThat(value.path("key").asString()).isEqualTo("first_interval_ratio");
                    assertThat(value.path("value").asString()).isEqualTo("0.75");
                    assertThat(value.path("unit").asString()).isEqualTo("1");
                    assertThat(value.path("evidence").asString()).isEqualTo("recalled");
                    assertThat(value.path("verified").asBoolean()).isFalse();
                });
    }

    @Test
    void shouldTellWhatChangedWhenTwoDaysDiffer() {
        String out = Shell.run("rules", "diff", "ercot/spd", "2025-12-04", "2025-12-05").out();

        assertThat(out.lines())
                .anyMatch(line -> line.matches("tolerance_power +5 MW \\? +3 MW .*"))
                .anyMatch(line -> line.matches("exempt_shorter_than +4 min \\? +\\(none\\)"))
                .noneMatch(line -> line.startsWith("price_factor"));
        assertThat(Shell.run("rules", "diff", "ercot/spd", "2025-12-05", "2026-01-01").out())
                .contains("nothing changed");
        assertThat(
                        json(Shell.run(
                                        "rules",
                                        "diff",
                                        "ercot/spd",
                                        "2025-12-04",
                                        "2025-12-05",
                                        "--json"))
                                .path("changes")
                                .findValuesAsString("key"))
                .contains("tolerance_power", "exempt_shorter_than");
    }

    @Test
    void shouldFindNothingWhenTheShippedRulesAreChecked() {
        Shell.Ended ended = Shell.run("rules", "lint");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("nothing is wrong");
    }

    @Test
    void shouldFindAUnitErrorAndAMissingSourceWhenPlanted() throws IOException {
        Files.writeString(
                folder.resolve("tariff.yaml"),
                OWN.replace("USD/kW-month", "USD/MWh")
                        .replace(
                                "{value: P1M, unit: text, source: tariff}",
                                "{value: P1M, unit: text}"));

        Shell.Ended ended = Shell.run("rules", "lint", "--rules", folder.toString());

        assertThat(ended.exit()).isEqualTo(Fault.FAILED);
        assertThat(ended.out())
                .contains(
                        "tariff.yaml line 11: rate: unit \"USD/MWh\" is of another kind than demand rate")
                .contains("tariff.yaml line 10: billing_period: it has no source")
                .contains("2 mistakes");
        JsonNode json =
                Json.MAPPER.readTree(
                        Shell.run("rules", "lint", "--json", "--rules", folder.toString()).out());
        assertThat(json.path("findings").findValuesAsString("key"))
                .containsExactlyInAnyOrder("rate", "billing_period");
    }

    @Test
    void shouldShowOnesOwnRulesWhenAFolderIsGiven() throws IOException {
        Files.writeString(folder.resolve("tariff.yaml"), OWN);

        assertThat(Shell.run("rules", "show", "test/demand", "--rules", folder.toString()).out())
                .contains("9.5 USD/kW-month", "your own tariff.yaml")
                .doesNotContain("? recalled");
    }

    @Test
    void shouldSayWhatToDoWhenAskedForWhatIsNotThere() {
        assertThat(Shell.run("rules", "show", "ercot/spb").err()).contains("\"ercot/spd\"");
        assertThat(Shell.run("rules", "show", "ercot/spd", "--on", "soon").err())
                .contains("2025-12-05");
        assertThat(Shell.run("rules", "show", "ercot/as", "--on", "2024-01-01").err())
                .contains("from 2025-12-05 on");
        assertThat(Shell.run("rules", "list", "--rules", "/no/such").exit())
                .isEqualTo(Fault.BAD_INPUT);
    }
}
