package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the steps of both end nodes share. */
final class Steps {

    private Steps() {}

    /** The first end among events; null when none ends. */
    static @Nullable Instant firstEnd(Collection<LegacyEvent> events) {
        return events.stream()
                .map(LegacyEvent::endAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The earlier of two; a null does not count. */
    static Instant earliest(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    static String failure(RuntimeException e, Instant againAt) {
        return "%s Tried again at %s.".formatted(e.getMessage(), againAt);
    }
}
