package org.trimtab.store.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Name;
import org.trimtab.resource.Site;
import org.trimtab.resource.Timing;
import org.trimtab.store.registry.Catalogue.FamilyFacts;
import org.trimtab.store.registry.Catalogue.ModelFacts;

/** Reads the {@code devices} list: each group becomes one device per address. */
final class DeviceGroups {
    private static final Duration MIN_OFF_USUAL = Duration.ofSeconds(30);
    private static final Duration MIN_ON_USUAL = Duration.ofSeconds(60);

    private static final int TAGS_MAX = 20;

    /** One a minute. */
    private static final int SLEEPS_PER_DAY_MAX = 1_440;

    /** Room left for the number behind a group's name. */
    private static final int GROUP_NAME_LENGTH_MAX = 56;

    private final Catalogue catalogue;
    private final Set<FeederId> feeders;
    private final Set<String> protectedTags;
    private final Path directory;
    private final Set<String> tags = new TreeSet<>();
    private final Set<String> groups = new HashSet<>();
    private final Map<Endpoint, DeviceId> owners = new HashMap<>();
    private final List<Device> devices = new ArrayList<>();
    private final Map<DeviceId, DeviceAccess> accesses = new LinkedHashMap<>();

    private DeviceGroups(
            Catalogue catalogue, Set<FeederId> feeders, Set<String> protectedTags, Path directory) {
        this.catalogue = catalogue;
        this.feeders = feeders;
        this.protectedTags = protectedTags;
        this.directory = directory;
    }

    /**
     * Reads every group of a site.
     *
     * @param directory where relative password files are looked for
     */
    static DeviceGroups read(
            Section root, Catalogue catalogue, Set<FeederId> feeders, Path directory) {
        Set<String> protectedTags =
                new LinkedHashSet<>(root.values("protected-tags", tag -> checked("tag", tag)));
        DeviceGroups groups = new DeviceGroups(catalogue, feeders, protectedTags, directory);
        root.sections("devices").forEach(groups::read);
        if (groups.devices.isEmpty()) {
            throw root.bad("devices", "at least one group of devices is needed");
        }
        for (String tag : protectedTags) {
            if (!groups.tags.contains(tag)) {
                throw root.bad(
                        "protected-tags",
                        "no device has the tag \""
                                + tag
                                + "\", so it protects nothing"
                                + Nearest.advice(tag, groups.tags));
            }
        }
        return groups;
    }

    /** The devices of every group read, in order. */
    List<Device> devices() {
        return devices;
    }

    /** How each device may be reached. */
    Map<DeviceId, DeviceAccess> accesses() {
        return accesses;
    }

    private void read(Section block) {
        block.only(
                "group",
                "family",
                "model",
                "addresses",
                "feeder",
                "exempt",
                "min-off",
                "min-on",
                "sleeps-per-day",
                "coldest",
                "hottest",
                "running",
                "hashrate",
                "standby",
                "points",
                "answers-within",
                "falls-within",
                "wakes-within",
                "login",
                "rack",
                "tags",
                "encryption",
                "ports");
        String group = block.value("group", this::newGroup);
        Device pattern = pattern(block);
        DeviceAccess access = DeviceLogins.access(block, group, pattern.family(), directory);
        int number = 0;
        for (AddressRange range : ranges(block)) {
            for (long i = 0; i < range.size(); i++) {
                number++;
                DeviceId id = new DeviceId(String.format(Locale.ROOT, "%s-%04d", group, number));
                Endpoint endpoint = range.endpoint(i, pattern.endpoint().port());
                claim(block, endpoint, id);
                devices.add(placed(pattern, id, endpoint));
                accesses.put(id, access);
            }
        }
    }

    private String newGroup(String name) {
        Name.check("group", name);
        if (name.length() > GROUP_NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is longer than " + GROUP_NAME_LENGTH_MAX + " characters");
        }
        if (!groups.add(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" names a group above already; give this one another name");
        }
        return name;
    }

    private List<AddressRange> ranges(Section block) {
        List<AddressRange> ranges = block.values("addresses", AddressRange::parse);
        if (ranges.isEmpty()) {
            throw block.bad("addresses", "at least one address is needed");
        }
        long wanted = devices.size();
        for (AddressRange range : ranges) {
            wanted += range.size();
            if (wanted > Site.DEVICES_MAX) {
                throw block.bad(
                        "addresses",
                        String.format(
                                Locale.ROOT,
                                "with \"%s\" the site has %,d devices; one site holds at most %,d",
                                range.text(),
                                wanted,
                                Site.DEVICES_MAX));
            }
        }
        return ranges;
    }

    private void claim(Section block, Endpoint endpoint, DeviceId id) {
        DeviceId owner = owners.putIfAbsent(endpoint, id);
        if (owner != null) {
            throw block.bad(
                    "addresses", endpoint + " is given twice: to " + owner + " and to " + id);
        }
    }

