package org.trimtab.operators.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.trimtab.market.AsicModel;

class AsicModelsTest {
    @Test
    void shouldFindAModelWhateverItsCaseAndSpaces() {
        AsicModel model = AsicModels.find("s21-XP");

        assertThat(model.name()).isEqualTo("Antminer S21 XP");
        assertThat(model.power().watts()).isEqualTo(3_645);
        assertThat(model.efficiency().millijoulesPerTerahash()).isEqualTo(13_500);
    }

    @Test
    void shouldAgreeWithItselfWhenEfficiencyIsPowerPerWork() {
        assertThat(AsicModels.shipped()).hasSize(67);
        for (AsicModel model : AsicModels.shipped()) {
            double joules = model.power().watts() * 1e6 / model.hashRate().megahashesPerSecond();
            assertThat(joules)
                    .as(model.name())
                    .isCloseTo(
                            model.efficiency().millijoulesPerTerahash() / 1e3,
                            within(0.02 * joules));
            assertThat(model.source()).isNotEmpty();
        }
    }

    @Test
    void shouldNameTheNearestWhenThereIsNoSuchModel() {
        assertThatThrownBy(() -> AsicModels.find("Antminer S21 XPP"))
                .hasMessageContaining("Antminer S21 XP");
    }
}
