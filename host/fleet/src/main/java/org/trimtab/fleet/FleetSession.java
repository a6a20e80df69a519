package org.trimtab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.PolledInspection;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Dropped;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.live.Accesses;
import org.trimtab.live.DataInUse;
import org.trimtab.live.DataLock;
import org.trimtab.live.RememberedStates;
import org.trimtab.live.SiteClock;
import org.trimtab.live.SiteFiles;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.registry.SiteFile;
import org.trimtab.store.registry.SiteSwitches;

/**
 * A fleet in our hands for the length of one verb: its site file is read, its data folder locked, its drivers ready.
 * While a site runs on the folder no session can be opened: two controllers on one fleet would undo each other's work.
 */
public final class FleetSession implements AutoCloseable {
    private final SiteDefinition definition;
    private final SiteSwitches switches;
    private final Path data;
    private final DriverCatalogue catalogue;
    private final DataLock lock;
    private final RememberedStates priorStates;
    private final FleetMemory memory;
    private final SiteClock clock;
    private final DeviceLoop loop;
    private final Map<String, Driver> drivers;

    private FleetSession(
            SiteFile.Loaded file,
            DriverCatalogue catalogue,
            Function<DeviceId, Access> accesses,
            FleetPlace place,
            DataLock lock)
            throws IOException {
        this.definition = file.definition();
        this.switches = file.switches();
        this.data = place.data();
        this.catalogue = catalogue;
        this.lock = lock;
        clock = new SiteClock();
        memory = FleetMemory.open(place.data());
        priorStates = RememberedStates.open(place.data());
        drivers = catalogue.drivers(new Surroundings(priorStates, accesses, clock));
        loop = new DeviceLoop(new LoopClock(clock, System::nanoTime), LoopLimits.standard());
    }

    /**
     * Opens a session.
     *
     * @throws FleetFailure when a site runs on the data folder
     * @throws org.trimtab.documents.BadDocument when the site file is wrong
     * @throws IOException when the data folder cannot be used
     */
    public static FleetSession open(FleetPlace place) throws IOException {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        SiteFile.Loaded file = SiteFiles.load(place.siteFile(), catalogue);
        Function<DeviceId, Access> accesses = new Accesses(place.vault(), System::getenv).of(file);
        DataLock lock;
        try {
            lock = DataLock.take(place.data());
        } catch (DataInUse e) {
            throw new FleetFailure(
                    "a site runs on data folder "
                            + place.data()
                            + ", and only one may command its devices: use trimtab status and trimtab"
                            + " instruct, or stop the site first");
        }
        try {
            return new FleetSession(file, catalogue, accesses, place, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The site as its file describes it. */
    public SiteDefinition definition() {
        return definition;
    }

    /** Its devices, in the order of the file. */
    public List<Device> devices() {
        return definition.site().devices();
    }

    /** Its switches, in the order of the file, and how to get in at them. */
    SiteSwitches switches() {
        return switches;
    }

    /** Its data folder. */
    Path data() {
        return data;
    }

    /** What is known of a device's family. */
    public FamilyDescriptor family(Device device) {
        FamilyDescriptor family = catalogue.family(device.family());
        if (family == null) {
            throw new IllegalStateException("no family " + device.family());
        }
        return family;
    }

    /** When a device that is still owed a restore was put to sleep, or else looked at; null when none is owed. */
    public @Nullable Instant ours(Device device) {
        Remembered remembered = memory.of(device.id());
        if (!remembered.ours()) {
            return null;
        }
        return remembered.sleptAt() == null ? remembered.takenAt() : remembered.sleptAt();
    }

    FleetMemory memory() {
        return memory;
    }

    Instant now() {
        clock.follow();
        return clock.instant();
    }

    /** How many devices may be talked to at once here. */
    int pollsAtOnceMax() {
        return loop.status().limits().pollsInFlightMax();
    }

    /** Reads each device once, in the order given; those not read when stopped are left away. */
    public List<DeviceState> read(
            List<Device> devices, Progress progress, BooleanSupplier stopped) {
        return each("reading", devices, progress, stopped, this::poll).stream()
                .map(taken -> new DeviceState(taken.device(), taken.result()))
                .toList();
    }

    /** Inspects each device once, in the order given; those not inspected when stopped are left away. */
    List<Taken<Inspection>> inspect(
            String what, List<Device> devices, Progress progress, BooleanSupplier stopped) {
        return each(what, devices, progress, stopped, this::inspect);
    }

    /**
     * What was taken of a device.
     *
     * @param device which
     * @param result what came of it
     */
    record Taken<R>(Device device, R result) {}

    private interface Taking<R> {
        void from(Device device, Consumer<R> whenDone);
    }

    private <R> List<Taken<R>> each(
            String what,
            List<Device> devices,
            Progress progress,
            BooleanSupplier stopped,
            Taking<R> taking) {
        AtomicReferenceArray<Taken<R>> results = new AtomicReferenceArray<>(devices.size());
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < devices.size(); place++) {
            places.add(place);
        }
        new Sweep(pollsAtOnceMax(), progress, stopped)
                .over(
                        what,
                        places,
                        (place, whenOver) -> {
                            Device device = devices.get(place);
                            taking.from(
                                    device,
                                    result -> {
                                        results.set(place, new Taken<>(device, result));
                                        whenOver.run();
                                    });
                        });
        List<Taken<R>> taken = new ArrayList<>();
        for (int place = 0; place < devices.size(); place++) {
            Taken<R> one = results.get(place);
            if (one != null) {
                taken.add(one);
            }
        }
        return taken;
    }

    /** Reads one device; the report always comes, on the loop's thread. */
    void poll(Device device, Consumer<DeviceReport> whenDone) {
        Driver driver = driver(device);
        loop.poll(driver, device, false, whenDone, dropped -> whenDone.accept(unread(dropped)));
    }

    void inspect(Device device, Consumer<Inspection> whenDone) {
        Driver driver = driver(device);
        FamilyDescriptor family = driver.descriptor();
        loop.poll(
                new Talk<>(
                        device.id(),
                        device.endpoint().host(),
                        new Lane(family.family(), family.commandsAtOnceMax()),
                        startedAt -> driver.inspect(device, startedAt),
                        whenDone,
                        dropped -> whenDone.accept(PolledInspection.of(family, unread(dropped)))));
    }

    /** Sends a command; the outcome always comes, on the loop's thread. */
    void send(Device device, Command command, Consumer<CommandOutcome> whenDone) {
        loop.command(driver(device), device, command, whenDone);
    }

    private static DeviceReport unread(Dropped dropped) {
        return new DeviceReport(
                null, Failure.EXPIRED, "never asked: " + dropped.reason().text(), null);
    }

    private Driver driver(Device device) {
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
        return driver;
    }

    /** Forces all that is remembered to the disk itself. */
    void sync() {
        memory.sync();
        priorStates.sync();
    }

    @Override
    public void close() {
        try (lock;
                priorStates;
                memory) {
            loop.close();
        }
    }
}
