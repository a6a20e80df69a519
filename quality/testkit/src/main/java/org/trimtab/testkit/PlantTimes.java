package org.trimtab.testkit;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen at a plant, by its time; what is set for the same time happens in the order it was set. */
final class PlantTimes {
    private record Due(long atMillis, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
    private long orders;
    private long nowMillis;

    /** Milliseconds since the plant's start. */
    long nowMillis() {
        return nowMillis;
    }

    /** Sets something for a time; one that has passed means now. */
    void at(long millis, Runnable what) {
        queue.add(new Due(Math.max(millis, nowMillis), orders++, what));
    }

    void in(long millis, Runnable what) {
        at(nowMillis + millis, what);
    }

    /** Lets time pass. */
    void run(long untilMillis) {
        while (!queue.isEmpty() && queue.peek().atMillis() <= untilMillis) {
            Due due = queue.poll();
            if (due == null) {
                return;
            }
            nowMillis = due.atMillis();
            due.what().run();
        }
        nowMillis = Math.max(nowMillis, untilMillis);
    }
}
