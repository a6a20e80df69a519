package org.trimtab.drivers.vnish;

import java.time.Instant;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.vnish.VnishProtocol.Summary;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * What VNish says, in our words. Its power is the sum of what it reckons for its boards, never a measurement, and so 0
 * for a machine at rest. Pure.
 */
final class VnishMapping {
    private VnishMapping() {}

    static DeviceReading reading(Device device, Instant startedAt, Summary summary) {
        Activity activity = activity(summary);
        HashRate hashRate = new HashRate(summary.megahashesPerSecond());
        Quality quality = activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED;
        Long watts = summary.watts();
        if (watts != null && watts > 0) {
            Power power = Power.ofWatts(watts);
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    power,
                    PowerSource.MODELLED,
                    hashRate,
                    Plausibility.of(power, hashRate, quality),
                    summary.temperature());
        }
        boolean working = activity == Activity.HASHING || activity == Activity.UNKNOWN;
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                working ? device.running() : device.standby(),
                PowerSource.NAMEPLATE,
                hashRate,
                quality,
                summary.temperature());
    }

    /** Asleep needs both its word and no hashing. */
    private static Activity activity(Summary summary) {
        if (summary.megahashesPerSecond() > 0) {
            return Activity.HASHING;
        }
        return switch (summary.state()) {
            case "stopped", "paused", "idle" -> Activity.ASLEEP;
            case "mining", "initializing", "starting", "auto-tuning", "restarting" ->
                    Activity.STARTING;
            default -> Activity.UNKNOWN;
        };
    }
}
