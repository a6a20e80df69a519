package org.trimtab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.resource.Device;

class FleetsTest {
    @Test
    void shouldSplitSixtyToFortyWhenTwoFamiliesAreMixed() {
        var families =
                Fleets.thousandMinersTwoFamilies(7).site().devices().stream()
                        .collect(Collectors.groupingBy(Device::family, Collectors.counting()));

        assertThat(families).containsEntry("luxos", 600L).containsEntry("antminer", 400L);
    }

    @Test
    void shouldBuildTheSameSiteWhenTheSeedIsTheSame() {
        SiteDefinition site = Fleets.hundredMinersTwoFamilies(3);

        assertThat(Fleets.hundredMinersTwoFamilies(3)).isEqualTo(site);
        assertThat(Fleets.hundredMinersTwoFamilies(4)).isNotEqualTo(site);
    }

    @Test
    void shouldDrawWhatItsNameplatesSayWhenThreeMinersRun() {
        long watts =
                Fleets.threeMinersOneMeter().site().devices().stream()
                        .mapToLong(device -> device.running().watts())
                        .sum();

        assertThat(watts).isEqualTo(9_578);
    }
}
