package org.trimtab.drivers.axeos;

import java.time.Instant;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.axeos.AxeosProtocol.About;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What the firmware says, in our words. Pure. */
final class AxeosMapping {
    private AxeosMapping() {}

    /** A reading; without a power figure of the device's own it bears the nameplate's. */
    static DeviceReading reading(Device device, Instant startedAt, About info) {
        HashRate hashRate = new HashRate(info.megahashesPerSecond());
        Activity activity = activity(info);
        Long watts = info.watts();
        if (watts == null) {
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    activity == Activity.HASHING ? device.running() : device.standby(),
                    PowerSource.NAMEPLATE,
                    hashRate,
                    Quality.ESTIMATED,
                    info.temperature());
        }
        // Some boards measure at their input, others add a constant to what they measure behind it.
        Power power = Power.ofWatts(watts);
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                PowerSource.MODELLED,
                hashRate,
                Plausibility.of(power, hashRate, Quality.ESTIMATED),
                info.temperature());
    }

    /** Asleep needs both the word and no work. Firmware without the word cannot be paused, so it is awake. */
    private static Activity activity(About info) {
        if (info.megahashesPerSecond() > 0) {
            return Activity.HASHING;
        }
        return Boolean.TRUE.equals(info.paused()) ? Activity.ASLEEP : Activity.STARTING;
    }
}
