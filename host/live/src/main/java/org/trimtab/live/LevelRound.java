package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;

/**
 * Finds out, once for each device that can be capped and whose site file gives no levels, which levels it has. One
 * device after the other, slowly, and not while anything is owed or about to be: nothing waits for it, and it must
 * hold up nobody.
 */
final class LevelRound implements AutoCloseable {
    /** How often a device that does not answer is asked. */
    static final int TRIES_MAX = 3;

    private static final Duration AHEAD = Readying.Pace.STANDARD.ahead();
    private static final long PAUSE_MS = 250;
    private static final long AGAIN_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long ANSWER_MS = TimeUnit.MINUTES.toMillis(1);

    private final List<Device> devices;
    private final Map<String, Driver> drivers;
    private final DeviceLoop loop;
    private final InstantSource clock;
    private final BiPredicate<DeviceId, PowerCurve> learned;
    private final Map<InstructionId, Instant> standing = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * A round.
     *
     * @param learned takes what was found; false when it must be offered again
     */
    LevelRound(
            List<Device> devices,
            Map<String, Driver> drivers,
            DeviceLoop loop,
            InstantSource clock,
            BiPredicate<DeviceId, PowerCurve> learned) {
        this.devices = devices;
        this.drivers = drivers;
        this.loop = loop;
        this.clock = clock;
        this.learned = learned;
        thread = Thread.ofPlatform().name("levels").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes note of how an obligation stands. */
    void changed(Obligation obligation) {
        if (obligation.state().isFinal()) {
            standing.remove(obligation.id());
        } else {
            standing.put(obligation.id(), obligation.instruction().interval().from().minus(AHEAD));
        }
    }

    private boolean isOwed() {
        Instant now = clock.instant();
        return standing.values().stream().anyMatch(from -> !from.isAfter(now));
    }

    private void run() {
        Deque<Device> unknown = new ArrayDeque<>();
        for (Device device : devices) {
            if (device.curve() == null
                    && device.can(Capability.CAP)
                    && !device.envelope().exempt()) {
                unknown.add(device);
            }
        }
        try {
            for (int round = 0; round < TRIES_MAX && !unknown.isEmpty(); round++) {
                if (round > 0 && closing.await(AGAIN_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                for (int left = unknown.size(); left > 0; left--) {
                    Device device = unknown.removeFirst();
                    if (!ask(device)) {
                        unknown.addLast(device);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks one device; false when it is to be asked again. */
    private boolean ask(Device device) throws InterruptedException {
        do {
            if (closing.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
        } while (isOwed());
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
        CountDownLatch ended = new CountDownLatch(1);
        boolean[] answered = new boolean[1];
        loop.poll(
                new Talk<>(
                        device.id(),
                        device.endpoint().host(),
                        Lane.of(driver.descriptor()),
                        startedAt -> driver.inspect(device, startedAt),
                        found -> {
                            answered[0] = took(device.id(), found);
                            ended.countDown();
                        },
                        _ -> ended.countDown()));
        return ended.await(ANSWER_MS, TimeUnit.MILLISECONDS) && answered[0];
    }

    private boolean took(DeviceId device, Inspection found) {
        if (found.report().reading() == null) {
            return false;
        }
        PowerCurve curve = found.curve();
        return curve == null || learned.test(device, curve);
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
