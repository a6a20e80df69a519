package org.trimtab.operators.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.program.RuleUnit.Dimension;

class RuleBookTest {
    private static final RuleBook SHIPPED = RuleBook.shipped();

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void shouldHoldFromTheFirstDayToTheDayBeforeTheNextVersion() {
        assertThat(SHIPPED.find("ercot/spd", day("2025-12-04")).version())
                .isEqualTo("ercot/spd@2010-12-01");
        assertThat(SHIPPED.find("ercot/spd", day("2025-12-05")).version())
                .isEqualTo("ercot/spd@2025-12-05");
        assertThat(SHIPPED.find("ercot/spd", day("2025-12-04")).ratio("tolerance_ratio"))
                .isEqualByComparingTo("0.05");
        assertThat(SHIPPED.find("ercot/spd", day("2025-12-05")).ratio("tolerance_ratio"))
                .isEqualByComparingTo("0.03");
        assertThat(SHIPPED.find("pjm/regulation", day("2025-09-30")).text("signals"))
                .isEqualTo("reg-a, reg-d");
        assertThat(SHIPPED.find("pjm/regulation", day("2025-10-01")).text("signals"))
                .isEqualTo("bidirectional");
        assertThat(SHIPPED.find("pjm/load-management", day("2029-05-31")).version())
                .isEqualTo("pjm/load-management@2028-06-01");
    }

    @Test
    void shouldSayWhatThereIsWhenNoVersionHoldsThatDay() {
        assertThatThrownBy(() -> SHIPPED.find("pjm/load-management", day("2029-06-01")))
                .isInstanceOf(BadRules.class)
                .hasMessageContainingAll("pjm/load-management", "2029-06-01", "until 2029-06-01");
        assertThatThrownBy(() -> SHIPPED.find("ercot/as", day("2025-12-04")))
                .isInstanceOf(BadRules.class)
                .hasMessageContaining("from 2025-12-05 on");
    }

    @Test
    void shouldNameTheNearestWhenAProgramIsUnknown() {
        assertThatThrownBy(() -> SHIPPED.find("ercot/ers-3O", day("2026-11-23")))
                .isInstanceOf(BadRules.class)
                .hasMessageContaining("did you mean \"ercot/ers-30\"");
    }

    @Test
    void shouldReadWhatSettlementNeedsWhenShipped() {
        RulePack ers = SHIPPED.find("ercot/ers-30", day("2026-11-23"));
        assertThat(ers.kind()).isEqualTo("ers");
        assertThat(ers.duration("deliver_within")).isEqualTo(Duration.ofMinutes(30));
        assertThat(ers.duration("time_period_hours_1")).isEqualTo(Duration.ofHours(164));
        assertThat(ers.ratio("pass_ratio")).isEqualByComparingTo("0.95");
        assertThat(ers.value("first_interval_ratio").source().evidence())
                .isEqualTo(Evidence.RECALLED);
        RulePack nclr = SHIPPED.find("ercot/nclr-ecrs", day("2026-11-23"));
        assertThat(nclr.ratio("over_ratio")).isEqualByComparingTo("1.5");
        assertThat(nclr.count("strikes")).isEqualTo(2);
        assertThat(nclr.flag("until_recalled")).isTrue();
        RulePack pjm = SHIPPED.find("pjm/load-management", day("2026-11-23"));
        assertThat(pjm.number("capacity_price", Dimension.CAPACITY_PRICE))
                .isEqualByComparingTo(new BigDecimal("329.17"));
    }

    @Test
    void shouldMarkWhatTheSheetLeavesOpenWhenShipped() {
        List<String> open =
                List.of(
                        "ercot/spd tolerance_combined",
                        "ercot/spd over_price_least",
                        "ercot/clredp tolerance_ratio",
                        "ercot/clredp tolerance_power",
                        "ercot/clredp pass_ratio",
                        "ercot/clredp deadband",
                        "ercot/ers-30 first_interval_ratio",
                        "ercot/ers-30 factor_exponent",
                        "ercot/ers-30 scheduled_unavailability_ratio",
                        "ercot/ers-30 restore_within",
                        "ercot/ers-10 time_periods",
                        "ercot/nclr-rrs restore_within",
                        "ercot/nclr-rrs-ufr trip_within",
                        "ercot/rrs-ffr over_ratio",
                        "ercot/as settlement_point",
                        "pjm/regulation weight_precision",
                        "pjm/economic baseline",
                        "caiso/pdr baseline_cap_low",
                        "nyiso/scr penalty_factor");
        for (String one : open) {
            String[] named = one.split(" ", 2);
            assertThat(SHIPPED.versions(named[0]))
                    .as(one)
                    .allSatisfy(pack ->
                            assertThat(pack.value(named[1]).source().evidence().isVerified())
                                    .isFalse());
        }
    }

