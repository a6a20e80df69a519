package org.trimtab.drivers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.antminer.AntminerDriver;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.auradine.AuradineDriver;
import org.trimtab.drivers.avalon.AvalonDriver;
import org.trimtab.drivers.axeos.AxeosDriver;
import org.trimtab.drivers.braiins.BraiinsDriver;
import org.trimtab.drivers.cgminer.CgminerDriver;
import org.trimtab.drivers.epic.EpicDriver;
import org.trimtab.drivers.luxos.LuxosDriver;
import org.trimtab.drivers.proto.ProtoDriver;
import org.trimtab.drivers.sealminer.SealMinerDriver;
import org.trimtab.drivers.vnish.VnishDriver;
import org.trimtab.drivers.whatsminer.WhatsminerDriver;
import org.trimtab.drivers.whatsminer.WhatsminerV2Driver;

/** All protocol families: what they are, their models' nameplates, and their drivers. */
public final class DriverCatalogue {
    /** How each family's driver is made; the order is that in which people see the families. */
    private static final Map<String, BiFunction<FamilyDescriptor, Surroundings, Driver>> MAKERS =
            makers();

    /** Names of product lines that people leave out. */
    private static final Pattern MAKER =
            Pattern.compile("^(antminer|whatsminer|avalon|sealminer) ");

    private final Map<String, FamilyDescriptor> families;

    private DriverCatalogue(Map<String, FamilyDescriptor> families) {
        this.families = families;
    }

    /** The families that ship with the program. */
    public static DriverCatalogue shipped() {
        Map<String, FamilyDescriptor> families = new LinkedHashMap<>();
        for (String family : MAKERS.keySet()) {
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

    /** The drivers by family. */
    public Map<String, Driver> drivers(Surroundings surroundings) {
        Map<String, Driver> drivers = new LinkedHashMap<>();
        MAKERS.forEach((family, maker) ->
                drivers.put(family, maker.apply(DescriptorFile.shipped(family), surroundings)));
        return drivers;
    }

    private static Map<String, BiFunction<FamilyDescriptor, Surroundings, Driver>> makers() {
        Map<String, BiFunction<FamilyDescriptor, Surroundings, Driver>> makers =
                new LinkedHashMap<>();
        makers.put(LuxosDriver.FAMILY, LuxosDriver::new);
        makers.put(AntminerDriver.FAMILY, AntminerDriver::new);
        makers.put(BraiinsDriver.FAMILY, BraiinsDriver::new);
        makers.put(VnishDriver.FAMILY, VnishDriver::new);
        makers.put(EpicDriver.FAMILY, EpicDriver::new);
        makers.put(AuradineDriver.FAMILY, AuradineDriver::new);
        makers.put(ProtoDriver.FAMILY, ProtoDriver::new);
        makers.put(AxeosDriver.FAMILY, AxeosDriver::new);
        // API V3 before V2, which its machines also answer, but lamely.
        makers.put(WhatsminerDriver.FAMILY, WhatsminerDriver::new);
        makers.put(WhatsminerV2Driver.FAMILY, WhatsminerV2Driver::new);
        makers.put(AvalonDriver.FAMILY, (family, _) -> new AvalonDriver(family));
        makers.put(SealMinerDriver.FAMILY, (family, _) -> new SealMinerDriver(family));
        // Last: it recognises whatever speaks the cgminer API.
        makers.put(CgminerDriver.FAMILY, (family, _) -> new CgminerDriver(family));
        return makers;
    }

    private static String plain(String model) {
        String lower = model.trim().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return MAKER.matcher(lower).replaceFirst("");
    }
}
