package org.trimtab.openadr.vtn.push;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Spares a callback host that nobody can reach: after {@link #FAILURES} failures in a row, and none of its callbacks
 * served for {@link #QUIET}, it is left alone for a while; then one delivery goes as a trial, and the rest waits for
 * how that ends. Only failures to reach the host count; a host that answers, with whatever status, is reached. The
 * second condition keeps one broken callback from holding the good ones of its host.
 */
final class HostBreaker {
    static final int FAILURES = 5;
    static final Duration QUIET = Duration.ofSeconds(60);
    static final BackOff PAUSE = new BackOff(Duration.ofSeconds(20), Duration.ofMinutes(5));

    private int failures;
    private int pauses;
    private @Nullable Instant reachedAt;
    private @Nullable Instant closedUntil;
    private boolean trial;

    /** When a delivery may go: now or earlier means now. */
    Instant opensAt(Instant now) {
        Instant until = closedUntil;
        if (until == null) {
            return now;
        }
        // While a trial is under way the others wait for its end, which wakes them.
        return trial ? Instant.MAX : until;
    }

    /** A delivery goes. */
    void begun() {
        trial = closedUntil != null;
    }

    /** What was begun did not go after all. */
    void abandoned() {
        trial = false;
    }

    /** The host answered; true when it had been left alone until now. */
    boolean reached(Instant now) {
        boolean reopened = closedUntil != null;
        failures = 0;
        pauses = 0;
        reachedAt = now;
        closedUntil = null;
        trial = false;
        return reopened;
    }

    /** The host could not be reached; true when it is left alone from now on. */
    boolean missed(Instant now, RandomGenerator chance) {
        failures++;
        trial = false;
        Instant last = reachedAt;
        boolean quiet = last == null || last.plus(QUIET).isBefore(now);
        if (failures < FAILURES || !quiet) {
            return false;
        }
        boolean closing = closedUntil == null;
        if (closing || !now.isBefore(closedUntil)) {
            pauses++;
            closedUntil = now.plus(PAUSE.after(pauses, chance));
        }
        return closing;
    }

    boolean isClosed() {
        return closedUntil != null;
    }
}
