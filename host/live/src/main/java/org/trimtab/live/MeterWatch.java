package org.trimtab.live;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.MeterClient;
import org.trimtab.meters.MeterUnreachable;
import org.trimtab.resource.Meter;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;

/** Reads one meter at its pace on its own thread. A meter that is silent is simply absent: nothing is made up. */
final class MeterWatch implements AutoCloseable {
    private final Meter meter;
    private final MeterClient client;
    private final InstantSource clock;
    private final Consumer<MeterReading> whenRead;
    private final Consumer<FrequencySample> whenSampled;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    /**
     * A watch.
     *
     * @param whenSampled takes the grid's frequency, where the meter measures it
     */
    MeterWatch(
            Meter meter,
            MeterClient client,
            InstantSource clock,
            Consumer<MeterReading> whenRead,
            Consumer<FrequencySample> whenSampled) {
        this.meter = meter;
        this.client = client;
        this.clock = clock;
        this.whenRead = whenRead;
        this.whenSampled = whenSampled;
        thread = Thread.ofPlatform().name("meter-" + meter.id()).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why the meter cannot be read; null while it can. */
    @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        long every = meter.every().toNanos();
        long next = System.nanoTime();
        while (!closed) {
            try {
                MeterReading reading = client.read(clock.instant());
                sample();
                whenRead.accept(reading);
                trouble = null;
            } catch (MeterUnreachable e) {
                sample();
                trouble = e.getMessage();
            }
            next = Math.max(next + every, System.nanoTime());
            while (!closed && next - System.nanoTime() > 0) {
                LockSupport.parkNanos(
                        Math.min(next - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(200)));
            }
        }
    }

    /** Frequency goes before the level: a fall of it cannot wait. */
    private void sample() {
        FrequencySample frequency = client.frequency();
        if (frequency != null) {
            whenSampled.accept(frequency);
        }
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
        client.close();
    }
}
