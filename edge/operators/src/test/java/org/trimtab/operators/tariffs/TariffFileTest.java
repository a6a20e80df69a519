package org.trimtab.operators.tariffs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.market.EnergyIndex;
import org.trimtab.market.Tariff;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.quantity.EnergyPrice;

class TariffFileTest {
    static final String WHOLE =
            """
            tariff: West with a block
            market: ERCOT
            index: real-time
            losses: 2.1 %
            blocks:
              - {level: 345 MW, price: 25 $/MWh, from: 2020-05-01, until: 2030-05-01, resale: true}
            volumetric:
              - {name: wires, rate: 3.25 $/MWh}
            renewable-hours: {inside: -2 $/MWh}
            demand:
              - {rate: 4.50 $/kW-month, interval: 15 min, ratchet: 80 %}
            coincident-peaks:
              - {program: ercot/4cp, on: 2025-06-01}
              - {name: twelve, rate: 50 $/kW-year, interval: 30 min}
            """;

    @Test
    void shouldReadEveryPartWhenTheFileIsWhole() {
        Tariff tariff = tariff(WHOLE);

        assertThat(tariff.index()).isEqualTo(EnergyIndex.REAL_TIME);
        assertThat(tariff.blocks().getFirst().until())
                .isEqualTo(Instant.parse("2030-05-01T05:00:00Z"));
        assertThat(tariff.demand().getFirst().ratchetMonths()).isEqualTo(11);
        assertThat(tariff.peaks().getFirst().interval()).isEqualTo(Duration.ofMinutes(15));
        assertThat(tariff.peaks().getFirst().dollarsPerKilowattYear()).isEqualByComparingTo("50");
        assertThat(tariff.peaks().getLast().peaks()).isEqualTo(12);
        assertThat(tariff.volumetricRate(true)).isEqualTo(new EnergyPrice(1_250_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    4.5 cents/kWh | write "45 $/MWh"
                    4.5 ¢/kWh     | write "45 $/MWh"
                    0.045 $/kWh   | write "45 $/MWh"
                    45            | has no unit
                    """)
    void shouldRefuseAndSuggestWhenAPriceIsPerKwh(String price, String advice) {
        assertThatThrownBy(() -> tariff(WHOLE.replace("3.25 $/MWh", "\"" + price + "\"")))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("tariff.yaml line 8")
                .hasMessageContaining(advice);
    }

    @Test
    void shouldNameTheNearestKeyWhenOneIsMistyped() {
        assertThatThrownBy(() -> tariff(WHOLE.replace("losses:", "loses:")))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("losses");
    }

    @Test
    void shouldRefuseARateWithoutItsTime() {
        assertThatThrownBy(() -> tariff(WHOLE.replace("4.50 $/kW-month", "4.50 $/kW")))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("4.50 $/kW-month");
    }

    private static Tariff tariff(String text) {
        return TariffFile.tariff(Document.parse("tariff.yaml", text), RuleBook.shipped());
    }
}