    @Test
    void shouldMarkAsProposalWhenTheRuleIsNotInForce() {
        assertThat(SHIPPED.versions("ercot/12cp")).allMatch(RuleBook::isProposal);
        assertThat(SHIPPED.versions("ercot/4cp")).noneMatch(RuleBook::isProposal);
    }

    @Test
    void shouldNameEveryShippedFileWhenListed() throws IOException {
        Path resources = Path.of("").toAbsolutePath();
        while (!Files.exists(resources.resolve("edge/operators/pom.xml"))) {
            resources = resources.getParent();
        }
        Path root = resources.resolve("edge/operators/src/main/resources/org/trimtab/operators");
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(
                            files.filter(file -> file.getParent().endsWith("rules"))
                                    .filter(file -> file.toString().endsWith(".yaml"))
                                    .map(file -> root.relativize(file).toString())
                                    .filter(file -> !file.equals("rules/kinds.yaml")))
                    .containsExactlyInAnyOrderElementsOf(RuleBook.SHIPPED);
        }
    }

    @Test
    void shouldTakeTheMarketsDayWhenAnInstantIsGiven() {
        Instant lateEvening = Instant.parse("2025-12-05T04:00:00Z");

        assertThat(SHIPPED.dayOf("ercot/spd", lateEvening)).isEqualTo(day("2025-12-04"));
    }

    @Test
    void shouldPutOnesOwnInPlaceWhenTheIdIsAShippedOne(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("utility"));
        Files.writeString(
                folder.resolve("utility/own.yaml"),
                RuleText.with("test/relief", "generic/program"));
        Files.writeString(folder.resolve("notes.txt"), "no rules");

        RuleBook book = RuleBook.open(folder);

        assertThat(book.versions("generic/program")).hasSize(2);
        assertThat(book.find("generic/program", day("2026-03-01")).market()).isEqualTo("TESTLAND");
        assertThat(book.fileOf("generic/program")).isEqualTo("your own utility/own.yaml");
        assertThat(book.fileOf("ercot/spd")).isEqualTo("shipped ercot/rules/spd.yaml");
        assertThat(book.ids()).containsAll(SHIPPED.ids());
    }

    @Test
    void shouldLayThePeriodOverTheFileWhenBothHaveAValue(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), RuleText.GOOD);
        RuleBook book = RuleBook.open(folder);

        RulePack before = book.find("test/relief", day("2026-10-31"));
        RulePack after = book.find("test/relief", day("2026-11-01"));

        assertThat(before.duration("deliver_within")).isEqualTo(Duration.ofMinutes(10));
        assertThat(after.duration("deliver_within")).isEqualTo(Duration.ofMinutes(5));
        assertThat(after.value("deliver_within").source().section()).isEqualTo("annex B");
        assertThat(before.value("deliver_within").source().section()).isEqualTo("§4");
        assertThat(before.effectiveUntil()).isEqualTo(day("2026-11-01"));
        assertThat(RuleChange.between(before, after))
                .extracting(RuleChange::key)
                .containsExactly("deliver_within");
    }

    @Test
    void shouldRefuseTheFolderWhenAFileHasAMistake(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), RuleText.with("unit: min", "unit: MW"));

        assertThatThrownBy(() -> RuleBook.open(folder))
                .isInstanceOf(BadRules.class)
                .hasMessageContainingAll(
                        "own.yaml line", "unit \"MW\"", "more; see trimtab rules lint");
    }

    @Test
    void shouldSaySoWhenTheFolderIsMissingOrEmpty(@TempDir Path folder) {
        assertThatThrownBy(() -> RuleBook.open(folder.resolve("none")))
                .isInstanceOf(BadRules.class)
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> RuleBook.open(folder))
                .isInstanceOf(BadRules.class)
                .hasMessageContaining("no *.yaml files");
    }
}
