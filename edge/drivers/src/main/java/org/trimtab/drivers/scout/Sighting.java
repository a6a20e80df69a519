package org.trimtab.drivers.scout;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.resource.Device;

/**
 * What was seen at an address.
 *
 * @param host the address
 * @param identity who answers there; null when nobody, or nobody known
 * @param said what each open port said, in a few words, by port; empty when nothing listens
 */
public record Sighting(String host, @Nullable Identity identity, SortedMap<Integer, String> said) {
    /** What became of an address. */
    public enum Kind {
        /** A device of a known family. */
        IDENTIFIED,
        /** Something listens, but no family knows it. */
        UNKNOWN,
        /** Nothing listens. */
        NOTHING
    }

    public Sighting {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** What became of it. */
    public Kind kind() {
        if (identity != null) {
            return Kind.IDENTIFIED;
        }
        return said.isEmpty() ? Kind.NOTHING : Kind.UNKNOWN;
    }

    /** The ports found open. */
    public SortedSet<Integer> openPorts() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(said.keySet()));
    }

    /** Where what was seen differs from what the site file says of a device at this address. */
    public List<Finding> against(Device device) {
        Identity seen = identity;
        if (seen == null) {
            return List.of(
                    kind() == Kind.NOTHING
                            ? Finding.fault(
                                    "nothing listens at " + host,
                                    "check that it is up and that its address is right")
                            : Finding.fault(
                                    "what answers at "
                                            + host
                                            + " is of no known family: "
                                            + words(),
                                    "check its address"));
        }
        if (!seen.family().equals(device.family())) {
            String told =
                    "the site file says it is of family "
                            + device.family()
                            + ", but it answers as "
                            + seen.family()
                            + (seen.make() == null ? "" : " (" + seen.make() + ")");
            return List.of(
                    seen.family().equals(Questionnaire.UNKNOWN_MAKE)
                            ? Finding.warning(told, "check its address and its firmware")
                            : Finding.fault(
                                    told,
                                    "write family: " + seen.family() + ", or check its address"));
        }
        String model = seen.model();
        if (model != null && !plain(model).equals(plain(device.model()))) {
            return List.of(
                    Finding.warning(
                            "the site file says it is a "
                                    + device.model()
                                    + ", but it says it is a "
                                    + model,
                            "write model: " + model + ", since power is planned by it"));
        }
        return List.of();
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        said.forEach((port, its) ->
                words.append(words.isEmpty() ? "" : "; ")
                        .append("port ")
                        .append(port)
                        .append(": ")
                        .append(its));
        return words.toString();
    }

    private static String plain(String model) {
        String lower = model.trim().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return lower.startsWith("antminer ") ? lower.substring("antminer ".length()) : lower;
    }
}
