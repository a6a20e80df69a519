package org.trimtab.drivers.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Capability;
import org.trimtab.resource.PowerCurve;

/**
 * What a device is, can do and is set to. Taking it changes nothing.
 *
 * @param identity who it is; null when it could not be told
 * @param report what a poll with pools brings
 * @param capabilities what this very device can do, which may be less than its family
 * @param settings how it is set, in its own words: as many of {@code mode}, {@code preset}, {@code power_target_w},
 *     {@code throttle_percent}, {@code fan}, {@code dps}, {@code pools_sha256} as it tells, and others of its own.
 *     Equal before the first command and after the last restore. Never a secret
 * @param curve work by power; null when it gives none
 * @param findings what its owner should know
 */
public record Inspection(
        @Nullable Identity identity,
        DeviceReport report,
        Set<Capability> capabilities,
        SortedMap<String, String> settings,
        @Nullable PowerCurve curve,
        List<Finding> findings) {
    public Inspection {
        capabilities = Set.copyOf(capabilities);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        findings = List.copyOf(findings);
    }
}
