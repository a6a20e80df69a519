package org.trimtab.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.live.SiteClock;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

/** Asks machines whose model a scan could not tell for it, and for what they draw and do. Changes nothing. */
public final class Learning {
    private final DriverCatalogue catalogue;
    private final Function<String, Access> accessByFamily;

    /**
     * A learner.
     *
     * @param accessByFamily how machines of a family may be reached
     */
    public Learning(DriverCatalogue catalogue, Function<String, Access> accessByFamily) {
        this.catalogue = catalogue;
        this.accessByFamily = accessByFamily;
    }

    /** What can be known of each, in the same order; what was not learned when stopped stays unknown. */
    public List<SiteWriter.Known> of(
            List<Scan.Recognised> found, Progress progress, BooleanSupplier stopped) {
        Map<DeviceId, String> families = new ConcurrentHashMap<>();
        List<Scan.Recognised> open = new ArrayList<>();
        for (Scan.Recognised sighting : found) {
            Identity identity = sighting.identity();
            if (plate(identity.family(), identity.model()) == null) {
                open.add(sighting);
                families.put(new DeviceId(sighting.host()), identity.family());
            }
        }
        SiteClock clock = new SiteClock();
        Map<String, Driver> drivers =
                catalogue.drivers(
                        new Surroundings(
                                Scan.Forgetful.INSTANCE,
                                device -> accessByFamily.apply(families.getOrDefault(device, "")),
                                clock));
        Map<Scan.Recognised, Inspection> told = new ConcurrentHashMap<>();
        LoopLimits limits = LoopLimits.standard();
        try (DeviceLoop loop = new DeviceLoop(new LoopClock(clock, System::nanoTime), limits)) {
            new Sweep(limits.pollsInFlightMax(), progress, stopped)
                    .over(
                            "learning",
                            open,
                            (sighting, whenOver) -> ask(loop, drivers, sighting, told, whenOver));
        }
        return found.stream().map(sighting -> known(sighting, told.get(sighting))).toList();
    }

    private void ask(
            DeviceLoop loop,
            Map<String, Driver> drivers,
            Scan.Recognised sighting,
            Map<Scan.Recognised, Inspection> told,
            Runnable whenOver) {
        Driver driver = drivers.get(sighting.identity().family());
        if (driver == null) {
            whenOver.run();
            return;
        }
        Device device = device(sighting, driver.descriptor());
        loop.poll(
                new Talk<>(
                        device.id(),
                        sighting.host(),
                        new Lane("learn", 1),
                        startedAt -> driver.inspect(device, startedAt),
                        inspection -> {
                            told.put(sighting, inspection);
                            whenOver.run();
                        },
                        _ -> whenOver.run()));
    }

    private SiteWriter.Known known(Scan.Recognised sighting, @Nullable Inspection told) {
        String model = sighting.identity().model();
        if (told == null) {
            return new SiteWriter.Known(sighting, model, null, null);
        }
        Identity exact = told.identity();
        String better = exact == null || exact.model() == null ? model : exact.model();
        DeviceReading reading = told.report().reading();
        if (reading == null || reading.activity() != Activity.HASHING) {
            return new SiteWriter.Known(sighting, better, null, null);
        }
        Power own = reading.source() == PowerSource.NAMEPLATE ? null : reading.power();
        return new SiteWriter.Known(sighting, better, own, reading.hashRate());
    }

    private FamilyDescriptor.@Nullable Model plate(String family, @Nullable String model) {
        return model == null ? null : catalogue.model(family, model);
    }

    /** A device to talk to; its nameplate is of no matter here. */
    private static Device device(Scan.Recognised sighting, FamilyDescriptor family) {
        return new Device(
                new DeviceId(sighting.host()),
                family.family(),
                "unknown",
                new Endpoint(sighting.host(), sighting.port()),
                null,
                family.standby().plus(Power.ofWatts(3_000)),
                family.standby(),
                new HashRate(100_000_000),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                family.timing(),
                family.capabilities());
    }
}
