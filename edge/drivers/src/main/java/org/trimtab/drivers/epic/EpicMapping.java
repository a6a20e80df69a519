package org.trimtab.drivers.epic;

import java.time.Instant;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.epic.EpicProtocol.Summary;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What the firmware says, in our words. Pure. */
final class EpicMapping {
    private EpicMapping() {}

    /** A reading; without a power figure of the device's own it bears the nameplate's. */
    static DeviceReading reading(Device device, Instant startedAt, Summary summary) {
        Long rate = summary.megahashesPerSecond();
        HashRate hashRate = rate == null ? HashRate.ZERO : new HashRate(rate);
        Activity activity = activity(summary, hashRate);
        Long watts = summary.watts();
        if (watts == null) {
            boolean working = activity == Activity.HASHING || activity == Activity.UNKNOWN;
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    working ? device.running() : device.standby(),
                    PowerSource.NAMEPLATE,
                    hashRate,
                    activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED,
                    summary.temperature());
        }
        Power power = Power.ofWatts(watts);
        Quality quality =
                activity == Activity.UNKNOWN
                        ? Quality.SUSPECT
                        : summary.measured() ? Quality.GOOD : Quality.ESTIMATED;
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                summary.measured() ? PowerSource.MEASURED : PowerSource.MODELLED,
                hashRate,
                Plausibility.of(power, hashRate, quality),
                summary.temperature());
    }

    /** Asleep needs both the word and no work: one that says it idles and still hashes is hashing. */
    private static Activity activity(Summary summary, HashRate hashRate) {
        if (!hashRate.isZero()) {
            return Activity.HASHING;
        }
        return switch (summary.state()) {
            case "Idling" -> Activity.ASLEEP;
            case "Initializing",
                    "Loading",
                    "PreInitCooldown",
                    "Rebooting",
                    "SoftRebooting",
                    "AdjustingClockVoltage",
                    "Mining",
                    "Testing" ->
                    summary.megahashesPerSecond() == null && summary.state().equals("Mining")
                            ? Activity.UNKNOWN
                            : Activity.STARTING;
            default -> Activity.UNKNOWN;
        };
    }
}
