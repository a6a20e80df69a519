package org.trimtab.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
                new Pace(Duration.ofSeconds(10), Duration.ofMillis(1_500), Duration.ofSeconds(60));
    }

    /** Polls under way at once. */
    static final int UNDER_WAY_MAX = 192;

    /** How long is waited for one of them to end when that many are. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Device> devices;
    private final Map<String, Driver> drivers;
    private final DeviceLoop loop;
    private final Pace pace;
    private final BiConsumer<Integer, DeviceReport> whenRead;
    private final DueList due;
    private final AtomicIntegerArray silences;
    private final AtomicIntegerArray busy;
    private final AtomicIntegerArray isSpread;
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
        due = new DueList(count);
        isSpread = new AtomicIntegerArray(count);
        silences = new AtomicIntegerArray(count);
        busy = new AtomicIntegerArray(count);
        wantsPools = new AtomicIntegerArray(count);
        lastFailure = new AtomicReferenceArray<>(count);
        long now = System.nanoTime();
        for (int place = 0; place < count; place++) {
            due.set(place, now);
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
        if (something && before == 0) {
            due.hasten(place, System.nanoTime() + pace.busy().toNanos());
        }
    }

    /** Has the device's pools read, soon. */
    void readPools(int place) {
        wantsPools.set(place, 1);
        due.hasten(place, System.nanoTime());
    }

    /** Why the last read of a device failed; null when it did not. */
    @Nullable String lastFailure(int place) {
        return lastFailure.get(place);
    }

    private void run() {
        while (!closed) {
            if (underWay.get() >= UNDER_WAY_MAX) {
                LockSupport.parkNanos(PAUSE_NS);
                continue;
            }
            int place = due.take(System.nanoTime());
            if (place < 0) {
                due.await();
            } else {
                read(place);
            }
        }
    }

    private void read(int place) {
        Device device = devices.get(place);
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
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

    /**
     * Spreads devices: at first over the whole wait, since all are read at the start; then each keeps a fixed offset
     * of up to a tenth of it, so that they never fall into step.
     */
    private void plan(int place, Duration wait) {
        long nanos = wait.toNanos();
        boolean atFirst = wait.equals(pace.steady()) && isSpread.getAndSet(place, 1) == 0;
        long width = Math.max(1, atFirst ? nanos : nanos / 10);
        long offset = Math.floorMod(place * 0x9E3779B97F4A7C15L, width);
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
