package org.trimtab.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/** What one firmware family did in one event, and how soon. Crank's thread only. */
final class FamilyTally {
    private final Set<DeviceId> chosen = new HashSet<>();
    private final Set<DeviceId> asleep = new HashSet<>();
    private final List<Double> asleepAfterMs = new ArrayList<>();
    private @Nullable Instant lastCommandAt;
    private @Nullable Instant lastAnswerAt;

    void chosen(DeviceId device) {
        chosen.add(device);
    }

    void commanded(Instant at) {
        lastCommandAt = later(lastCommandAt, at);
    }

    void answered(Instant at) {
        lastAnswerAt = later(lastAnswerAt, at);
    }

    /** Seen asleep; only the first time counts. */
    void seenAsleep(DeviceId device, double afterMs) {
        if (asleep.add(device)) {
            asleepAfterMs.add(afterMs);
        }
    }

    EventView.FamilyPart view(String family, Instant receivedAt, int failed) {
        List<Double> sorted = new ArrayList<>(asleepAfterMs);
        Collections.sort(sorted);
        return new EventView.FamilyPart(
                family,
                chosen.size(),
                asleep.size(),
                failed,
                afterMs(receivedAt, lastCommandAt),
                afterMs(receivedAt, lastAnswerAt),
                sorted.isEmpty() ? null : sorted.get(sorted.size() / 2),
                sorted.isEmpty() ? null : sorted.getLast());
    }

    private static Instant later(@Nullable Instant known, Instant at) {
        return known == null || at.isAfter(known) ? at : known;
    }

    private static @Nullable Double afterMs(Instant receivedAt, @Nullable Instant at) {
        return at == null ? null : EventRecord.afterMs(receivedAt, at);
    }
}
