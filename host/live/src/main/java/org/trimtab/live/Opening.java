package org.trimtab.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.meters.MeterClients;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.store.evidence.SigningKey;
import org.trimtab.store.journal.JournalFailure;
import org.trimtab.store.registry.LoginRef;
import org.trimtab.store.registry.PriorStateFile;
import org.trimtab.store.registry.SiteFile;

/** Puts a live site together: the one place that knows every door. */
final class Opening {
    private Opening() {}

    static LiveSite of(LiveSettings settings) throws IOException {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        SiteFile.Loaded file = SiteFiles.load(settings.siteFile(), catalogue);
        DataFolder data = new DataFolder(settings.data());
        DataLock lock = DataLock.take(data);
        try {
            return assemble(settings.build(), catalogue, file, data, lock);
        } catch (JournalFailure | RuntimeException e) {
            lock.close();
            throw e;
        } catch (IOException e) {
            lock.close();
            throw new IOException(
                    "the site cannot start with data folder " + data.root() + ": " + e.getMessage(),
                    e);
        }
    }

    private static LiveSite assemble(
            String build,
            DriverCatalogue catalogue,
            SiteFile.Loaded file,
            DataFolder data,
            DataLock lock)
            throws IOException {
        SiteDefinition wanted = file.definition();
        SiteClock clock = new SiteClock();
        SigningKey key = SigningKey.loadOrCreate(data.signingKey());
        EvidenceClerk clerk = new EvidenceClerk(data, key, wanted.site().id().value(), build);
        Recovery recovery = Recovery.from(new Recovery.Start(data, wanted, build, clock), clerk);
        PriorStateFile priorStates = PriorStateFile.open(data.priorState());
        Map<String, Driver> drivers =
                catalogue.drivers(
                        new Surroundings(
                                remembering(priorStates), accesses(file.logins()), clock));
        Doors.Opening doors =
                (meterRead, deviceRead, outcomeKnown) -> {
                    List<MeterWatch> meters = new ArrayList<>();
                    for (Meter meter : recovery.definition().site().meters()) {
                        meters.add(
                                new MeterWatch(meter, MeterClients.open(meter), clock, meterRead));
                    }
                    DeviceLoop loop =
                            new DeviceLoop(
                                    new LoopClock(clock, System::nanoTime), LoopLimits.standard());
                    return new Doors(
                            recovery.definition().site().devices(),
                            drivers,
                            loop,
                            meters,
                            deviceRead,
                            outcomeKnown,
                            clock,
                            new Housekeeping(priorStates, lock));
                };
        return new LiveSite(clock, doors, recovery, clerk);
    }

    /** Forces remembered states to the disk once a second, and lets go of the files at the end. */
    private record Housekeeping(PriorStateFile priorStates, DataLock lock)
            implements Doors.Housekeeping {
        @Override
        public void keep() {
            try {
                priorStates.sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (lock) {
                priorStates.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static PriorState remembering(PriorStateFile file) {
        return new PriorState() {
            @Override
            public @Nullable String recall(DeviceId device) {
                return file.recall(device);
            }

            @Override
            public void remember(DeviceId device, String state) {
                file.remember(device, state);
            }
        };
    }

    /** Every login is looked up at the start, so that a missing password is told then and not in an event. */
    private static Function<DeviceId, Access> accesses(Map<DeviceId, LoginRef> logins) {
        Map<DeviceId, Access> known = new HashMap<>();
        logins.forEach((device, login) ->
                known.put(
                        device,
                        new Access(
                                new Credentials(login.user(), login.password(System::getenv)),
                                Encryption.NONE,
                                Map.of())));
        return device -> known.getOrDefault(device, Access.AS_DELIVERED);
    }
}
