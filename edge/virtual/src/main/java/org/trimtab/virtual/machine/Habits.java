package org.trimtab.virtual.machine;

import java.time.Duration;

/**
 * What no maker publishes, and so is assumed here; settable per group.
 *
 * @param clockWindow how far the time in a signed command may be from the machine's own clock (Whatsminer API 3)
 * @param retune how long a machine takes to work at another share of its power when it does not restart for it
 * @param regainAfter after how long a machine that scales its power by itself begins to climb back to full power,
 *     unless that was switched off (Braiins dynamic power scaling)
 * @param regain how long that climb takes
 */
public record Habits(Duration clockWindow, Duration retune, Duration regainAfter, Duration regain) {
    public static final Habits USUAL =
            new Habits(
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20));
}
