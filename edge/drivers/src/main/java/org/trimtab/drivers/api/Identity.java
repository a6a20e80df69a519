package org.trimtab.drivers.api;

import org.jspecify.annotations.Nullable;

/**
 * What a device says it is.
 *
 * @param family protocol family that speaks to it
 * @param make who built it; null when it does not say
 * @param model its model, as a descriptor names it where one does; null when it does not say
 * @param firmware version of what it runs; null when it does not say
 * @param serial its serial number or, without one, its hardware address; null when it gives neither
 */
public record Identity(
        String family,
        @Nullable String make,
        @Nullable String model,
        @Nullable String firmware,
        @Nullable String serial) {}
