package org.trimtab.virtual;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.FleetSpec.Addressing;
import org.trimtab.virtual.FleetSpec.MeterPlace;
import org.trimtab.virtual.FleetSpec.SwitchPlace;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Habits;
import org.trimtab.virtual.machine.Machine.Traits;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Manners.Login;
import org.trimtab.virtual.machine.Physics;
import org.trimtab.virtual.machine.Span;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.meter.MeterSpec;

/** Reads a fleet from {@code fleet.yaml}. */
final class FleetFile {
    private final Section root;

    private FleetFile(Section root) {
        this.root = root;
    }

    static FleetSpec read(Path file) {
        return new FleetFile(Document.read(file)).spec();
    }

    static FleetSpec parse(String name, String text) {
        return new FleetFile(Document.parse(name, text)).spec();
    }

    private FleetSpec spec() {
        long seed = root.value("seed", FleetFile::wholeNumber, 0L);
        Addressing addressing = root.value("addressing", FleetFile::addressing, Addressing.AUTO);
        MeterPlace meter = meter();
        SwitchPlace switches = switches();
        List<FleetGroup> groups = new ArrayList<>();
        for (Section section : root.sections("groups")) {
            groups.add(group(section));
        }
        Faults faults = faults(groups.stream().map(FleetGroup::family).collect(Collectors.toSet()));
        root.done();
        FleetSpec spec;
        try {
            spec = new FleetSpec(seed, addressing, faults, groups, meter);
        } catch (IllegalArgumentException e) {
            throw root.bad("groups", said(e));
        }
        try {
            return switches == null ? spec : spec.withSwitches(switches);
        } catch (IllegalArgumentException e) {
            throw root.bad("switches", said(e));
        }
    }

