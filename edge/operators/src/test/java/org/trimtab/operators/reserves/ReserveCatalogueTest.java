package org.trimtab.operators.reserves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trimtab.market.ReserveProduct;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;

class ReserveCatalogueTest {
    private static final RuleBook RULES = RuleBook.shipped();

    @Test
    void shouldHaveNoContingencyReserveBeforeItExisted() {
        assertThat(ReserveCatalogue.on(RULES, "ERCOT", LocalDate.of(2023, 6, 9)))
                .extracting(ReserveProduct::id)
                .containsExactly("non-spin", "reg-down", "reg-up", "rrs", "rrs-ffr", "rrs-ufr");
        assertThat(ReserveCatalogue.on(RULES, "ERCOT", LocalDate.of(2023, 6, 10)))
                .extracting(ReserveProduct::id)
                .contains("ecrs");
    }

    @Test
    void shouldKeepUpAnHourOfContingencyReserveWhenRulesOf2026Hold() {
        ReserveProduct ecrs =
                ReserveCatalogue.on(RULES, "ercot", LocalDate.of(2026, 1, 1)).stream()
                        .filter(product -> product.id().equals("ecrs"))
                        .findFirst()
                        .orElseThrow();
        assertThat(ecrs.within()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ecrs.sustain()).isEqualTo(Duration.ofHours(1));
        assertThat(ecrs.untilRecalled()).isTrue();
    }

    @Test
    void shouldTellWhoMayHoldAProductFromItsRules() {
        Map<String, ReserveProduct> ercot = byId("ERCOT", LocalDate.of(2026, 1, 1));
        Duration fast = Duration.ofSeconds(10);
        Set<Capability> sleeps = Set.of(Capability.CURTAIL);

        assertThat(product(ercot, "rrs").mayHold(fast, sleeps)).isTrue();
        assertThat(product(ercot, "rrs").mayHold(Duration.ofMinutes(11), sleeps)).isFalse();
        assertThat(product(ercot, "rrs-ufr").mayHold(Duration.ofMillis(100), sleeps)).isFalse();
        assertThat(product(ercot, "rrs-ufr").rules().pricedAs()).isEqualTo("rrs");
        assertThat(product(ercot, "rrs-ffr").rules().systemMost())
                .isEqualTo(Power.ofWatts(450_000_000));
        assertThat(product(ercot, "rrs-ufr").rules().loadShareMost()).isEqualTo(new Share(600_000));
        assertThat(product(ercot, "reg-up").mayHold(fast, sleeps)).isFalse();
        assertThat(
                        product(ercot, "reg-up")
                                .mayHold(fast, Set.of(Capability.CURTAIL, Capability.CAP)))
                .isTrue();
        assertThat(product(ercot, "reg-up").rules().isOpenTo("nclr")).isFalse();
        assertThat(product(ercot, "ecrs").rules().excludes()).contains("ercot/ers-30");
        assertThat(product(ercot, "ecrs").rules().call().evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(product(ercot, "ecrs").rules().offersDue()).isEqualTo(LocalTime.of(10, 0));

        Map<String, ReserveProduct> pjm = byId("PJM", LocalDate.of(2026, 1, 1));
        assertThat(product(pjm, "non-synchronised-reserve").rules().isOpenTo("dr")).isFalse();
        assertThat(product(pjm, "synchronised-reserve").rules().call().share())
                .isEqualTo(new Share(700));
        assertThat(ReserveCatalogue.columns(RULES))
                .containsEntry("NSPIN", "non-spin")
                .containsKey("SR");
    }

    private static Map<String, ReserveProduct> byId(String market, LocalDate day) {
        return ReserveCatalogue.on(RULES, market, day).stream()
                .collect(Collectors.toMap(ReserveProduct::id, product -> product));
    }

    private static ReserveProduct product(Map<String, ReserveProduct> products, String id) {
        return Objects.requireNonNull(products.get(id), id);
    }

    @Test
    void shouldKnowPjmAndRefuseOthers() {
        assertThat(ReserveCatalogue.on(RULES, "PJM", LocalDate.of(2026, 1, 1)))
                .extracting(ReserveProduct::sustain)
                .containsOnly(Duration.ofMinutes(30));
        assertThatThrownBy(() -> ReserveCatalogue.on(RULES, "MARS", LocalDate.of(2026, 1, 1)))
                .hasMessageContaining("ERCOT and PJM");
    }
}
