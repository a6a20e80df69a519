package org.trimtab.drivers.whatsminer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a device's clock is off ours, learned from its answers. */
final class DeviceClock {
    /** No clock of a machine that has ever known the time stands outside of these. */
    private static final long LEAST = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();

    private static final long MOST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

    private DeviceClock() {}

    /** Its time less ours; null when what it tells can be no time. */
    static @Nullable Duration ahead(@Nullable Long itsSeconds, Instant ours) {
        return itsSeconds == null || itsSeconds < LEAST || itsSeconds > MOST
                ? null
                : Duration.ofSeconds(itsSeconds - ours.getEpochSecond());
    }
}
