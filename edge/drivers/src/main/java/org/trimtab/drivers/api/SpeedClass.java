package org.trimtab.drivers.api;

import java.time.Duration;
import org.trimtab.resource.Timing;

/** How soon a family's power has fallen after a command, in classes; the slow are sent first. */
public enum SpeedClass {
    /** Within 15 s. */
    FAST("fast: power has fallen within 15 s", Duration.ofSeconds(15)),
    /** Within a minute. */
    MEDIUM("medium: power has fallen within 1 min", Duration.ofMinutes(1)),
    /** Later, or nobody knows. */
    SLOW("slow: power may take longer than 1 min to fall", Duration.ofDays(1));

    private final String text;
    private final Duration most;

    SpeedClass(String text, Duration most) {
        this.text = text;
        this.most = most;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** The class of a family with these times: its answer and its fall together. */
    public static SpeedClass of(Timing timing) {
        Duration whole = timing.answersWithin().plus(timing.fallsWithin());
        for (SpeedClass speed : values()) {
            if (whole.compareTo(speed.most) <= 0) {
                return speed;
            }
        }
        return SLOW;
    }
}
