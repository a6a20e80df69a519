package org.trimtab.engine;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * What was last read of every device, in columns: a site of a hundred thousand devices keeps a few dozen bytes of each
 * instead of half a dozen objects. Devices go by their place in the site; what was never read is absent, never zero.
 */
final class LastReadings {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int SAYS_NOTHING = Integer.MIN_VALUE;

    /** Everything of a reading that is a word; few are different, so each is kept once. */
    private record Words(Activity activity, PowerSource source, Quality quality) {
        boolean areOf(DeviceReading reading) {
            return activity == reading.activity()
                    && source == reading.source()
                    && quality == reading.quality();
        }
    }

    private final List<Device> devices;
    private final Map<Words, Words> known = new HashMap<>();
    private final @Nullable Words[] words;
    private final long[] observedAt;
    private final long[] megahashes;
    private final int[] watts;
    private final int[] millicelsius;

    LastReadings(List<Device> devices) {
        this.devices = devices;
        int count = devices.size();
        words = new Words[count];
        observedAt = new long[count];
        megahashes = new long[count];
        watts = new int[count];
        millicelsius = new int[count];
        Arrays.fill(observedAt, NEVER);
    }

    void put(int place, DeviceReading reading) {
        Words before = words[place];
        if (before == null || !before.areOf(reading)) {
            Words its = new Words(reading.activity(), reading.source(), reading.quality());
            words[place] = known.computeIfAbsent(its, w -> w);
        }
        observedAt[place] = Nanos.of(reading.observedAt());
        megahashes[place] = reading.hashRate().megahashesPerSecond();
        watts[place] = Math.toIntExact(reading.power().watts());
        Temperature temperature = reading.temperature();
        millicelsius[place] =
                temperature == null
                        ? SAYS_NOTHING
                        : Math.clamp(
                                temperature.millicelsius(), SAYS_NOTHING + 1, Integer.MAX_VALUE);
    }

    /** The reading as it came; null when the device was never read. */
    @Nullable DeviceReading get(int place) {
        Words its = words[place];
        if (its == null) {
            return null;
        }
        return new DeviceReading(
                devices.get(place).id(),
                Nanos.instant(observedAt[place]),
                its.activity(),
                Power.ofWatts(watts[place]),
                its.source(),
                new HashRate(megahashes[place]),
                its.quality(),
                saysTemperature(place) ? new Temperature(millicelsius[place]) : null);
    }

    boolean isThere(int place) {
        return words[place] != null;
    }

    /** When the request was sent that brought it, in nanoseconds since 1970; before everything when never read. */
    long observedAtNanos(int place) {
        return observedAt[place];
    }

    boolean isAfter(int place, Instant instant) {
        return isThere(place) && observedAt[place] > Nanos.of(instant);
    }

    boolean is(int place, Activity activity) {
        Words its = words[place];
        return its != null && its.activity() == activity;
    }

    boolean is(int place, Quality quality) {
        Words its = words[place];
        return its != null && its.quality() == quality;
    }

    /** True when its power was read or worked out, and not taken from a name plate. */
    boolean saysPower(int place) {
        Words its = words[place];
        return its != null && its.source() != PowerSource.NAMEPLATE;
    }

    /** What it drew; 0 when it was never read, so ask {@link #isThere} first where that is another thing. */
    long watts(int place) {
        return watts[place];
    }

    boolean saysTemperature(int place) {
        return isThere(place) && millicelsius[place] != SAYS_NOTHING;
    }

    long millicelsius(int place) {
        return millicelsius[place];
    }
}
