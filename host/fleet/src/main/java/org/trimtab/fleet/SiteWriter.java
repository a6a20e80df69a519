package org.trimtab.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.scout.Sighting;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.store.registry.AddressRange;

/**
 * Writes a site file from what a scan found: one group per family and model. What cannot be written so that a site can
 * start with it stands there as a comment that says what is missing.
 */
public final class SiteWriter {
    /** Addresses on one line of a list. */
    private static final int SPANS_PER_LINE = 3;

    private final DriverCatalogue catalogue;

    /** A writer that knows the families of a catalogue. */
    public SiteWriter(DriverCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What is known of a machine besides where it is.
     *
     * @param sighting where it is and who it says it is
     * @param model its model as far as somebody told; null when nobody did
     * @param running what it draws at work, by its own figure; null when it gives none
     * @param hashRate what it does at work; null when it is not at work
     */
    public record Known(
            Scan.Recognised sighting,
            @Nullable String model,
            @Nullable Power running,
            @Nullable HashRate hashRate) {}

    /**
     * What was written.
     *
     * @param text the file
     * @param written machines in it
     * @param commented machines that stand there as comments
     */
    public record Written(String text, int written, int commented) {}

    private record Key(String family, @Nullable String model, int port) {}

    private final StringBuilder yaml = new StringBuilder();
    private int written;
    private int commented;

    /** The text of a site file. */
    public Written write(List<Known> machines, List<Sighting> strangers) {
        yaml.append(
                """
                # Written by `trimtab fleet scan`. Look through it before you run it: the meter, what hashing
                # earns and what the program pays are examples, and figures below come from the makers' nameplates.
                site: scanned

                meters:
                  - id: main
                    kind: sunspec                 # Modbus TCP with a SunSpec meter model
                    address: 127.0.0.1:1502       # put your meter's address here
                    unit: 1
                    every: 1 s

                devices:
                """);
        Map<Key, List<Known>> groups = groups(machines);
        Map<String, Integer> names = new HashMap<>();
        groups.forEach((key, members) -> group(key, members, names));
        unknown(strangers);
        yaml.append(TERMS);
        return new Written(yaml.toString(), written, commented);
    }

    /** Addresses that tell the same serial number, by that number. */
    public static Map<String, List<String>> duplicates(List<Scan.Recognised> found) {
        Map<String, List<String>> hosts = new TreeMap<>();
        for (Scan.Recognised one : found) {
            String serial = one.identity().serial();
            if (serial != null) {
                hosts.computeIfAbsent(serial, _ -> new ArrayList<>()).add(one.host());
            }
        }
        hosts.values().removeIf(same -> same.size() < 2);
        return hosts;
    }

    private Map<Key, List<Known>> groups(List<Known> machines) {
        Map<Key, List<Known>> groups = new LinkedHashMap<>();
        for (Known known : machines) {
            String family = known.sighting().identity().family();
            FamilyDescriptor.Model plate =
                    known.model() == null ? null : catalogue.model(family, known.model());
            String model = plate == null ? known.model() : plate.name();
            groups.computeIfAbsent(
                            new Key(family, model, known.sighting().port()), _ -> new ArrayList<>())
                    .add(known);
        }
        return groups;
    }

    private void group(Key key, List<Known> members, Map<String, Integer> names) {
        FamilyDescriptor family = catalogue.family(key.family());
        FamilyDescriptor.Model plate =
                key.model() == null ? null : catalogue.model(key.family(), key.model());
        Power running = plate != null ? plate.power() : typicalPower(members);
        HashRate hashRate = plate != null ? plate.hashRate() : typicalRate(members);
        boolean whole =
                family != null
                        && running != null
                        && hashRate != null
                        && running.compareTo(family.standby()) > 0;
        String lead = whole ? "" : "# ";
        if (whole) {
            written += members.size();
        } else {
            commented += members.size();
            yaml.append(
                            "  # No nameplate is known for these, and they told no figures: put in running and")
                    .append(" hashrate, and take the # away.\n");
        }
        yaml.append("  ").append(lead).append("- group: ").append(name(key, names)).append('\n');
        line(lead, "family: " + key.family());
        line(lead, "model: " + quoted(key.model() == null ? "unknown" : key.model()));
        if (plate == null) {
            line(lead, "running: " + (running == null ? "" : running.watts() + " W"));
            line(
                    lead,
                    "hashrate: "
                            + (hashRate == null
                                    ? ""
                                    : hashRate.megahashesPerSecond() / 1_000 + " GH/s"));
        }
        line(lead, "addresses:");
        boolean usualPort = family != null && family.port() == key.port();
        addresses(lead, members, usualPort ? 0 : key.port());
    }

    private void line(String lead, String text) {
        yaml.append("  ").append(lead).append("  ").append(text).append('\n');
    }

    private void addresses(String lead, List<Known> members, int port) {
        List<String> spans =
                spans(members.stream().map(known -> known.sighting().host()).toList(), port);
        for (int from = 0; from < spans.size(); from += SPANS_PER_LINE) {
            List<String> part = spans.subList(from, Math.min(spans.size(), from + SPANS_PER_LINE));
            line(
                    lead,
                    (from == 0 ? "  [" : "   ")
                            + String.join(", ", part)
                            + (from + SPANS_PER_LINE >= spans.size() ? "]" : ","));
        }
    }

    /** Neighbouring addresses as ranges. */
    private static List<String> spans(List<String> hosts, int port) {
        long[] numbers = hosts.stream().mapToLong(AddressRange::numberOf).sorted().toArray();
        List<String> spans = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= numbers.length; i++) {
            if (i == numbers.length || numbers[i] != numbers[i - 1] + 1) {
                String first = AddressRange.dotted(numbers[from]);
                String last = i - 1 == from ? "" : "-" + AddressRange.dotted(numbers[i - 1]);
                spans.add("\"" + first + last + (port == 0 ? "" : ":" + port) + "\"");
                from = i;
            }
        }
        return spans;
    }

