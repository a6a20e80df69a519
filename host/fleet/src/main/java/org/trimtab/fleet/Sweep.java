package org.trimtab.fleet;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Does the same with each of many, a bounded number at a time, and waits for all. What is asked to stop starts nothing
 * more and no longer waits.
 */
final class Sweep {
    private static final long LOOK_MILLIS = 100;

    /** Begins one piece; it must run {@code whenOver} once, on any thread. */
    interface Piece<I> {
        void begin(I item, Runnable whenOver);
    }

    private final int atOnceMax;
    private final Progress progress;
    private final BooleanSupplier stopped;

    Sweep(int atOnceMax, Progress progress, BooleanSupplier stopped) {
        this.atOnceMax = atOnceMax;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** Goes through all of them; true when it came to the end. */
    <I> boolean over(String what, List<I> items, Piece<I> piece) {
        Semaphore room = new Semaphore(atOnceMax);
        AtomicInteger done = new AtomicInteger();
        Runnable show = () -> progress.at(what, done.get(), items.size());
        long shownNanos = System.nanoTime();
        for (I item : items) {
            if (!taken(room, 1, show)) {
                return false;
            }
            // Where there is always room nobody waits, and there would be nothing to see.
            if (System.nanoTime() - shownNanos > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                show.run();
                shownNanos = System.nanoTime();
            }
            piece.begin(
                    item,
                    () -> {
                        done.incrementAndGet();
                        room.release();
                    });
        }
        boolean all = taken(room, atOnceMax, show);
        show.run();
        return all;
    }

    private boolean taken(Semaphore room, int permits, Runnable meanwhile) {
        try {
            while (!stopped.getAsBoolean()) {
                if (room.tryAcquire(permits, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return !stopped.getAsBoolean();
                }
                meanwhile.run();
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
