package org.trimtab.drivers.whatsminer;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;
import tools.jackson.databind.JsonNode;

/** What WhatsMiners say in either API, in our words. Pure. */
final class WhatsminerMapping {
    /** V3 tells hash rates in TH/s. */
    private static final int TERAHASH = 6;

    private WhatsminerMapping() {}

    /** Hash rate right now by V3; null when its summary gives none. */
    static @Nullable HashRate hashRate(@Nullable JsonNode summary) {
        BigDecimal now = JsonValue.number(summary, "hash-realtime");
        if (now == null) {
            now = JsonValue.number(summary, "hash-1min");
        }
        return now == null ? null : SummaryHashRate.of(now, TERAHASH);
    }

    /** Power measured by the power supply by V3, W; null when its summary gives none. */
    static @Nullable Long watts(@Nullable JsonNode summary) {
        Long now = JsonValue.whole(summary, "power-realtime");
        return now == null ? JsonValue.whole(summary, "power-5min") : now;
    }

    /** Its hottest chip by V3; null when its summary does not say. */
    static @Nullable Temperature temperature(@Nullable JsonNode summary) {
        return Heat.ofCelsius(JsonValue.number(summary, "chip-temp-max"));
    }

    /**
     * A reading.
     *
     * @param working what it says of its mining service; null when it does not say
     * @param watts power at its supply's input; null when it does not say
     * @param temperature its hottest chip; null when it does not say
     */
    static DeviceReading reading(
            Device device,
            Instant startedAt,
            @Nullable Boolean working,
            HashRate rate,
            @Nullable Long watts,
            @Nullable Temperature temperature) {
        Activity activity = activity(working, rate);
        if (watts == null || watts <= 0) {
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    rate.isZero() ? device.standby() : device.running(),
                    PowerSource.NAMEPLATE,
                    rate,
                    Quality.ESTIMATED,
                    temperature);
        }
        Power power = Power.ofWatts(watts);
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                PowerSource.MEASURED,
                rate,
                Plausibility.of(power, rate, Quality.GOOD),
                temperature);
    }

    /** Asleep needs both a stopped service and no hashing. */
    private static Activity activity(@Nullable Boolean working, HashRate rate) {
        if (!rate.isZero()) {
            return Activity.HASHING;
        }
        if (working == null) {
            return Activity.UNKNOWN;
        }
        return working ? Activity.STARTING : Activity.ASLEEP;
    }
}
