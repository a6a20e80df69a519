package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each device was put to sleep in the last 24 hours. Counted by the hour, the present one and the 24 before
 * it, so a sleep is forgotten up to an hour late and never early. A device that never sleeps takes no room.
 */
final class SleepCount {
    private static final int HOURS = 25;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final int NEVER = Integer.MIN_VALUE;

    private final Map<Integer, byte[]> counts = new HashMap<>();
    private final int[] lastHour;

    SleepCount(int devices) {
        lastHour = new int[devices];
        Arrays.fill(lastHour, NEVER);
    }

    void add(int place, Instant now) {
        byte[] hours = counts.get(place);
        if (hours == null) {
            hours = new byte[HOURS];
            counts.put(place, hours);
            lastHour[place] = hour(now);
        }
        forgetOld(place, hours, now);
        int slot = Math.floorMod(lastHour[place], HOURS);
        if (hours[slot] < Byte.MAX_VALUE) {
            hours[slot]++;
        }
    }

    int inADay(int place, Instant now) {
        byte[] hours = lastHour[place] == NEVER ? null : counts.get(place);
        if (hours == null) {
            return 0;
        }
        forgetOld(place, hours, now);
        int sum = 0;
        for (byte count : hours) {
            sum += count;
        }
        return sum;
    }

    /** The hours of the last day in which it was put to sleep, once for each sleep, oldest first. */
    List<Instant> hours(int place, Instant now) {
        byte[] hours = counts.get(place);
        List<Instant> found = new ArrayList<>();
        if (hours == null) {
            return found;
        }
        forgetOld(place, hours, now);
        for (int back = HOURS - 1; back >= 0; back--) {
            int hour = lastHour[place] - back;
            for (int i = 0; i < hours[Math.floorMod(hour, HOURS)]; i++) {
                found.add(Instant.ofEpochSecond(hour * SECONDS_PER_HOUR));
            }
        }
        return found;
    }

    private void forgetOld(int place, byte[] hours, Instant now) {
        int hour = hour(now);
        int passed = Math.min(HOURS, hour - lastHour[place]);
        for (int i = 1; i <= passed; i++) {
            hours[Math.floorMod(lastHour[place] + i, HOURS)] = 0;
        }
        if (passed > 0) {
            lastHour[place] = hour;
        }
    }

    /** When counts change next by time alone. */
    static Instant countsAnewAt(Instant now) {
        return Instant.ofEpochSecond((hour(now) + 1L) * SECONDS_PER_HOUR);
    }

    private static int hour(Instant now) {
        return Math.toIntExact(Math.floorDiv(now.getEpochSecond(), SECONDS_PER_HOUR));
    }
}
