package org.trimtab.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.DeviceId;

/**
 * What one device said of itself.
 *
 * @param device who said it
 * @param observedAt when the request that brought it was sent, so that nothing older than a command confirms it
 * @param activity what it is doing
 * @param power what it draws
 * @param source where the power figure comes from
 * @param hashRate its hash rate
 * @param quality how far to trust it
 * @param temperature its hottest chip or board; null when it does not say
 */
public record DeviceReading(
        DeviceId device,
        Instant observedAt,
        Activity activity,
        Power power,
        PowerSource source,
        HashRate hashRate,
        Quality quality,
        @Nullable Temperature temperature) {
    /** A reading that says nothing of temperature. */
    public DeviceReading(
            DeviceId device,
            Instant observedAt,
            Activity activity,
            Power power,
            PowerSource source,
            HashRate hashRate,
            Quality quality) {
        this(device, observedAt, activity, power, source, hashRate, quality, null);
    }
}
