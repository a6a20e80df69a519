package org.trimtab.drivers.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time limits of many talks: setting, moving and lifting one costs the same however many there are. A limit fires up
 * to one tick late.
 */
final class DeadlineWheel {
    /** How finely time limits are kept. */
    static final long TICK_NANOS = 20_000_000L;

    private static final int SLOTS = 1_024;

    /** Something with a time limit; it stands in at most one slot. */
    abstract static class Entry {
        private @Nullable Entry previous;
        private @Nullable Entry next;
        private long dueTick;
        private int slot = -1;

        /** Its time limit has passed. It may set a new one. */
        abstract void due();
    }

    private final @Nullable Entry[] heads = new Entry[SLOTS];
    private final List<Entry> passed = new ArrayList<>();
    private long tick;
    private int size;

    DeadlineWheel(long nowNanos) {
        tick = Math.floorDiv(nowNanos, TICK_NANOS);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Sets the entry's time limit, in place of the one it had. */
    void set(Entry entry, long dueNanos) {
        lift(entry);
        entry.dueTick = Math.max(tick + 1, Math.ceilDiv(dueNanos, TICK_NANOS));
        entry.slot = (int) Math.floorMod(entry.dueTick, (long) SLOTS);
        Entry head = heads[entry.slot];
        entry.next = head;
        if (head != null) {
            head.previous = entry;
        }
        heads[entry.slot] = entry;
        size++;
    }

    /** Takes the entry's time limit away, if it has one. */
    void lift(Entry entry) {
        if (entry.slot < 0) {
            return;
        }
        if (entry.previous == null) {
            heads[entry.slot] = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
        entry.slot = -1;
        size--;
    }

    /** Fires every limit that has passed. */
    void advance(long nowNanos) {
        long target = Math.floorDiv(nowNanos, TICK_NANOS);
        long steps = Math.min(target - tick, SLOTS);
        if (steps <= 0) {
            return;
        }
        tick = target;
        for (long at = target - steps + 1; at <= target; at++) {
            takeDue((int) Math.floorMod(at, (long) SLOTS));
        }
        // Taken out first: what fires may change the lists.
        for (int i = 0; i < passed.size(); i++) {
            passed.get(i).due();
        }
        passed.clear();
    }

    private void takeDue(int slot) {
        Entry entry = heads[slot];
        while (entry != null) {
            Entry next = entry.next;
            if (entry.dueTick <= tick) {
                lift(entry);
                passed.add(entry);
            }
            entry = next;
        }
    }
}
