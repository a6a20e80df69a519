package org.trimtab.openadr.vtn.push;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How changes are told.
 *
 * @param callbacks what a callback may be
 * @param callbackAuthority a PEM file of the authorities that sign subscribers' certificates; null for the system's
 * @param mqtt the broker; null for none
 */
public record PushSettings(
        CallbackPolicy callbacks, @Nullable Path callbackAuthority, @Nullable MqttSettings mqtt) {
    /** Webhooks to public HTTPS addresses, no broker. */
    public static final PushSettings STANDARD = new PushSettings(CallbackPolicy.STRICT, null, null);
}