    private void unknown(List<Sighting> strangers) {
        if (strangers.isEmpty()) {
            return;
        }
        commented += strangers.size();
        yaml.append("  # Something answers at these, and no family knows it:\n");
        Map<String, List<String>> bySaid = new TreeMap<>();
        for (Sighting stranger : strangers) {
            String said = stranger.said().toString().replaceAll("\\p{Cntrl}", " ");
            bySaid.computeIfAbsent(said, _ -> new ArrayList<>()).add(stranger.host());
        }
        bySaid.forEach((said, hosts) ->
                spans(hosts, 0)
                        .forEach(span ->
                                yaml.append("  #   ")
                                        .append(span)
                                        .append("  ")
                                        .append(said)
                                        .append('\n')));
    }

    private static String name(Key key, Map<String, Integer> names) {
        String model = key.model() == null ? "unknown" : key.model();
        String short_ = model.replaceFirst("(?i)^antminer ", "").toLowerCase(Locale.ROOT);
        String plain = (key.family() + "-" + short_).replaceAll("[^a-z0-9]+", "-");
        String name = plain.replaceAll("^-+|-+$", "");
        name = name.length() > 48 ? name.substring(0, 48) : name;
        int again = names.merge(name, 1, Integer::sum);
        return again == 1 ? name : name + "-" + again;
    }

    private static String quoted(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\"\\\\]", "?");
        return '"' + plain + '"';
    }

    /** The one in the middle, so that a machine that is throttled or broken does not set the figure. */
    private static @Nullable Power typicalPower(List<Known> members) {
        List<Power> powers =
                members.stream().map(Known::running).filter(Objects::nonNull).sorted().toList();
        return powers.isEmpty() ? null : powers.get(powers.size() / 2);
    }

    private static @Nullable HashRate typicalRate(List<Known> members) {
        List<HashRate> rates =
                members.stream().map(Known::hashRate).filter(Objects::nonNull).sorted().toList();
        return rates.isEmpty() ? null : rates.get(rates.size() / 2);
    }

    private static final String TERMS =
            """

            mining:
              hashprice: 50 $/PH/s/day        # what the pool pays; put your own here
              pool-fee: 1 %
              power-usage-effectiveness: 1.03 # fans, pumps and losses: 3 % on top of the machines
              adders: 2 $/MWh                 # what energy costs beyond the market price
              hysteresis: 5 $/MWh
              min-off: 10 m
              min-on: 20 m

            program:
              name: Example program           # the terms you are paid by
              baseline: meter-before-meter-after
              baseline-window: 5 m
              interval: 1 m
              deliver-within: 30 s
              availability: 5 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            """;
}