    private Faults faults(Set<Family> families) {
        Share spread = root.find("faults-share", QuantityFormat::parseShare);
        Section section = root.findSection("faults");
        if (section == null) {
            return spread == null ? Faults.NONE : Faults.spread(spread, families);
        }
        if (spread != null) {
            throw root.bad("faults-share", "give either this or \"faults\", not both");
        }
        Map<Fault, Share> shares = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            Share share = section.find(fault.text(), QuantityFormat::parseShare);
            if (share != null) {
                shares.put(fault, share);
            }
        }
        section.done();
        try {
            return new Faults(shares);
        } catch (IllegalArgumentException e) {
            throw root.bad("faults", said(e));
        }
    }

    private @Nullable MeterPlace meter() {
        Section section = root.findSection("meter");
        if (section == null) {
            return null;
        }
        MeterSpec usual = MeterSpec.USUAL;
        MeterPlace place =
                new MeterPlace(
                        new MeterSpec(
                                section.value("unit", FleetFile::unit, usual.unit()),
                                section.value(
                                        "base-load", QuantityFormat::parsePower, usual.baseLoad()),
                                section.value(
                                        "cooling", QuantityFormat::parseShare, usual.cooling()),
                                section.value(
                                        "cooling-lag",
                                        QuantityFormat::parseDuration,
                                        usual.coolingLag()),
                                section.value("noise", QuantityFormat::parseShare, usual.noise())),
                        section.value(
                                "address", FleetFile::endpoint, new Endpoint("127.0.0.1", 1502)));
        section.done();
        return place;
    }

    private @Nullable SwitchPlace switches() {
        Section section = root.findSection("switches");
        if (section == null) {
            return null;
        }
        Endpoint coils =
                section.value("coils", FleetFile::endpoint, new Endpoint("127.0.0.1", 1503));
        Endpoint outlets =
                section.value("outlets", FleetFile::endpoint, new Endpoint("127.0.0.1", 1161));
        String community = section.text("community", "private");
        List<Set<String>> behind = new ArrayList<>();
        for (Section breaker : section.sections("breakers")) {
            behind.add(new LinkedHashSet<>(breaker.values("behind", text -> text)));
            breaker.done();
        }
        section.done();
        try {
            return new SwitchPlace(coils, outlets, community, behind);
        } catch (IllegalArgumentException e) {
            throw section.bad("breakers", said(e));
        }
    }

    private static FleetGroup group(Section section) {
        String name = section.text("group");
        Family family = section.value("family", Family::parse);
        Firmware firmware =
                section.value(
                        "firmware", text -> Firmware.parse(family, text), Firmware.oldest(family));
        String model = section.text("model");
        Placement placement = placement(section, family);
        Traits traits =
                new Traits(
                        physics(section, family, model),
                        manners(section, family),
                        section.value("work-mode", WorkMode::parse, WorkMode.NORMAL));
        section.done();
        try {
            return new FleetGroup(name, firmware, model, placement, traits);
        } catch (IllegalArgumentException e) {
            throw section.bad("group", said(e));
        }
    }

    private static Placement placement(Section section, Family family) {
        int count = section.value("count", text -> (int) wholeNumber(text));
        String first = section.text("first");
        int port = section.value("port", text -> (int) wholeNumber(text), family.port());
        Map<Integer, Integer> others = otherPorts(section);
        try {
            return new Placement(count, first, port, others);
        } catch (IllegalArgumentException e) {
            throw section.bad("first", said(e));
        }
    }

    /** Further ports by the maker's number, such as {@code 80: 8081}. */
    private static Map<Integer, Integer> otherPorts(Section section) {
        Section ports = section.findSection("ports");
        Map<Integer, Integer> others = new HashMap<>();
        if (ports != null) {
            for (String maker : ports.keys()) {
                int used = ports.value(maker, text -> (int) wholeNumber(text));
                try {
                    others.put((int) wholeNumber(maker), used);
                } catch (IllegalArgumentException e) {
                    throw ports.bad(maker, said(e));
                }
            }
            ports.done();
        }
        return others;
    }

    private static Physics physics(Section section, Family family, String model) {
        Power running = section.find("running", QuantityFormat::parsePower);
        HashRate hashRate = section.find("hashrate", QuantityFormat::parseHashRate);
        VirtualModel plate =
                running != null && hashRate != null
                        ? new VirtualModel(model, running, hashRate)
                        : section.value("model", VirtualModel::require);
        Physics usual =
                Physics.of(
                        family,
                        running == null ? plate.running() : running,
                        hashRate == null ? plate.hashRate() : hashRate);
        try {
            return new Physics(
                    usual.running(),
                    usual.hashRate(),
                    section.value("standby", QuantityFormat::parsePower, usual.standby()),
                    errors(section, usual.errors()),
                    times(section, usual.times()));
        } catch (IllegalArgumentException e) {
            throw section.bad("running", said(e));
        }
    }

    private static Physics.Errors errors(Section section, Physics.Errors usual) {
        return new Physics.Errors(
                section.value("spread", QuantityFormat::parseShare, usual.unit()),
                section.value("noise", QuantityFormat::parseShare, usual.noise()),
                section.value("report-error", QuantityFormat::parseShare, usual.report()));
    }

    private static Physics.Times times(Section section, Physics.Times usual) {
        return new Physics.Times(
                duration(section, "ramp-down", usual.rampDown()),
                duration(section, "boot", usual.boot()),
                duration(section, "ramp-up", usual.rampUp()));
    }

    private static Manners manners(Section section, Family family) {
        Manners usual = Manners.of(family);
        return new Manners(
                span(section, "think", usual.reading()),
                span(section, "command", usual.command()),
                duration(section, "restart", usual.restart()),
                duration(section, "clock-skew", usual.clockSkewMost()),
                login(section, family),
                habits(section, usual.habits()));
    }

    private static Habits habits(Section section, Habits usual) {
        return new Habits(
                duration(section, "clock-window", usual.clockWindow()),
                duration(section, "retune", usual.retune()),
                duration(section, "regain-after", usual.regainAfter()),
                duration(section, "regain", usual.regain()));
    }

    private static Span span(Section section, String key, Span usual) {
        try {
            return new Span(
                    duration(section, key + "-least", usual.least()),
                    duration(section, key + "-most", usual.most()));
        } catch (IllegalArgumentException e) {
            throw section.bad(key + "-least", said(e));
        }
    }

    private static Login login(Section section, Family family) {
        Section login = section.findSection("login");
        if (login == null) {
            return Login.of(family);
        }
        Login read = new Login(login.text("user"), login.text("password"));
        login.done();
        return read;
    }

    private static Duration duration(Section section, String key, Duration usual) {
        return section.value(key, QuantityFormat::parseDuration, usual);
    }

    private static long wholeNumber(String text) {
        if (!text.strip().matches("-?\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a whole number of at most 9 digits");
        }
        return Long.parseLong(text.strip());
    }

    private static int unit(String text) {
        int unit = (int) wholeNumber(text);
        if (unit < 1 || unit > 247) {
            throw new IllegalArgumentException("\"" + text + "\" is not a Modbus unit, 1 to 247");
        }
        return unit;
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an address and port such as 127.0.0.1:1502");
        }
        return new Endpoint(text.substring(0, colon), (int) wholeNumber(text.substring(colon + 1)));
    }

    private static Addressing addressing(String text) {
        return Arrays.stream(Addressing.values())
                .filter(kind -> nameOf(kind).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\""
                                        + text
                                        + "\" is not one of auto, loopback-network,"
                                        + " port-per-device"));
    }

    private static String nameOf(Addressing kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
