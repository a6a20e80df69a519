package org.trimtab.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.documents.Nearest;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.scout.Questionnaire;
import org.trimtab.drivers.scout.ScoutLimits;
import org.trimtab.drivers.scout.Scouting;
import org.trimtab.drivers.scout.Sighting;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.live.Accesses;
import org.trimtab.live.SiteClock;
import org.trimtab.live.SiteFiles;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.store.registry.SiteFile;

/** Examines one address: who is there, what it can do, how it is set, and what is wrong. Changes nothing. */
public final class Doctor {
    private static final Duration DONE_WITHIN = Duration.ofSeconds(120);

    private final DriverCatalogue catalogue = DriverCatalogue.shipped();
    private final @Nullable FleetPlace place;
    private final Map<Integer, Integer> ports;

    /**
     * A doctor.
     *
     * @param place the site whose file may know the device; null without one
     * @param ports other ports than the usual ones, by the usual one
     */
    public Doctor(@Nullable FleetPlace place, Map<Integer, Integer> ports) {
        this.place = place;
        this.ports = Map.copyOf(ports);
    }

    /**
     * What was found out.
     *
     * @param endpoint where it was looked
     * @param listed the device as the site file has it; null when it has none there
     * @param identity who it says it is; null when that could not be told
     * @param family what is known of its family; null when it is of none we know
     * @param inspection what it told; null when it was not asked
     * @param findings what its owner should know, the gravest first
     */
    public record Diagnosis(
            String endpoint,
            @Nullable Device listed,
            @Nullable Identity identity,
            @Nullable FamilyDescriptor family,
            @Nullable Inspection inspection,
            List<Finding> findings) {
        public Diagnosis {
            findings =
                    findings.stream().sorted((a, b) -> b.weight().compareTo(a.weight())).toList();
        }

        /** True when it cannot be used like this. */
        public boolean isIll() {
            return findings.stream().anyMatch(finding -> finding.weight() == Finding.Weight.FAULT);
        }
    }

    /**
     * Examines an address.
     *
     * @param address an IPv4 address, with or without a port
     * @param familyName the family it is believed to be of; null to find out
     */
    public Diagnosis examine(String address, @Nullable String familyName) {
        FamilyDescriptor told = familyName == null ? null : family(familyName);
        int colon = address.indexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        int port = colon < 0 ? 0 : port(address, colon);
        SiteFile.Loaded site = place == null ? null : SiteFiles.load(place.siteFile(), catalogue);
        Device listed = site == null ? null : listed(site, host, port);
        Function<DeviceId, Access> accesses =
                site == null || place == null
                        ? _ -> Access.AS_DELIVERED
                        : new Accesses(place.vault(), System::getenv).of(site);
        SiteClock clock = new SiteClock();
        Map<String, Driver> drivers =
                catalogue.drivers(new Surroundings(Scan.Forgetful.INSTANCE, accesses, clock));
        try (DeviceLoop loop = DeviceLoop.open()) {
            Sighting sighting = sighted(loop, drivers, host, port, listed);
            return diagnosis(new Case(host, port, listed, told, sighting), drivers, loop);
        }
    }

    private record Case(
            String host,
            int port,
            @Nullable Device listed,
            @Nullable FamilyDescriptor told,
            @Nullable Sighting sighting) {
        String where() {
            return port == 0 ? host : host + ":" + port;
        }
    }

