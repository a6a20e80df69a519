package org.trimtab.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.tck.Devices;
import org.trimtab.drivers.tck.KeptStates;
import org.trimtab.quantity.Efficiency;

class DriverCatalogueTest {
    private static final String GOOD =
            """
            family: x
            title: X
            make: Y
            firmware: any
            port: 80
            capabilities: [CURTAIL]
            timing: {answers-within: 5 s, falls-within: 5 s, wakes-within: 1 min}
            standby: 30 W
            commands-at-once: 10
            proof: {confirmed-by: nothing, tested-by: DOCUMENT}
            evidence: none
            models:
              - model: One
                power: 3500 W
                hash-rate: 200 TH/s
            """;

    private final DriverCatalogue catalogue = DriverCatalogue.shipped();

    @Test
    void shouldHaveADriverForEveryFamily() {
        assertThat(catalogue.drivers(Devices.surroundings(new KeptStates())))
                .containsOnlyKeys(
                        catalogue.families().stream()
                                .map(FamilyDescriptor::family)
                                .toArray(String[]::new))
                .allSatisfy(
                        (name, driver) -> assertThat(driver.descriptor().family()).isEqualTo(name));
    }

    @Test
    void shouldHavePlausibleNameplates() {
        for (FamilyDescriptor family : catalogue.families()) {
            for (FamilyDescriptor.Model model : family.models()) {
                assertThat(Efficiency.of(model.power(), model.hashRate()))
                        .as(model.name())
                        .isBetween(new Efficiency(8_000), new Efficiency(100_000));
                assertThat(model.power()).isGreaterThan(family.standby());
            }
        }
    }

    @Test
    void shouldFindAModelHoweverItsNameIsWritten() {
        assertThat(catalogue.model("luxos", "antminer  s21")).isNotNull();
        assertThat(catalogue.model("luxos", "S21").power().watts()).isEqualTo(3_500);
        assertThat(catalogue.model("luxos", "S99")).isNull();
        assertThat(catalogue.model("nobody", "S21")).isNull();
        assertThat(catalogue.family("nobody")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "30 W ~ 30 ~ has no unit",
                "30 W ~ 30 s ~ a power",
                "3500 W ~ 3500 V ~ a power",
                "200 TH/s ~ 200 ~ has no unit",
                "port: 80 ~ port: 80000 ~ from 1 to 65535",
                "CURTAIL ~ FLY ~ is not one of",
                "title: X ~ titel: X ~ \"title\" is missing",
                "hash-rate ~ hashrate ~ \"models[0].hash-rate\" is missing",
            })
    void shouldNameWhatIsWrongWhenADescriptorIs(String good, String bad, String said) {
        assertThat(DescriptorFile.parse("x", GOOD).models()).hasSize(1);
        assertThatThrownBy(() -> DescriptorFile.parse("x", GOOD.replace(good, bad)))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining(said);
    }

    @Test
    void shouldRefuseAModelGivenTwiceAndAKeyNobodyKnows() {
        String twice = GOOD + "  - {model: ONE, power: 1 kW, hash-rate: 50 TH/s}\n";
        assertThatThrownBy(() -> DescriptorFile.parse("x", twice))
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> DescriptorFile.parse("x", GOOD + "colour: red\n"))
                .hasMessageContaining("unknown key \"colour\"");
    }
}
