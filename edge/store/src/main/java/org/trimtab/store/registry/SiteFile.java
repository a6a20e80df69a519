package org.trimtab.store.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.ProgramBook;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.SiteLimits;

/** Reads {@code site.yaml}. Whatever is wrong in it is told with line, key and the allowed form. */
public final class SiteFile {
    private static final List<String> METER_KINDS = List.of("sunspec");
    private static final int MODBUS_PORT = 502;
    private static final Duration METER_EVERY_MIN = Duration.ofMillis(50);

    private SiteFile() {}

    /**
     * A site file, read.
     *
     * @param definition what the engine knows of the site
     * @param accesses how each device may be reached; passwords are not in it
     * @param switches breakers and outlets; none unless the file lists them
     */
    public record Loaded(
            SiteDefinition definition,
            Map<DeviceId, DeviceAccess> accesses,
            SiteSwitches switches) {
        public Loaded {
            accesses = Map.copyOf(accesses);
        }
    }

    /**
     * Reads a site file. Relative password files are looked for beside it.
     *
     * @throws BadDocument when anything in it is wrong
     */
    public static Loaded read(Path file, Catalogue catalogue) {
        Path directory = file.toAbsolutePath().getParent();
        return site(Document.read(file), catalogue, directory == null ? Path.of("") : directory);
    }

    /**
     * Reads the text of a site file. Relative password files are looked for in the working directory.
     *
     * @param name how messages call it
     * @throws BadDocument when anything in it is wrong
     */
    public static Loaded parse(String name, String text, Catalogue catalogue) {
        return site(Document.parse(name, text), catalogue, Path.of(""));
    }

    private static Loaded site(Section root, Catalogue catalogue, Path directory) {
        root.only(
                "site",
                "meters",
                "feeders",
                "limits",
                "devices",
                "protected-tags",
                "switches",
                "mining",
                "program",
                "programs",
                "frequency",
                "openadr", // read by the room that speaks it
                "prices", // likewise
                "policy");
        SiteId id = root.value("site", SiteId::new);
        List<Feeder> feeders = FeederBlocks.read(root);
        Set<FeederId> feederIds = new LinkedHashSet<>(feeders.stream().map(Feeder::id).toList());
        List<Meter> meters = meters(root, feederIds);
        DeviceGroups groups = DeviceGroups.read(root, catalogue, feederIds, directory);
        DispatchPolicy policy = TermsBlocks.policy(root.findSection("policy"));
        checkStaleness(root, meters, policy);
        SiteLimits limits = TermsBlocks.limits(root.findSection("limits"));
        ProgramBook programs = ProgramBlocks.read(root);
        SiteDefinition definition =
                new SiteDefinition(
                        new Site(id, meters, feeders, groups.devices(), limits),
                        TermsBlocks.mining(root.section("mining")),
                        TermsBlocks.program(root.section("program")),
                        policy,
                        programs,
                        FrequencyBlock.read(root.findSection("frequency"), programs, meters));
        return new Loaded(
                definition,
                groups.accesses(),
                SwitchBlocks.read(root, feederIds, groups.devices(), directory));
    }

    private static List<Meter> meters(Section root, Set<FeederId> feeders) {
        List<Meter> meters = new ArrayList<>();
        Set<MeterId> seen = new HashSet<>();
        boolean settles = false;
        for (Section block : root.sections("meters")) {
            block.only("id", "kind", "address", "unit", "every", "feeder");
            Meter meter =
                    new Meter(
                            block.value("id", MeterId::new),
                            block.value("kind", SiteFile::meterKind),
                            block.value("address", SiteFile::meterEndpoint),
                            block.value("unit", Parsers.whole(1, 247)),
                            block.value("every", SiteFile::meterEvery),
                            block.find("feeder", name -> knownFeeder(name, feeders)));
            if (!seen.add(meter.id())) {
                throw block.bad("id", "meter " + meter.id() + " is given twice");
            }
            if (meter.feeder() == null && settles) {
                throw block.bad(
                        "id",
                        "a meter without feeder is the one the grid settles on, and there is one"
                                + " above; give this one a feeder");
            }
            settles |= meter.feeder() == null;
            meters.add(meter);
        }
        if (!settles) {
            throw root.bad(
                    "meters", "one meter without feeder is needed: the one the grid settles on");
        }
        return meters;
    }

    private static void checkStaleness(Section root, List<Meter> meters, DispatchPolicy policy) {
        for (Meter meter : meters) {
            if (meter.feeder() == null && meter.every().compareTo(policy.meterStaleAfter()) >= 0) {
                throw root.bad(
                        "meters",
                        "meter "
                                + meter.id()
                                + " is read every "
                                + meter.every().toMillis()
                                + " ms, but its reading is stale after "
                                + policy.meterStaleAfter().toMillis()
                                + " ms; read it more often, or raise policy.meter-stale-after");
            }
        }
    }

    static FeederId knownFeeder(String name, Set<FeederId> feeders) {
        FeederId id = new FeederId(name);
        if (!feeders.contains(id)) {
            List<String> known = feeders.stream().map(FeederId::value).toList();
            throw new IllegalArgumentException(
                    "there is no feeder \""
                            + name
                            + "\""
                            + (known.isEmpty()
                                    ? "; list it under feeders"
                                    : Nearest.advice(name, known)));
        }
        return id;
    }

    private static String meterKind(String kind) {
        if (!METER_KINDS.contains(kind)) {
            throw new IllegalArgumentException("unknown kind" + Nearest.advice(kind, METER_KINDS));
        }
        return kind;
    }

    private static Duration meterEvery(String text) {
        Duration every = Parsers.stretch(text);
        if (every.compareTo(METER_EVERY_MIN) < 0) {
            throw Parsers.bad(text, "at least " + METER_EVERY_MIN.toMillis() + " ms");
        }
        return every;
    }

    private static Endpoint meterEndpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Endpoint(text, MODBUS_PORT);
        }
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || text.indexOf(':') != colon) {
            throw Parsers.bad(text, "host:port, such as \"10.0.0.5:502\"");
        }
        return new Endpoint(text.substring(0, colon), Integer.parseInt(port));
    }
}
