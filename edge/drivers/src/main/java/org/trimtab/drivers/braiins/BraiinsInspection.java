package org.trimtab.drivers.braiins;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.braiins.BraiinsProtocol.Configuration;
import org.trimtab.drivers.braiins.BraiinsProtocol.Details;
import org.trimtab.drivers.braiins.BraiinsProtocol.Point;
import org.trimtab.drivers.braiins.BraiinsProtocol.Targets;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import tools.jackson.databind.JsonNode;

/** Reads a device with its pools, and by its REST interface how it is set, its limits and its efficiency profile. */
final class BraiinsInspection implements Conversation<Inspection> {
    private static final List<String> PAGES =
            List.of(
                    BraiinsProtocol.CONFIGURATION,
                    BraiinsProtocol.CONSTRAINTS,
                    BraiinsProtocol.EFFICIENCY);

    private final Device device;
    private final BraiinsRest rest;
    private final RestTalk talk;
    private final FamilyDescriptor family;
    private final BraiinsPoll poll;
    private @Nullable DeviceReport report;
    private int page;
    private @Nullable Configuration configuration;
    private @Nullable Targets targets;
    private List<Point> points = List.of();

    BraiinsInspection(
            Device device,
            BraiinsRest rest,
            RestTalk talk,
            FamilyDescriptor family,
            BraiinsPoll poll) {
        this.device = device;
        this.rest = rest;
        this.talk = talk;
        this.family = family;
        this.poll = poll;
    }

    @Override
    public Turn<Inspection> open() {
        return polled(poll.open());
    }

    @Override
    public Turn<Inspection> next(Reply reply) {
        DeviceReport polled = report;
        if (polled == null) {
            return polled(poll.next(reply));
        }
        switch (talk.result(reply)) {
            case RestTalk.Result.Again again -> {
                return new Turn.Ask<>(again.exchange());
            }
            case RestTalk.Result.Got got -> got(got.json());
            default -> {}
        }
        page++;
        return page(polled);
    }

    private Turn<Inspection> polled(Turn<DeviceReport> turn) {
        return switch (turn) {
            case Turn.Ask<DeviceReport> ask -> new Turn.Ask<>(ask.exchange());
            case Turn.Done<DeviceReport> done -> {
                report = done.result();
                yield done.result().reading() == null || poll.withoutRest() != null
                        ? new Turn.Done<>(inspection(done.result()))
                        : page(done.result());
            }
        };
    }

    private Turn<Inspection> page(DeviceReport polled) {
        return page < PAGES.size()
                ? new Turn.Ask<>(talk.ask(BraiinsProtocol.get(PAGES.get(page), rest.within())))
                : new Turn.Done<>(inspection(polled));
    }

    private void got(@Nullable JsonNode json) {
        switch (page) {
            case 0 -> configuration = BraiinsProtocol.configuration(json);
            case 1 -> targets = BraiinsProtocol.targets(json);
            default -> points = BraiinsProtocol.efficiency(json);
        }
    }

    private Inspection inspection(DeviceReport polled) {
        Configuration read = configuration;
        boolean cap = targets != null && read != null && read.powerTargetWatts() != null;
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(family.capabilities());
        if (!cap) {
            capabilities.remove(Capability.CAP);
        }
        return new Inspection(
                identity(), polled, capabilities, settings(polled), curve(), findings(polled, cap));
    }

    private @Nullable Identity identity() {
        Details details = poll.details();
        if (details == null) {
            return report != null && report.reading() != null
                    ? new Identity(BraiinsDriver.FAMILY, null, null, null, null)
                    : null;
        }
        String model = BraiinsMapping.model(details.model());
        boolean antminer = model != null && model.toLowerCase(Locale.ROOT).startsWith("antminer");
        return new Identity(
                BraiinsDriver.FAMILY,
                antminer ? "Bitmain" : null,
                model,
                details.firmware(),
                details.serial());
    }

    private SortedMap<String, String> settings(DeviceReport polled) {
        SortedMap<String, String> settings = new TreeMap<>();
        put(settings, "pools_sha256", polled.poolsDigest());
        Configuration read = configuration;
        if (read != null) {
            put(settings, "power_target_w", read.powerTargetWatts());
            put(settings, "dps", read.scaling() == null ? null : read.scaling() ? "on" : "off");
            put(settings, "ramp_up_s", read.ramping().upSeconds());
            put(settings, "ramp_down_s", read.ramping().downSeconds());
            put(settings, "fan", read.fan());
        }
        return settings;
    }

    private static void put(SortedMap<String, String> into, String key, @Nullable Object value) {
        if (value != null) {
            into.put(key, value.toString());
        }
    }

    private @Nullable PowerCurve curve() {
        List<PowerCurve.Level> levels = new ArrayList<>();
        for (Point point : points) {
            levels.add(
                    new PowerCurve.Level(
                            point.targetWatts() + " W",
                            Power.ofWatts(point.watts()),
                            new HashRate(point.megahashesPerSecond())));
        }
        if (!levels.isEmpty()) {
            return new PowerCurve(levels, PowerCurve.Origin.EFFICIENCY_TABLE);
        }
        Targets limits = targets;
        if (limits == null || limits.leastWatts() == 0) {
            return null;
        }
        for (long target : new long[] {limits.leastWatts(), limits.mostWatts()}) {
            levels.add(
                    new PowerCurve.Level(
                            target + " W",
                            Power.ofWatts(rest.powerAt(target)),
                            new HashRate(
                                    device.hashRate().megahashesPerSecond()
                                            / device.running().watts()
                                            * target)));
        }
        return new PowerCurve(levels, PowerCurve.Origin.LIMITS);
    }

    private List<Finding> findings(DeviceReport polled, boolean cap) {
        List<Finding> findings = new ArrayList<>();
        String without = poll.withoutRest();
        if (polled.reading() == null) {
            findings.add(
                    Finding.fault(
                            "it cannot be read: " + polled.detail(),
                            "see that it is up, and that its ports and its login are right"));
            return findings;
        }
        if (without != null) {
            findings.add(
                    Finding.warning(
                            "its REST interface cannot be used: " + without,
                            "for caps and quick ramping, use firmware 25.07 or later, open its"
                                    + " web port to this machine and give its login"));
        } else if (!cap) {
            findings.add(
                    Finding.warning(
                            "it cannot be held at a lower power: its tuner holds no power target",
                            "set its tuner to a power target"));
        }
        if (without == null && asDelivered()) {
            findings.add(
                    Finding.warning(
                            "it takes the password it was delivered with",
                            "give it one of its own, and put that into the site file"));
        }
        findings.add(
                Finding.note("it reckons its power from its settings and does not measure it"));
        return findings;
    }

    private boolean asDelivered() {
        Credentials used = rest.access(device).or(BraiinsRest.AS_DELIVERED);
        return used.equals(BraiinsRest.AS_DELIVERED);
    }
}
