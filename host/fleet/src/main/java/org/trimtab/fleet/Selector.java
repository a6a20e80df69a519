package org.trimtab.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.trimtab.documents.Nearest;
import org.trimtab.resource.Device;
import org.trimtab.store.registry.AddressRange;

/**
 * Which devices are meant. Values of one kind add to each other; kinds narrow each other: two racks and one family mean
 * the devices of that family in either rack.
 *
 * @param all true when every device is meant
 * @param families protocol families
 * @param models model names, with or without the maker's
 * @param racks racks
 * @param tags tags; a device with any of them is meant
 * @param addresses addresses, ranges and blocks
 * @param devices device names
 */
public record Selector(
        boolean all,
        List<String> families,
        List<String> models,
        List<String> racks,
        List<String> tags,
        List<AddressRange> addresses,
        List<String> devices) {
    /** Every device. */
    public static final Selector ALL =
            new Selector(true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Selector {
        families = List.copyOf(families);
        models = List.copyOf(models);
        racks = List.copyOf(racks);
        tags = List.copyOf(tags);
        addresses = List.copyOf(addresses);
        devices = List.copyOf(devices);
    }

    /** True when nothing is said at all. */
    public boolean isEmpty() {
        return !all
                && Stream.of(families, models, racks, tags, addresses, devices)
                        .allMatch(List::isEmpty);
    }

    /**
     * The devices meant, in the order of the site.
     *
     * @throws FleetFailure when a name is not to be found at the site, or nothing is meant
     */
    public List<Device> of(List<Device> site) {
        if (isEmpty()) {
            throw new FleetFailure(
                    "say which devices: --all, --family, --model, --rack, --tag, --address or"
                            + " --device");
        }
        check("family", families, site, device -> Stream.of(device.family()));
        check("model", models, site, device -> Stream.of(device.model()));
        check("rack", racks, site, device -> Stream.ofNullable(device.labels().rack()));
        check("tag", tags, site, device -> device.labels().tags().stream());
        check("device", devices, site, device -> Stream.of(device.id().value()));
        for (AddressRange range : addresses) {
            if (site.stream().noneMatch(device -> range.contains(device.endpoint()))) {
                throw new FleetFailure("no device of the site has an address in " + range.text());
            }
        }
        List<Device> meant = site.stream().filter(means()).toList();
        if (meant.isEmpty()) {
            throw new FleetFailure(
                    "no device fits all of that; kinds of selection narrow each other");
        }
        return meant;
    }

    private Predicate<Device> means() {
        List<Predicate<Device>> kinds = new ArrayList<>();
        if (!families.isEmpty()) {
            kinds.add(device -> families.contains(device.family()));
        }
        if (!models.isEmpty()) {
            Set<String> plain = new TreeSet<>();
            models.forEach(model -> plain.add(plain(model)));
            kinds.add(device -> plain.contains(plain(device.model())));
        }
        if (!racks.isEmpty()) {
            kinds.add(device -> {
                String rack = device.labels().rack();
                return rack != null && racks.contains(rack);
            });
        }
        if (!tags.isEmpty()) {
            kinds.add(device -> device.labels().tags().stream().anyMatch(tags::contains));
        }
        if (!addresses.isEmpty()) {
            kinds.add(device ->
                    addresses.stream().anyMatch(range -> range.contains(device.endpoint())));
        }
        if (!devices.isEmpty()) {
            Set<String> names = Set.copyOf(devices);
            kinds.add(device -> names.contains(device.id().value()));
        }
        return device -> kinds.stream().allMatch(kind -> kind.test(device));
    }

    private static void check(
            String what,
            Collection<String> asked,
            List<Device> site,
            Function<Device, Stream<String>> names) {
        if (asked.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        site.forEach(device -> names.apply(device).forEach(known::add));
        boolean model = what.equals("model");
        for (String name : asked) {
            boolean found =
                    model
                            ? known.stream().anyMatch(one -> plain(one).equals(plain(name)))
                            : known.contains(name);
            if (!found) {
                throw new FleetFailure(
                        "the site has no "
                                + what
                                + " \""
                                + name
                                + "\""
                                + Nearest.advice(name, known));
            }
        }
    }

    private static String plain(String model) {
        String lower = model.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return lower.startsWith("antminer ") ? lower.substring("antminer ".length()) : lower;
    }
}
