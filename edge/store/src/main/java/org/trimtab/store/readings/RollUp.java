package org.trimtab.store.readings;

import java.time.Duration;

/**
 * How readings are gathered. A second or a minute is the mean of the good readings taken in it; five and fifteen
 * minutes are the mean of their known minutes, each weighing the same, and say how many of them are known.
 */
public enum RollUp {
    SECOND(1),
    MINUTE(60),
    FIVE_MINUTES(300),
    FIFTEEN_MINUTES(900);

    private final int seconds;

    RollUp(int seconds) {
        this.seconds = seconds;
    }

    public int seconds() {
        return seconds;
    }

    public Duration length() {
        return Duration.ofSeconds(seconds);
    }

    long micros() {
        return seconds * 1_000_000L;
    }

    /** Table it is kept in. */
    String table() {
        return switch (this) {
            case SECOND -> "reading";
            case MINUTE -> "minute";
            case FIVE_MINUTES -> "five_minutes";
            case FIFTEEN_MINUTES -> "fifteen_minutes";
        };
    }
}
