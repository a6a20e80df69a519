package org.trimtab.drivers.api;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;

/**
 * Whether a device is ready to be commanded without delay.
 *
 * @param failure why it is not; null when it is ready
 * @param detail a few words for a person; never a secret
 */
public record Readiness(@Nullable Failure failure, String detail) {
    public static final Readiness READY = new Readiness(null, "");
}
