package org.trimtab.drivers.luxos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.luxos.LuxosProtocol.Config;
import org.trimtab.drivers.luxos.LuxosProtocol.PowerUse;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What LuxOS says, in our words. Pure. */
final class LuxosMapping {
    private LuxosMapping() {}

    /** A reading; without a power figure of the device's own it bears the nameplate's. */
    static DeviceReading reading(
            Device device,
            Instant startedAt,
            HashRate hashRate,
            Config config,
            @Nullable PowerUse use) {
        Activity activity = activity(hashRate, config);
        if (use == null) {
            Power nameplate = hashRate.isZero() ? device.standby() : device.running();
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    nameplate,
                    PowerSource.NAMEPLATE,
                    hashRate,
                    Quality.ESTIMATED);
        }
        Power power = Power.ofWatts(use.watts());
        Quality quality = use.measured() ? Quality.GOOD : Quality.ESTIMATED;
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                use.measured() ? PowerSource.MEASURED : PowerSource.MODELLED,
                hashRate,
                Plausibility.of(power, hashRate, quality));
    }

    /** Asleep needs both the setting and no hashing: one that was told to sleep and still hashes is hashing. */
    private static Activity activity(HashRate hashRate, Config config) {
        if (!hashRate.isZero()) {
            return Activity.HASHING;
        }
        boolean unpowered = Boolean.FALSE.equals(config.powerSupplyOn());
        if (config.toldToSleep() || unpowered) {
            return Activity.ASLEEP;
        }
        // IsTuning tells nothing here: it is also true of machines that have long been at work.
        return config.curtailMode() == null && config.powerSupplyOn() == null
                ? Activity.UNKNOWN
                : Activity.STARTING;
    }
}
