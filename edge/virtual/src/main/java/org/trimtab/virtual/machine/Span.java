package org.trimtab.virtual.machine;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A length of time drawn anew each time it is needed.
 *
 * @param least shortest, not negative
 * @param most longest, at least {@code least}
 */
public record Span(Duration least, Duration most) {
    public static final Span NONE = new Span(Duration.ZERO, Duration.ZERO);

    public Span {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "the shortest time " + least + " must not lie above the longest " + most);
        }
    }

    public static Span ofMillis(long least, long most) {
        return new Span(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    /** Draws one. */
    public Duration draw(SplittableRandom random) {
        long width = most.toMillis() - least.toMillis();
        return width == 0
                ? least
                : Duration.ofMillis(least.toMillis() + random.nextLong(width + 1));
    }
}
