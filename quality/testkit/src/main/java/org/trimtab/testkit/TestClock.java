package org.trimtab.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it, and never goes back. Safe for use by many threads. */
public final class TestClock extends Clock {
    private final AtomicReference<Instant> now;

    private TestClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    public static TestClock at(Instant start) {
        return new TestClock(start);
    }

    /** A clock at an instant such as {@code "2023-08-17T19:00:00Z"}. */
    public static TestClock at(String start) {
        return new TestClock(Instant.parse(start));
    }

    /** Moves on by {@code step} and tells the new time. */
    public Instant advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + step);
        }
        return now.updateAndGet(instant -> instant.plus(step));
    }

    /** Moves on to {@code instant}. */
    public void moveTo(Instant instant) {
        now.updateAndGet(before -> {
            if (instant.isBefore(before)) {
                throw new IllegalArgumentException(
                        "time does not go back: " + before + " to " + instant);
            }
            return instant;
        });
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Always refuses: inside the house time is UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("time is UTC here, not " + zone);
    }
}
