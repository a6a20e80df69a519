package org.trimtab.drivers.api;

import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/** Remembers on disk how a device was set before we first changed it, so that it can be put back so. */
public interface PriorState {
    /** What was remembered, or null when nothing was. */
    @Nullable String recall(DeviceId device);

    /** Remembers; kept before this returns, so that a crash right after still finds it. */
    void remember(DeviceId device, String state);
}
