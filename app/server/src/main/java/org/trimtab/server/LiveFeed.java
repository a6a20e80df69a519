package org.trimtab.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.LiveFrame;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteStatus;

/**
 * Watches the desk once for everybody: keeps the newest frame as text, and the meter's last minutes so that a page
 * opened now can show them. A reader always gets the newest frame; the ones it was too slow for are gone.
 */
final class LiveFeed implements AutoCloseable {
    /** How far back the samples reach. */
    static final Duration HISTORY = Duration.ofMinutes(10);

    /** Two frames a second for the whole history and some to spare; beyond it the oldest go first. */
    static final int SAMPLES_MAX = 1_500;

    /**
     * The meter at one moment.
     *
     * @param at when
     * @param meteredW level; null when unknown
     * @param meterQuality its quality; null before the first reading
     * @param targetW level owed; null when nothing is owed
     * @param baselineW baseline in force; null when there is none
     */
    record Sample(
            Instant at,
            @Nullable Long meteredW,
            @Nullable String meterQuality,
            @Nullable Long targetW,
            @Nullable Long baselineW) {}

    /**
     * A frame ready to send.
     *
     * @param number counts frames from 1
     * @param json the frame
     */
    record Numbered(long number, String json) {}

    private final Object lock = new Object();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final AutoCloseable watch;
    private @Nullable Numbered newest;
    private long frames;
    private boolean closed;

    @SuppressWarnings("this-escape")
    LiveFeed(SiteDesk desk) {
        this.watch = desk.watch(this::take);
    }

    private void take(LiveFrame frame) {
        String json = WireJson.mapper().writeValueAsString(frame);
        SiteStatus status = frame.status();
        Sample sample =
                new Sample(
                        status.at(),
                        status.meteredW(),
                        status.meterQuality(),
                        status.targetW(),
                        status.baselineW());
        synchronized (lock) {
            frames++;
            newest = new Numbered(frames, json);
            samples.addLast(sample);
            Instant oldest = sample.at().minus(HISTORY);
            while (samples.size() > SAMPLES_MAX || samples.getFirst().at().isBefore(oldest)) {
                samples.removeFirst();
            }
            lock.notifyAll();
        }
    }

    /** What is kept of the last minutes, oldest first. */
    List<Sample> samples() {
        synchronized (lock) {
            return new ArrayList<>(samples);
        }
    }

    /**
     * Waits for a frame newer than {@code seen}.
     *
     * @return the newest frame, or null when none came within {@code longest} or the feed was closed
     */
    @Nullable Numbered after(long seen, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            while (!closed && (newest == null || newest.number() <= seen)) {
                long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    return null;
                }
                lock.wait(leftMs);
            }
            return closed ? null : newest;
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException("the desk would not stop sending frames", e);
        }
    }
}
