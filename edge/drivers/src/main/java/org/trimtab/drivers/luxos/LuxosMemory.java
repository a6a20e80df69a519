package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one device besides its readings. Safe for use by many threads. */
final class LuxosMemory {
    /** A session lapses 60 s after its last use; one this old may lapse on the way. */
    private static final Duration USABLE_FOR = Duration.ofSeconds(55);

    /** Whether it answers several commands asked as one. */
    enum Joined {
        UNTRIED,
        UNDERSTOOD,
        NOT_UNDERSTOOD
    }

    private volatile Joined joined = Joined.UNTRIED;
    private @Nullable String session;
    private @Nullable Instant usedAt;
    private boolean held;

    /** The last session of ours there, whether it still lives or not; null when there is none. */
    synchronized @Nullable String session() {
        return session;
    }

    /** A session that is held for commands and lives; null when there is none. */
    synchronized @Nullable String warm(Instant now) {
        return held && usedAt != null && now.isBefore(usedAt.plus(USABLE_FOR)) ? session : null;
    }

    /** True while a session is to be kept for the next command. */
    synchronized boolean held() {
        return held;
    }

    /** A session of ours was opened. */
    synchronized void opened(String its, Instant at) {
        session = its;
        usedAt = at;
    }

    /** It was used. */
    synchronized void used(Instant at) {
        usedAt = at;
    }

    /** From now on it is kept for commands, or not. */
    synchronized void hold(boolean keep) {
        held = keep;
    }

    Joined joined() {
        return joined;
    }

    void joined(Joined found) {
        joined = found;
    }
}
