package org.trimtab.store.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchId;
import org.trimtab.resource.SwitchLine;

/** Reads the {@code switches} list. Nothing in it is ever moved unless it says {@code enabled: true}. */
final class SwitchBlocks {
    private static final int SWITCHES_MAX = 1_000;
    private static final List<String> KINDS = List.of("modbus-coil", "snmp-outlet");
    private static final List<String> COMMON =
            List.of(
                    "id",
                    "kind",
                    "address",
                    "feeder",
                    "devices",
                    "min-off",
                    "min-on",
                    "operations-per-day",
                    "enabled",
                    "sheds-live");

    private final Set<FeederId> feeders;
    private final Set<DeviceId> devices;
    private final Path directory;
    private final List<Switch> switches = new ArrayList<>();
    private final Map<SwitchId, LoginRef> logins = new LinkedHashMap<>();
    private final Set<SwitchId> seen = new HashSet<>();

    private SwitchBlocks(Set<FeederId> feeders, List<Device> devices, Path directory) {
        this.feeders = feeders;
        this.devices = devices.stream().map(Device::id).collect(Collectors.toSet());
        this.directory = directory;
    }

    /**
     * Reads the switches of a site.
     *
     * @param directory where relative password files are looked for
     */
    static SiteSwitches read(
            Section root, Set<FeederId> feeders, List<Device> devices, Path directory) {
        SwitchBlocks blocks = new SwitchBlocks(feeders, devices, directory);
        List<Section> sections = root.sections("switches");
        if (sections.size() > SWITCHES_MAX) {
            throw root.bad(
                    "switches",
                    sections.size() + " switches; one site holds at most " + SWITCHES_MAX);
        }
        sections.forEach(blocks::read);
        return new SiteSwitches(blocks.switches, blocks.logins);
    }

    private void read(Section block) {
        SwitchId id = block.value("id", SwitchId::new);
        if (!seen.add(id)) {
            throw block.bad("id", "switch " + id + " is given twice");
        }
        SwitchLine line = line(block, id);
        if (block.has("feeder") == block.has("devices")) {
            throw block.bad("id", "give either the feeder it switches or the devices behind it");
        }
        List<DeviceId> behind =
                block.has("devices") ? block.values("devices", this::knownDevice) : List.of();
        FeederId feeder = block.find("feeder", name -> SiteFile.knownFeeder(name, feeders));
        if (feeder == null && behind.isEmpty()) {
            throw block.bad("devices", "at least one device is needed");
        }
        switches.add(
                new Switch(
                        id,
                        line,
                        block.value("address", text -> endpoint(text, line.usualPort())),
                        feeder,
                        new LinkedHashSet<>(behind),
                        rules(block)));
    }

    private static Switch.Rules rules(Section block) {
        Switch.Rules usual = Switch.Rules.OFF;
        return new Switch.Rules(
                block.value("min-off", QuantityFormat::parseDuration, usual.minOff()),
                block.value("min-on", QuantityFormat::parseDuration, usual.minOn()),
                block.value(
                        "operations-per-day",
                        Parsers.whole(1, Switch.OPERATIONS_PER_DAY_MAX),
                        usual.operationsPerDayMax()),
                block.value("enabled", Parsers::yesOrNo, false),
                block.value("sheds-live", Parsers::yesOrNo, false));
    }

    private SwitchLine line(Section block, SwitchId id) {
        if (block.value("kind", SwitchBlocks::kind).equals("modbus-coil")) {
            only(block, "unit", "coil", "contact", "closed-when");
            return new SwitchLine.ModbusCoil(
                    block.value("unit", Parsers.whole(1, 247)),
                    block.value("coil", Parsers.whole(0, 65_535)),
                    block.find("contact", Parsers.whole(0, 65_535)),
                    block.value("closed-when", SwitchBlocks::setOrClear, true));
        }
        only(block, "control", "status", "closed-value", "open-value", "login");
        String control = block.text("control");
        SwitchLine line =
                block.value(
                        "control",
                        oid ->
                                new SwitchLine.SnmpOutlet(
                                        oid,
                                        block.text("status", control),
                                        block.value("closed-value", Parsers.whole(0, 255)),
                                        block.value("open-value", Parsers.whole(0, 255))));
        LoginRef login = login(block.findSection("login"));
        if (login != null) {
            logins.put(id, login);
        }
        return line;
    }

    private static void only(Section block, String... own) {
        List<String> keys = new ArrayList<>(COMMON);
        keys.addAll(List.of(own));
        block.only(keys.toArray(String[]::new));
    }

    /** With a user it is SNMP version 3, without one the secret is the community of version 2c. */
    private @Nullable LoginRef login(@Nullable Section block) {
        if (block == null) {
            return null;
        }
        block.only("user", "password-env", "password-file");
        if (block.has("password-env") == block.has("password-file")) {
            throw block.bad(
                    block.has("password-env") ? "password-env" : "user",
                    "give either password-env: NAME or password-file: PATH");
        }
        String user = block.text("user", "");
        return block.has("password-env")
                ? new LoginRef(
                        user,
                        new LoginRef.FromEnvironment(
                                block.value("password-env", SwitchBlocks::variable)))
                : new LoginRef(
                        user,
                        new LoginRef.FromFile(
                                block.value("password-file", (String p) -> directory.resolve(p))));
    }

    private static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) {
            throw Parsers.bad(name, "the name of an environment variable, such as SITE_PW");
        }
        return name;
    }

    private static String kind(String kind) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("unknown kind" + Nearest.advice(kind, KINDS));
        }
        return kind;
    }

    private static boolean setOrClear(String text) {
        return switch (text) {
            case "set" -> true;
            case "clear" -> false;
            default -> throw Parsers.bad(text, "set or clear");
        };
    }

    private DeviceId knownDevice(String name) {
        DeviceId id = new DeviceId(name);
        if (!devices.contains(id)) {
            throw new IllegalArgumentException(
                    "there is no device \"" + name + "\"; list it under devices");
        }
        return id;
    }

    private static Endpoint endpoint(String text, int usualPort) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Endpoint(text, usualPort);
        }
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || text.indexOf(':') != colon) {
            throw Parsers.bad(text, "host:port, such as \"10.0.0.5:502\"");
        }
        return new Endpoint(text.substring(0, colon), Integer.parseInt(port));
    }
}
