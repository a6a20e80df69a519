package org.trimtab.drivers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.antminer.AntminerDriver;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.luxos.LuxosDriver;
import org.trimtab.resource.DeviceId;

/** All protocol families: what they are, their models' nameplates, and their drivers. */
public final class DriverCatalogue {
    private final Map<String, FamilyDescriptor> families;

    private DriverCatalogue(Map<String, FamilyDescriptor> families) {
        this.families = families;
    }

    /** The families that ship with the program. */
    public static DriverCatalogue shipped() {
        Map<String, FamilyDescriptor> families = new LinkedHashMap<>();
        for (String family : List.of(LuxosDriver.FAMILY, AntminerDriver.FAMILY)) {
            families.put(family, DescriptorFile.shipped(family));
        }
        return new DriverCatalogue(families);
    }

    /** The families, in a fixed order. */
    public List<FamilyDescriptor> families() {
        return List.copyOf(families.values());
    }

    /** A family by name, or null when there is none such. */
    public @Nullable FamilyDescriptor family(String name) {
        return families.get(name);
    }

    /**
     * A model's nameplate, or null when the family or the model is unknown.
     *
     * @param model its name in any case, with or without the maker's name before it
     */
    public FamilyDescriptor.@Nullable Model model(String family, String model) {
        FamilyDescriptor descriptor = families.get(family);
        if (descriptor == null) {
            return null;
        }
        String wanted = plain(model);
        for (FamilyDescriptor.Model known : descriptor.models()) {
            if (plain(known.name()).equals(wanted)) {
                return known;
            }
        }
        return null;
    }

    /**
     * The drivers by family.
     *
     * @param priorState keeps how devices were set before we changed them
     * @param credentials finds a device's login
     */
    public Map<String, Driver> drivers(
            PriorState priorState, Function<DeviceId, Credentials> credentials) {
        Map<String, Driver> drivers = new LinkedHashMap<>();
        for (FamilyDescriptor family : families.values()) {
            drivers.put(
                    family.family(),
                    switch (family.family()) {
                        case LuxosDriver.FAMILY -> new LuxosDriver(family);
                        case AntminerDriver.FAMILY ->
                                new AntminerDriver(family, priorState, credentials);
                        default ->
                                throw new IllegalStateException(
                                        "family " + family.family() + " has no driver");
                    });
        }
        return drivers;
    }

    private static String plain(String model) {
        String lower = model.trim().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return lower.startsWith("antminer ") ? lower.substring("antminer ".length()) : lower;
    }
}
