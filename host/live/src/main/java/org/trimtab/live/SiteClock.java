package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The site's time: it starts from the system clock and then only goes forward. When the system clock is set back,
 * this clock goes on at its own pace; when it is set ahead, this clock follows.
 */
public final class SiteClock implements InstantSource {
    /** A jump ahead smaller than this is left to the system's own slewing. */
    private static final Duration JUMP = Duration.ofSeconds(1);

    private record Anchor(Instant wall, long nanos) {}

    private final InstantSource system;
    private volatile Anchor anchor;

    public SiteClock() {
        this(InstantSource.system());
    }

    SiteClock(InstantSource system) {
        this.system = system;
        anchor = new Anchor(system.instant(), System.nanoTime());
    }

    @Override
    public Instant instant() {
        Anchor from = anchor;
        return from.wall().plusNanos(System.nanoTime() - from.nanos());
    }

    /** Follows a system clock that was set ahead; called once a second or so. */
    public void follow() {
        Instant wall = system.instant();
        if (wall.isAfter(instant().plus(JUMP))) {
            anchor = new Anchor(wall, System.nanoTime());
        }
    }

    /** Goes on from a time that has already been counted, when the system's clock is behind it. */
    public void notBefore(Instant counted) {
        if (counted.isAfter(instant())) {
            anchor = new Anchor(counted, System.nanoTime());
        }
    }

    /** How far this clock is ahead of the system's; negative when behind. */
    public Duration aheadOfSystem() {
        return Duration.between(system.instant(), instant());
    }
}