    /** A device of the group; only its id and host are not yet right. */
    private Device pattern(Section block) {
        FamilyFacts family = block.value("family", this::familyOf);
        Power running = block.find("running", Parsers::powerAboveZero);
        HashRate hashRate = block.find("hashrate", Parsers::hashRate);
        ModelFacts model = null;
        if (running == null || hashRate == null) {
            model = block.value("model", name -> modelOf(family, name));
        }
        String name = block.text("model");
        Power full = running != null ? running : require(model).running();
        Power standby = block.value("standby", Parsers::powerNotNegative, family.standby());
        if (full.compareTo(standby) <= 0) {
            String key = block.has("running") ? "running" : "standby";
            throw block.bad(
                    key, "running power " + full + " must lie above standby power " + standby);
        }
        HashRate most = hashRate != null ? hashRate : require(model).hashRate();
        Labels labels = labels(block);
        tags.addAll(labels.tags());
        return new Device(
                new DeviceId("pattern"),
                block.text("family"),
                name,
                new Endpoint("0.0.0.0", family.port()),
                block.find("feeder", this::feederOf),
                full,
                standby,
                most,
                envelope(block, labels),
                timing(block, family.timing()),
                family.capabilities(),
                labels,
                OperatingPoints.read(block, family, full, standby, most));
    }

    /** A protected tag exempts whatever else the group says. */
    private Envelope envelope(Section block, Labels labels) {
        Temperature coldest = block.find("coldest", Parsers::temperature);
        Temperature hottest = block.find("hottest", Parsers::temperature);
        if (coldest != null && hottest != null && coldest.compareTo(hottest) >= 0) {
            throw block.bad("coldest", coldest + " must lie below hottest, " + hottest);
        }
        boolean exempt = block.value("exempt", Parsers::yesOrNo, false);
        return new Envelope(
                block.value("min-off", QuantityFormat::parseDuration, MIN_OFF_USUAL),
                block.value("min-on", QuantityFormat::parseDuration, MIN_ON_USUAL),
                exempt || !Collections.disjoint(labels.tags(), protectedTags),
                block.value(
                        "sleeps-per-day",
                        Parsers.whole(1, SLEEPS_PER_DAY_MAX),
                        Envelope.SLEEPS_PER_DAY),
                coldest,
                hottest);
    }

    /** What was measured on the site's own machines goes before what the family is said to need. */
    private static Timing timing(Section block, Timing usual) {
        return new Timing(
                block.value("answers-within", QuantityFormat::parseDuration, usual.answersWithin()),
                block.value("falls-within", QuantityFormat::parseDuration, usual.fallsWithin()),
                block.value("wakes-within", QuantityFormat::parseDuration, usual.wakesWithin()));
    }

    private static Device placed(Device pattern, DeviceId id, Endpoint endpoint) {
        return new Device(
                id,
                pattern.family(),
                pattern.model(),
                endpoint,
                pattern.feeder(),
                pattern.running(),
                pattern.standby(),
                pattern.hashRate(),
                pattern.envelope(),
                pattern.timing(),
                pattern.capabilities(),
                pattern.labels(),
                pattern.curve());
    }

    private static Labels labels(Section block) {
        String rack = block.find("rack", name -> checked("rack", name));
        List<String> tags = block.values("tags", name -> checked("tag", name));
        Set<String> unique = new HashSet<>();
        for (String tag : tags) {
            if (!unique.add(tag)) {
                throw block.bad("tags", "\"" + tag + "\" is given twice");
            }
        }
        if (unique.size() > TAGS_MAX) {
            throw block.bad("tags", unique.size() + " tags; at most " + TAGS_MAX + " are kept");
        }
        return rack == null && unique.isEmpty() ? Labels.NONE : new Labels(rack, unique);
    }

    private static String checked(String what, String name) {
        Name.check(what, name);
        return name;
    }

    private FamilyFacts familyOf(String name) {
        FamilyFacts family = catalogue.family(name);
        if (family == null) {
            throw new IllegalArgumentException(
                    "unknown family" + Nearest.advice(name, catalogue.families()));
        }
        return family;
    }

    private static ModelFacts modelOf(FamilyFacts family, String name) {
        ModelFacts model = family.model(name);
        if (model == null) {
            throw new IllegalArgumentException(
                    "unknown model"
                            + Nearest.advice(name, family.modelNames())
                            + ". For any other give running and hashrate");
        }
        return model;
    }

    private FeederId feederOf(String name) {
        return SiteFile.knownFeeder(name, feeders);
    }

    private static ModelFacts require(@Nullable ModelFacts model) {
        if (model == null) {
            throw new IllegalStateException(
                    "a model is looked up whenever its nameplate is needed");
        }
        return model;
    }
}
