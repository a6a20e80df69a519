package org.trimtab.live;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.trimtab.resource.DeviceId;

/** Holds every device's pools against what they were when first read: our commands must never change them. */
final class PoolWatch {
    private record Seen(String first, String last, int round) {}

    private final Map<DeviceId, Seen> digests = new ConcurrentHashMap<>();
    private final AtomicInteger round = new AtomicInteger();

    void seen(DeviceId device, String digest) {
        int now = round.get();
        digests.merge(
                device,
                new Seen(digest, digest, now),
                (old, _) -> new Seen(old.first(), digest, now));
    }

    /** Begins a new round of reading. */
    void readAgain() {
        round.incrementAndGet();
    }

    /** Devices read in this round. */
    int read() {
        return (int) digests.values().stream().filter(seen -> seen.round() == round.get()).count();
    }

    /** Devices whose pools changed, by name. */
    List<String> changed() {
        return new TreeMap<>(digests)
                .entrySet().stream()
                        .filter(e -> !e.getValue().first().equals(e.getValue().last()))
                        .map(e -> e.getKey().value())
                        .toList();
    }
}
