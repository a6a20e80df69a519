package org.trimtab.operators.reserves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.trimtab.market.ReserveProduct;
import org.trimtab.operators.rules.RuleBook;

class ReserveCatalogueTest {
    private static final RuleBook RULES = RuleBook.shipped();

    @Test
    void shouldHaveNoContingencyReserveBeforeItExisted() {
        assertThat(ReserveCatalogue.on(RULES, "ERCOT", LocalDate.of(2023, 6, 9)))
                .extracting(ReserveProduct::id)
                .containsExactly("reg-up", "reg-down", "rrs", "non-spin");
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
    void shouldKnowPjmAndRefuseOthers() {
        assertThat(ReserveCatalogue.on(RULES, "PJM", LocalDate.of(2026, 1, 1)))
                .extracting(ReserveProduct::sustain)
                .containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(30));
        assertThatThrownBy(() -> ReserveCatalogue.on(RULES, "MARS", LocalDate.of(2026, 1, 1)))
                .hasMessageContaining("ERCOT and PJM");
    }
}
