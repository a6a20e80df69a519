package org.trimtab.drivers.api;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.telemetry.DeviceReading;

/**
 * What a poll brought.
 *
 * @param reading what the device said; null when it could not be read
 * @param failure why it could not be read; null when it could
 * @param detail a few words for a person; never a secret
 * @param poolsDigest SHA-256 over its pools (URLs and users, in order), hex; null when not asked for
 */
public record DeviceReport(
        @Nullable DeviceReading reading,
        @Nullable Failure failure,
        String detail,
        @Nullable String poolsDigest) {}
