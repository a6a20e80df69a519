package org.trimtab.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.resource.Device;

/**
 * Goes round the devices and reads each: often while something is expected of it, seldom otherwise, and ever more
 * seldom while it does not answer. Polls are spread over time and yield to commands.
 */
final class Rounds implements AutoCloseable {
    /**
     * How often devices are read.
     *
     * @param steady between two reads of a device nothing is expected of
     * @param busy between two reads of a device that is falling asleep or waking
     * @param silentLongest longest wait between two tries at a device that does not answer
     */
    record Pace(Duration steady, Duration busy, Duration silentLongest) {
        static final Pace STANDARD =
                new Pace(Duration.ofSeconds(15), Duration.ofMillis(1_500), Duration.ofSeconds(60));
    }

    /** Polls under way at once. */
    static final int UNDER_WAY_MAX = 192;

    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<Device> devices;
    private final Map<String, Driver> drivers;
    private final DeviceLoop loop;
    private final Pace pace;
    private final BiConsumer<Integer, DeviceReport> whenRead;
    private final AtomicLongArray dueAt;
    private final AtomicIntegerArray silences;
    private final AtomicIntegerArray busy;
    private final AtomicIntegerArray wantsPools;
    private final AtomicReferenceArray<@Nullable String> lastFailure;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    Rounds(
            List<Device> devices,
            Map<String, Driver> drivers,
            DeviceLoop loop,
            Pace pace,
            BiConsumer<Integer, DeviceReport> whenRead) {
        this.devices = devices;
        this.drivers = drivers;
        this.loop = loop;
        this.pace = pace;
        this.whenRead = whenRead;
        int count = devices.size();
        dueAt = new AtomicLongArray(count);
        silences = new AtomicIntegerArray(count);
        busy = new AtomicIntegerArray(count);
        wantsPools = new AtomicIntegerArray(count);
        lastFailure = new AtomicReferenceArray<>(count);
        long now = System.nanoTime();
        for (int place = 0; place < count; place++) {
            dueAt.set(place, now);
            wantsPools.set(place, 1);
        }
        thread = Thread.ofPlatform().name("rounds").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Says whether something is expected of a device; it is then read soon and often. */
    void expect(int place, boolean something) {
        int before = busy.getAndSet(place, something ? 1 : 0);
        if (something && before == 0 && dueAt.get(place) != Long.MAX_VALUE) {
            dueAt.set(place, System.nanoTime() + pace.busy().toNanos());
        }
    }

    /** Has the device's pools read, soon. */
    void readPools(int place) {
        wantsPools.set(place, 1);
        if (dueAt.get(place) != Long.MAX_VALUE) {
            dueAt.set(place, System.nanoTime());
        }
    }

    /** Why the last read of a device failed; null when it did not. */
    @Nullable String lastFailure(int place) {
        return lastFailure.get(place);
    }

    private void run() {
        int start = 0;
        while (!closed) {
            long now = System.nanoTime();
            int count = devices.size();
            int looked = 0;
            while (looked < count && underWay.get() < UNDER_WAY_MAX) {
                int place = (start + looked) % count;
                long due = dueAt.get(place);
                if (due != Long.MAX_VALUE && due - now <= 0) {
                    read(place);
                }
                looked++;
            }
            start = count == 0 ? 0 : (start + looked) % count;
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private void read(int place) {
        Device device = devices.get(place);
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
        dueAt.set(place, Long.MAX_VALUE);
        underWay.incrementAndGet();
        boolean withPools = wantsPools.get(place) == 1;
        loop.poll(
                driver,
                device,
                withPools,
                report -> {
                    underWay.decrementAndGet();
                    took(place, report);
                },
                _ -> {
                    underWay.decrementAndGet();
                    plan(place, pace.busy());
                });
    }

    private void took(int place, DeviceReport report) {
        if (report.reading() == null) {
            lastFailure.set(
                    place, report.failure() == null ? report.detail() : report.failure().name());
            int silent = Math.min(6, silences.incrementAndGet(place));
            Duration wait = pace.busy().multipliedBy(1L << silent);
            boolean expected = busy.get(place) == 1;
            Duration longest = expected ? pace.busy().multipliedBy(2) : pace.silentLongest();
            plan(place, wait.compareTo(longest) > 0 ? longest : wait);
        } else {
            lastFailure.set(place, null);
            silences.set(place, 0);
            if (report.poolsDigest() != null) {
                wantsPools.set(place, 0);
            }
            plan(place, busy.get(place) == 1 ? pace.busy() : pace.steady());
        }
        whenRead.accept(place, report);
    }

    /** Spreads devices: each keeps a fixed offset of up to a tenth of the wait. */
    private void plan(int place, Duration wait) {
        long nanos = wait.toNanos();
        long offset = Math.floorMod(place * 0x9E3779B97F4A7C15L, Math.max(1, nanos / 10));
        dueAt.set(place, System.nanoTime() + nanos - offset);
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
