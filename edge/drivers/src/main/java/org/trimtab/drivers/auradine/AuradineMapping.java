package org.trimtab.drivers.auradine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.auradine.AuradineProtocol.Mode;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What the firmware says, in our words. Pure. */
final class AuradineMapping {
    private AuradineMapping() {}

    /** A reading; without the power supply's figure it bears the nameplate's. */
    static DeviceReading reading(
            Device device, Instant startedAt, Mode mode, HashRate hashRate, @Nullable Long watts) {
        Activity activity = activity(mode, hashRate);
        if (watts == null) {
            boolean working = activity == Activity.HASHING || activity == Activity.UNKNOWN;
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    working ? device.running() : device.standby(),
                    PowerSource.NAMEPLATE,
                    hashRate,
                    activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED);
        }
        Power power = Power.ofWatts(watts);
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                PowerSource.MEASURED,
                hashRate,
                Plausibility.of(power, hashRate, Quality.GOOD));
    }

    /** Asleep needs both the setting and no work: one that is set to sleep and still hashes is hashing. */
    private static Activity activity(Mode mode, HashRate hashRate) {
        if (!hashRate.isZero()) {
            return Activity.HASHING;
        }
        if (mode.asleep() == null) {
            return Activity.UNKNOWN;
        }
        return mode.asleep() ? Activity.ASLEEP : Activity.STARTING;
    }
}
