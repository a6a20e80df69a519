package org.trimtab.fleet;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a device that was commanded by hand.
 *
 * @param ours true while it is owed a restore
 * @param settings how it was set before the first command; null when that was not read
 * @param takenAt when the settings were read; null when they were not
 * @param sleptAt when it was last asked to sleep; null when it never was
 * @param wokenAt when it was last asked to wake; null when it never was
 */
record Remembered(
        boolean ours,
        @Nullable Map<String, String> settings,
        @Nullable Instant takenAt,
        @Nullable Instant sleptAt,
        @Nullable Instant wokenAt) {
    static final Remembered NOTHING = new Remembered(false, null, null, null, null);

    Remembered {
        settings = settings == null ? null : new TreeMap<>(settings);
    }

    /** Ours from now on, with its settings before the first command. */
    Remembered before(@Nullable SortedMap<String, String> read, Instant now) {
        return new Remembered(true, read, read == null ? null : now, sleptAt, wokenAt);
    }

    Remembered slept(Instant at) {
        return new Remembered(ours, settings, takenAt, at, wokenAt);
    }

    Remembered woken(Instant at) {
        return new Remembered(ours, settings, takenAt, sleptAt, at);
    }

    /** It is as it was: nothing is owed any more. */
    Remembered restored() {
        return new Remembered(false, settings, takenAt, sleptAt, wokenAt);
    }
}
