package org.trimtab.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.store.registry.Catalogue;

/**
 * What the site file may name, from the drivers that ship with the program.
 *
 * @param drivers every family's descriptor
 */
record ShippedFamilies(DriverCatalogue drivers) implements Catalogue {
    @Override
    public List<String> families() {
        return drivers.families().stream().map(FamilyDescriptor::family).toList();
    }

    @Override
    public @Nullable FamilyFacts family(String name) {
        FamilyDescriptor family = drivers.family(name);
        return family == null
                ? null
                : new FamilyFacts(
                        family.port(),
                        family.standby(),
                        family.timing(),
                        family.capabilities(),
                        family.models().stream()
                                .map(m -> new ModelFacts(m.name(), m.power(), m.hashRate()))
                                .toList());
    }
}
