package org.trimtab.drivers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Temperature;

class HeatTest {
    @ParameterizedTest
    @CsvSource({
        "59.875, 59875",
        "59.8755, 59876",
        "-12.5, -12500",
        "-40, -40000",
        "150, 150000",
        "150.001,",
        "-40.001,",
        "0,",
        "0.000,",
        "-1,",
        "-1.0,",
        "255,",
        "-273.15,",
        "1e30,",
        "-1e30,",
    })
    void shouldTakeWhatAMachineCanBeAndNothingElse(BigDecimal told, Long millicelsius) {
        assertThat(Heat.ofCelsius(told))
                .isEqualTo(millicelsius == null ? null : new Temperature(millicelsius));
    }

    @Test
    void shouldKnowTheHotterOfTwoWhenOneIsSilent() {
        Temperature cool = Temperature.ofCelsius(20);
        Temperature warm = Temperature.ofCelsius(60);

        assertThat(Heat.ofCelsius(null)).isNull();
        assertThat(Heat.hotter(null, null)).isNull();
        assertThat(Heat.hotter(cool, null)).isEqualTo(cool);
        assertThat(Heat.hotter(null, warm)).isEqualTo(warm);
        assertThat(Heat.hotter(warm, cool)).isEqualTo(warm);
        assertThat(Heat.hotter(cool, warm)).isEqualTo(warm);
    }
}
