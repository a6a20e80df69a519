package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.drivers.transport.Lane;
import org.trimtab.drivers.transport.Talk;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;

/**
 * Has devices made ready to be commanded while an obligation is near or in force, such as by opening their sessions,
 * and has that given back when none is any more. It talks like a poll: few at once, and giving way to commands.
 * Devices that are never curtailed are left alone, and so is everybody while nothing is owed: a session held by us
 * locks the owner out.
 */
final class Readying implements AutoCloseable {
    /**
     * When devices are made ready.
     *
     * @param ahead how long before an obligation begins
     * @param every how long it holds
     * @param again wait before the next try, when a device was busy with something else
     */
    record Pace(Duration ahead, Duration every, Duration again) {
        static final Pace STANDARD =
                new Pace(
                        Duration.ofMinutes(10),
                        FamilyDescriptor.READY_EVERY,
                        Duration.ofSeconds(2));
    }

    /** Devices being made ready at once. */
    static final int UNDER_WAY_MAX = 64;

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Device> devices;
    private final Map<String, Driver> drivers;
    private final DeviceLoop loop;
    private final InstantSource clock;
    private final Pace pace;
    private final Map<InstructionId, Instant> standing = new ConcurrentHashMap<>();
    private final DueList due;

    /** 1 for each device that may hold something of ours, such as a session. */
    private final AtomicIntegerArray mayHold;

    private final AtomicInteger underWay = new AtomicInteger();
    private final Thread thread;
    private volatile boolean owed;
    private volatile boolean closed;

    Readying(
            List<Device> devices,
            Map<String, Driver> drivers,
            DeviceLoop loop,
            InstantSource clock,
            Pace pace) {
        this.devices = devices;
        this.drivers = drivers;
        this.loop = loop;
        this.clock = clock;
        this.pace = pace;
        due = new DueList(devices.size());
        mayHold = new AtomicIntegerArray(devices.size());
        thread = Thread.ofPlatform().name("readying").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes note of how an obligation stands. */
    void changed(Obligation obligation) {
        if (obligation.state().isFinal()) {
            standing.remove(obligation.id());
        } else {
            standing.put(
                    obligation.id(),
                    obligation.instruction().interval().from().minus(pace.ahead()));
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            look();
            if (underWay.get() >= UNDER_WAY_MAX) {
                LockSupport.parkNanos(PAUSE_NS);
                continue;
            }
            int place = due.take(System.nanoTime());
            if (place >= 0) {
                turnTo(place);
            } else {
                due.await();
            }
        }
    }

    /** Sees whether anything is owed now; when that has changed, every device concerned is due. */
    private void look() {
        Instant now = clock.instant();
        boolean before = owed;
        owed = standing.values().stream().anyMatch(from -> !from.isAfter(now));
        if (owed == before) {
            return;
        }
        long nanos = System.nanoTime();
        for (int place = 0; place < devices.size(); place++) {
            if (isConcerned(devices.get(place)) && (owed || mayHold.get(place) == 1)) {
                due.set(place, nanos);
            }
        }
    }

    private static boolean isConcerned(Device device) {
        return !device.envelope().exempt()
                && (device.can(Capability.CURTAIL) || device.can(Capability.CAP));
    }

    private void turnTo(int place) {
        Device device = devices.get(place);
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
        if (owed) {
            talk(place, driver, driver.prepare(device, clock.instant()), 1);
        } else if (mayHold.getAndSet(place, 0) == 1) {
            Conversation<Readiness> farewell = driver.standDown(device, clock.instant());
            if (farewell != null) {
                talk(place, driver, farewell, 0);
            }
        }
    }

    private void talk(
            int place, Driver driver, @Nullable Conversation<Readiness> conversation, int holds) {
        if (conversation == null) {
            plan(place, pace.every());
            return;
        }
        Device device = devices.get(place);
        underWay.incrementAndGet();
        loop.poll(
                new Talk<>(
                        device.id(),
                        device.endpoint().host(),
                        Lane.of(driver.descriptor()),
                        _ -> conversation,
                        _ -> {
                            underWay.decrementAndGet();
                            // Even one that failed may hold something afterwards.
                            mayHold.set(place, holds);
                            plan(place, pace.every());
                        },
                        _ -> {
                            underWay.decrementAndGet();
                            mayHold.set(place, 1);
                            plan(place, pace.again());
                        }));
    }

    /** When nothing is owed any more, only what is held still has another turn. */
    private void plan(int place, Duration wait) {
        if (!owed && mayHold.get(place) == 0) {
            return;
        }
        long nanos = (owed ? wait : pace.again()).toNanos();
        long offset = Math.floorMod(place * 0x9E3779B97F4A7C15L, Math.max(1, nanos / 10));
        due.set(place, System.nanoTime() + nanos - offset);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
