package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.meters.MeterClients;
import org.trimtab.openadr.site.VenBlocks;
import org.trimtab.operators.sources.PriceBlock;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Meter;
import org.trimtab.store.evidence.SigningKey;
import org.trimtab.store.journal.JournalFailure;
import org.trimtab.store.registry.SiteFile;

/** Puts a live site together: the one place that knows every door. */
final class Opening {
    private Opening() {}

    static LiveSite of(LiveSettings settings) throws IOException {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        SiteFile.Loaded file = SiteFiles.load(settings.siteFile(), catalogue);
        Section root = Document.read(settings.siteFile());
        Path directory = directory(settings.siteFile());
        VenBlocks.Read vens = VenBlocks.read(root, directory, System::getenv);
        PriceBlock.Read prices = PriceBlock.read(root, directory, System::getenv);
        boolean others = vens.followed().stream().anyMatch(one -> one.counting().prices());
        if (prices != null && others) {
            throw root.bad(
                    "prices",
                    "a VTN under openadr gives prices too; say prices: false there, or drop this block");
        }
        DataFolder data = new DataFolder(settings.data());
        DataLock lock = DataLock.take(data);
        try {
            Function<DeviceId, Access> accesses =
                    new Accesses(settings.vault(), System::getenv).of(file);
            LiveSite site =
                    assemble(
                            new Parts(
                                    settings.build(),
                                    catalogue,
                                    file.definition(),
                                    accesses,
                                    settings.keepsReadings()),
                            data,
                            lock);
            try {
                site.follow(vens, data.openadr());
                if (prices != null) {
                    site.watch(prices);
                }
            } catch (IOException | RuntimeException e) {
                site.close();
                throw e;
            }
            return site;
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

    private static Path directory(Path siteFile) {
        Path directory = siteFile.toAbsolutePath().getParent();
        return directory == null ? Path.of("") : directory;
    }

    /** What a site is put together from. */
    private record Parts(
            String build,
            DriverCatalogue catalogue,
            SiteDefinition wanted,
            Function<DeviceId, Access> accesses,
            boolean keepsReadings) {}

    private static LiveSite assemble(Parts parts, DataFolder data, DataLock lock)
            throws IOException {
        SiteDefinition wanted = parts.wanted();
        String build = parts.build();
        SiteClock clock = new SiteClock();
        SigningKey key = SigningKey.loadOrCreate(data.signingKey());
        EvidenceClerk clerk = new EvidenceClerk(data, key, wanted.site().id().value(), build);
        Recovery recovery = Recovery.from(new Recovery.Start(data, wanted, build, clock), clerk);
        clock.notBefore(recovery.engine().image().now());
        RememberedStates priorStates = RememberedStates.open(data.root());
        Map<String, Driver> drivers =
                parts.catalogue().drivers(new Surroundings(priorStates, parts.accesses(), clock));
        Doors.Opening doors =
                inlets -> {
                    List<MeterWatch> meters = new ArrayList<>();
                    for (Meter meter : recovery.definition().site().meters()) {
                        meters.add(
                                new MeterWatch(
                                        meter,
                                        MeterClients.open(meter),
                                        clock,
                                        inlets.meterRead(),
                                        inlets.frequencyRead()));
                    }
                    DeviceLoop loop =
                            new DeviceLoop(
                                    new LoopClock(clock, System::nanoTime), LoopLimits.standard());
                    return new Doors(
                            recovery.definition().site().devices(),
                            drivers,
                            loop,
                            meters,
                            inlets,
                            clock,
                            new Housekeeping(priorStates, lock));
                };
        ReadingKeeper keeper =
                parts.keepsReadings()
                        ? ReadingKeeper.open(data.readings(), data.journals(), recovery.place())
                        : null;
        return new LiveSite(
                clock, doors, recovery, clerk, keeper, new DayPlanFile(data.dayPlans()));
    }

    /** Forces remembered states to the disk once a second, and lets go of the files at the end. */
    private record Housekeeping(RememberedStates priorStates, DataLock lock)
            implements Doors.Housekeeping {
        @Override
        public void keep() {
            priorStates.sync();
        }

        @Override
        public void close() {
            try (lock) {
                priorStates.close();
            }
        }
    }
}
