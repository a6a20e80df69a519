package org.trimtab.live;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/**
 * Which devices are meant. Values of one kind add to each other; kinds narrow each other: two racks and one family
 * mean the devices of that family in either rack.
 *
 * @param all true when every device is meant
 * @param devices device names
 * @param families protocol families
 * @param racks racks
 * @param tags tags; a device with any of them is meant
 */
public record DevicePick(
        boolean all,
        List<String> devices,
        List<String> families,
        List<String> racks,
        List<String> tags) {
    public DevicePick {
        devices = List.copyOf(devices);
        families = List.copyOf(families);
        racks = List.copyOf(racks);
        tags = List.copyOf(tags);
    }

    /**
     * The devices meant.
     *
     * @throws IllegalArgumentException when a name is not to be found at the site, or nobody is meant
     */
    Set<DeviceId> of(List<Device> site) {
        if (!all && Stream.of(devices, families, racks, tags).allMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "say which devices: by name, family, rack or tag, or all of them");
        }
        List<Set<DeviceId>> kinds = new ArrayList<>();
        add(kinds, "device", devices, site, device -> Stream.of(device.id().value()));
        add(kinds, "family", families, site, device -> Stream.of(lower(device.family())));
        add(kinds, "rack", racks, site, device -> Stream.ofNullable(device.labels().rack()));
        add(kinds, "tag", tags, site, device -> device.labels().tags().stream());
        Set<DeviceId> meant = new LinkedHashSet<>();
        site.forEach(device -> meant.add(device.id()));
        kinds.forEach(meant::retainAll);
        if (meant.isEmpty()) {
            throw new IllegalArgumentException(
                    "no device fits all of that; kinds of selection narrow each other");
        }
        return meant;
    }

    private static void add(
            List<Set<DeviceId>> kinds,
            String what,
            List<String> asked,
            List<Device> site,
            Function<Device, Stream<String>> names) {
        if (asked.isEmpty()) {
            return;
        }
        Set<String> wanted = new TreeSet<>();
        asked.forEach(name -> wanted.add(what.equals("family") ? lower(name) : name));
        Set<String> missing = new TreeSet<>(wanted);
        Set<DeviceId> found = new LinkedHashSet<>();
        for (Device device : site) {
            names.apply(device)
                    .filter(wanted::contains)
                    .forEach(name -> {
                        missing.remove(name);
                        found.add(device.id());
                    });
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the site has no " + what + " \"" + missing.iterator().next() + "\"");
        }
        kinds.add(found);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