    private Diagnosis diagnosis(Case sick, Map<String, Driver> drivers, DeviceLoop loop) {
        List<Finding> findings = new ArrayList<>();
        Sighting sighting = sick.sighting();
        Identity identity = sighting == null ? null : sighting.identity();
        FamilyDescriptor family = chosen(sick, identity);
        notice(sick, identity, findings);
        boolean nothing = sighting == null || sighting.kind() == Sighting.Kind.NOTHING;
        if (family == null || (nothing && sick.listed() == null && sick.told() == null)) {
            return new Diagnosis(sick.where(), sick.listed(), identity, family, null, findings);
        }
        Device device = device(sick, family, identity);
        Driver driver = drivers.get(family.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + family.family());
        }
        Inspection inspection =
                talk(loop, device.id(), device.endpoint().host(), at -> driver.inspect(device, at));
        if (inspection == null) {
            findings.add(
                    Finding.fault(
                            "it did not come to the end of an inspection within "
                                    + DONE_WITHIN.toSeconds()
                                    + " s",
                            Advice.on(Failure.NO_ANSWER)));
        } else {
            findings.addAll(inspection.findings());
            Failure failure = inspection.report().failure();
            if (failure != null) {
                findings.add(
                        Finding.fault(
                                "it cannot be read as "
                                        + family.family()
                                        + ": "
                                        + inspection.report().detail(),
                                Advice.on(failure)));
            }
        }
        Identity known =
                inspection != null && inspection.identity() != null
                        ? inspection.identity()
                        : identity;
        return new Diagnosis(
                device.endpoint().toString(), sick.listed(), known, family, inspection, findings);
    }

    private @Nullable FamilyDescriptor chosen(Case sick, @Nullable Identity identity) {
        if (sick.told() != null) {
            return sick.told();
        }
        if (identity != null) {
            return catalogue.family(identity.family());
        }
        return sick.listed() == null ? null : catalogue.family(sick.listed().family());
    }

    private static void notice(Case sick, @Nullable Identity identity, List<Finding> findings) {
        Sighting sighting = sick.sighting();
        if (sighting == null || sighting.kind() == Sighting.Kind.NOTHING) {
            findings.add(
                    Finding.fault(
                            "nothing answers at "
                                    + sick.where()
                                    + " on any port that a family uses",
                            Advice.on(Failure.CONNECT_TIMEOUT)
                                    + "; name other ports with --port 80=8080"));
        } else if (identity == null) {
            findings.add(
                    Finding.fault(
                            "something answers, and no family knows it: " + sighting.said(),
                            "if you know its family, name it with --family"));
        }
        FamilyDescriptor told = sick.told();
        if (identity != null && told != null && !told.family().equals(identity.family())) {
            findings.add(
                    Finding.fault(
                            "it is of family "
                                    + identity.family()
                                    + ", not "
                                    + told.family()
                                    + " as told",
                            "leave --family out to examine it as what it is"));
        } else if (identity != null && sighting != null && sick.listed() != null) {
            findings.addAll(sighting.against(sick.listed()));
        }
    }

    private @Nullable Sighting sighted(
            DeviceLoop loop,
            Map<String, Driver> drivers,
            String host,
            int port,
            @Nullable Device listed) {
        Map<Integer, Integer> asked = new HashMap<>(ports);
        int its = port != 0 ? port : listed == null ? 0 : listed.endpoint().port();
        for (FamilyDescriptor family : catalogue.families()) {
            boolean mine = listed == null || listed.family().equals(family.family());
            if (its != 0 && mine) {
                asked.putIfAbsent(family.port(), its);
            }
        }
        Questionnaire questionnaire = Questionnaire.of(drivers.values(), asked);
        return talk(
                loop,
                new DeviceId("scout"),
                host,
                _ -> new Scouting(questionnaire, host, ScoutLimits.STANDARD));
    }

    private static <R extends @Nullable Object> @Nullable R talk(
            DeviceLoop loop, DeviceId id, String host, Function<Instant, Conversation<R>> opening) {
        CompletableFuture<Optional<R>> done = new CompletableFuture<>();
        loop.poll(
                new Talk<>(
                        id,
                        host,
                        new Lane("doctor", 1),
                        opening,
                        result -> done.complete(Optional.ofNullable(result)),
                        _ -> done.complete(Optional.empty())));
        try {
            return done.get(DONE_WITHIN.toSeconds(), TimeUnit.SECONDS).orElse(null);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("interrupted");
        }
    }

    /** The device as the site file has it, or one made up from its family's descriptor. */
    private Device device(Case sick, FamilyDescriptor family, @Nullable Identity identity) {
        Device listed = sick.listed();
        if (listed != null && listed.family().equals(family.family())) {
            return listed;
        }
        FamilyDescriptor.Model plate =
                identity == null || identity.model() == null
                        ? null
                        : catalogue.model(family.family(), identity.model());
        Power running = plate == null ? family.standby().plus(Power.ofWatts(3_000)) : plate.power();
        int port =
                sick.port() != 0 ? sick.port() : ports.getOrDefault(family.port(), family.port());
        return new Device(
                new DeviceId("examined"),
                family.family(),
                identity == null || identity.model() == null ? "unknown" : identity.model(),
                new Endpoint(sick.host(), port),
                null,
                running,
                family.standby(),
                plate == null ? new HashRate(100_000_000) : plate.hashRate(),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                family.timing(),
                family.capabilities());
    }

    private static @Nullable Device listed(SiteFile.Loaded site, String host, int port) {
        for (Device device : site.definition().site().devices()) {
            Endpoint endpoint = device.endpoint();
            if (endpoint.host().equals(host) && (port == 0 || endpoint.port() == port)) {
                return device;
            }
        }
        return null;
    }

    private FamilyDescriptor family(String name) {
        FamilyDescriptor family = catalogue.family(name);
        if (family == null) {
            throw new FleetFailure(
                    "unknown family \""
                            + name
                            + "\""
                            + Nearest.advice(
                                    name,
                                    catalogue.families().stream()
                                            .map(FamilyDescriptor::family)
                                            .toList()));
        }
        return family;
    }

    private static int port(String address, int colon) {
        String text = address.substring(colon + 1);
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > 65_535) {
            throw new FleetFailure(
                    "\"" + address + "\" has no port between 1 and 65535 behind the colon");
        }
        return Integer.parseInt(text);
    }
}
