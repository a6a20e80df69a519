package org.trimtab.fleet;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.scout.Questionnaire;
import org.trimtab.drivers.scout.ScoutLimits;
import org.trimtab.drivers.scout.Scouting;
import org.trimtab.drivers.scout.Sighting;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.LoopClock;
import org.trimtab.drivers.transport.LoopLimits;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.registry.AddressRange;

/** Looks who answers at many addresses. Needs no site file and no login, and changes nothing. */
public final class Scan {
    /** Addresses asked at once, where the limit of open files allows. */
    private static final int AT_ONCE_WISHED = 4_096;

    private static final int CONNECT_BATCH = 256;

    /** What {@link Sighting#said} holds of a port that takes a connection and ends it without a word. */
    private static final String MUTE = "open, but it said nothing";

    /**
     * A device that was recognised.
     *
     * @param host its address
     * @param port the port at which its family is spoken to
     * @param identity who it says it is
     */
    public record Recognised(String host, int port, Identity identity) {}

    /**
     * What a scan found.
     *
     * @param recognised devices of known families, by address
     * @param strangers what answers and is of no known family, by address
     * @param mute addresses that take connections and say nothing
     * @param asked addresses asked to the end
     * @param of addresses to ask
     * @param whole false when it was stopped before the end
     */
    public record Found(
            List<Recognised> recognised,
            List<Sighting> strangers,
            int mute,
            int asked,
            int of,
            boolean whole) {
        public Found {
            recognised = List.copyOf(recognised);
            strangers = List.copyOf(strangers);
        }
    }

    private final Map<Integer, Integer> ports;
    private final LoopLimits limits = limits();

    /**
     * A scan.
     *
     * @param ports other ports than the usual ones, by the usual one
     */
    public Scan(Map<Integer, Integer> ports) {
        this.ports = Map.copyOf(ports);
    }

    /** How many addresses are asked at once here. */
    public int atOnceMax() {
        return limits.pollsInFlightMax();
    }

    /** Asks every address; what was found until it was stopped is kept. */
    public Found over(ScanTargets targets, Progress progress, BooleanSupplier stopped) {
        Questionnaire questionnaire = Questionnaire.of(drivers(), ports);
        Queue<Sighting> found = new ConcurrentLinkedQueue<>();
        AtomicInteger asked = new AtomicInteger();
        boolean whole;
        try (DeviceLoop loop = new DeviceLoop(LoopClock.system(), limits)) {
            whole =
                    new Sweep(limits.pollsInFlightMax() * 2, progress, stopped)
                            .over(
                                    "scanning",
                                    targets,
                                    (host, whenOver) ->
                                            loop.poll(
                                                    talk(
                                                            questionnaire,
                                                            host,
                                                            sighting -> {
                                                                asked.incrementAndGet();
                                                                keep(found, sighting);
                                                                whenOver.run();
                                                            },
                                                            whenOver)));
        }
        return sorted(found, questionnaire, new Count(asked.get(), targets.size(), whole));
    }

    private static void keep(Queue<Sighting> found, Sighting sighting) {
        if (sighting.kind() != Sighting.Kind.NOTHING) {
            found.add(sighting);
        }
    }

    private record Count(int asked, int of, boolean whole) {}

    private static Found sorted(
            Collection<Sighting> found, Questionnaire questionnaire, Count count) {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        List<Sighting> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(s -> AddressRange.numberOf(s.host())));
        List<Recognised> recognised = new ArrayList<>();
        List<Sighting> strangers = new ArrayList<>();
        int mute = 0;
        for (Sighting sighting : sorted) {
            Identity identity = sighting.identity();
            FamilyDescriptor family = identity == null ? null : catalogue.family(identity.family());
            if (identity != null && family != null) {
                int port = questionnaire.port(family.port());
                recognised.add(new Recognised(sighting.host(), port, identity));
            } else if (sighting.said().values().stream().allMatch(MUTE::equals)) {
                mute++;
            } else {
                strangers.add(sighting);
            }
        }
        return new Found(recognised, strangers, mute, count.asked(), count.of(), count.whole());
    }

    private static Talk<Sighting> talk(
            Questionnaire questionnaire,
            String host,
            Consumer<Sighting> whenDone,
            Runnable whenDropped) {
        return new Talk<>(
                new DeviceId(host),
                host,
                new Lane("scan", 1),
                _ -> new Scouting(questionnaire, host, ScoutLimits.STANDARD),
                whenDone,
                _ -> whenDropped.run());
    }

    /** Drivers for their fingerprints only. */
    private static Collection<Driver> drivers() {
        return DriverCatalogue.shipped()
                .drivers(
                        new Surroundings(
                                Forgetful.INSTANCE,
                                _ -> Access.AS_DELIVERED,
                                InstantSource.system()))
                .values();
    }

    private static LoopLimits limits() {
        LoopLimits usual = LoopLimits.standard();
        int atOnce = Math.min(AT_ONCE_WISHED, usual.inFlightMax());
        return ScoutLimits.STANDARD.of(
                new LoopLimits(
                        atOnce,
                        atOnce,
                        usual.inboxMax(),
                        usual.commandsPerDeviceMax(),
                        usual.replyBytesMax(),
                        CONNECT_BATCH,
                        usual.connectWithin()));
    }

    /** For those who only look: there is nothing to remember. */
    enum Forgetful implements PriorState {
        INSTANCE;

        @Override
        public @Nullable String recall(DeviceId device) {
            return null;
        }

        @Override
        public void remember(DeviceId device, String state) {
            throw new IllegalStateException("a look at a device must not change it");
        }
    }
}
