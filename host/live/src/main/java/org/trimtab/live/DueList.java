package org.trimtab.live;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which of many places is due next. Setting and taking one costs little however many there are. One thread takes and
 * waits; any may set.
 */
final class DueList {
    private static final long NEVER = Long.MAX_VALUE;

    /** What is due is looked for no more often than this, so that many at nearly one time cost one look. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long WAIT_MOST_NS = TimeUnit.SECONDS.toNanos(1);

    private record Entry(long dueNanos, int place) {}

    private final long[] dueNanos;

    /** An entry whose place is due at another time by now is stale, and skipped when its time comes. */
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));

    private @Nullable Thread waiting;
    private long waitsUntilNanos;

    DueList(int places) {
        dueNanos = new long[places];
        Arrays.fill(dueNanos, NEVER);
    }

    /** Makes a place due at a time of {@link System#nanoTime}, in place of its former one. */
    synchronized void set(int place, long atNanos) {
        if (dueNanos[place] == atNanos) {
            return;
        }
        dueNanos[place] = atNanos;
        queue.add(new Entry(atNanos, place));
        if (waiting != null && atNanos - waitsUntilNanos < -LOOK_NS) {
            LockSupport.unpark(waiting);
        }
    }

    /** Makes a place due no later than at a time, if it is due at all. */
    synchronized void hasten(int place, long atNanos) {
        if (dueNanos[place] != NEVER && atNanos - dueNanos[place] < 0) {
            set(place, atNanos);
        }
    }

    /** Takes a place that is due and makes it due no more; -1 when there is none. */
    synchronized int take(long nowNanos) {
        while (true) {
            Entry first = queue.peek();
            if (first == null || first.dueNanos - nowNanos > 0) {
                return -1;
            }
            queue.remove();
            if (dueNanos[first.place] == first.dueNanos) {
                dueNanos[first.place] = NEVER;
                return first.place;
            }
        }
    }

    /** Waits until something may be due, or somebody wakes the thread. */
    void await() {
        long now = System.nanoTime();
        long wait;
        synchronized (this) {
            Entry first = queue.peek();
            wait = first == null ? WAIT_MOST_NS : first.dueNanos - now;
            wait = Math.clamp(wait, LOOK_NS, WAIT_MOST_NS);
            waiting = Thread.currentThread();
            waitsUntilNanos = now + wait;
        }
        LockSupport.parkNanos(this, wait);
        synchronized (this) {
            waiting = null;
        }
    }
}
