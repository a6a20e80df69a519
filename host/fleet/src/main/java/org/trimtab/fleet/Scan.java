package org.trimtab.fleet;

import java.time.Duration;
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
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Surroundings;
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

    /** A miner on the same network takes a connection within milliseconds. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(1_200);

    /**
     * What a scan found.
     *
     * @param found what answered, by address
     * @param asked addresses asked to the end
     * @param of addresses to ask
     * @param whole false when it was stopped before the end
     */
    public record Found(List<Sighting> found, int asked, int of, boolean whole) {
        public Found {
            found = List.copyOf(found);
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
        Scouting.Plan plan = Scouting.Plan.of(drivers(), ports);
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
                                                            plan,
                                                            host,
                                                            sighting -> {
                                                                asked.incrementAndGet();
                                                                if (sighting != null) {
                                                                    found.add(sighting);
                                                                }
                                                                whenOver.run();
                                                            },
                                                            whenOver)));
        }
        List<Sighting> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(s -> AddressRange.numberOf(s.host())));
        return new Found(sorted, asked.get(), targets.size(), whole);
    }

    /** Takes what was seen, or that nothing was. */
    private interface Taker {
        void take(@Nullable Sighting sighting);
    }

    private static Talk<@Nullable Sighting> talk(
            Scouting.Plan plan, String host, Taker whenDone, Runnable whenDropped) {
        return new Talk<>(
                new DeviceId(host),
                host,
                new Lane("scan", 1),
                _ -> new Scouting(plan, host),
                whenDone::take,
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
        return new LoopLimits(
                atOnce,
                atOnce,
                usual.inboxMax(),
                usual.commandsPerDeviceMax(),
                usual.replyBytesMax(),
                256,
                CONNECT_WITHIN);
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
