package org.trimtab.live;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.trimtab.resource.DeviceId;

/** Holds every device's pools against what they were when first read: our commands must never change them. */
final class PoolWatch {
    private record Seen(String first, String last) {}

    private final Map<DeviceId, Seen> digests = new ConcurrentHashMap<>();

    void seen(DeviceId device, String digest) {
        digests.merge(device, new Seen(digest, digest), (old, _) -> new Seen(old.first(), digest));
    }

    int read() {
        return digests.size();
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
