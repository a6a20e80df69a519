package org.trimtab.drivers.antminer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.antminer.AntminerProtocol.Work;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What the firmware says, in our words. Pure. */
final class AntminerMapping {
    private AntminerMapping() {}

    /**
     * A reading. Without a power figure of the device's own it bears the nameplate's: full power while it hashes,
     * standby while it does not.
     *
     * @param mode its work mode; null when it was not read or does not say
     */
    static DeviceReading reading(
            Device device, Instant startedAt, Work work, @Nullable Integer mode) {
        HashRate hashRate =
                work.megahashesPerSecond() == null
                        ? HashRate.ZERO
                        : new HashRate(work.megahashesPerSecond());
        Activity activity = activity(work, mode);
        Quality quality = activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED;
        if (work.watts() != null) {
            Power power = Power.ofWatts(work.watts());
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    power,
                    PowerSource.MODELLED,
                    hashRate,
                    Plausibility.of(power, hashRate, quality),
                    work.temperature());
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
                work.temperature());
    }

    /** Asleep needs both the setting and no work: one that is set to sleep and still hashes is hashing. */
    private static Activity activity(Work work, @Nullable Integer mode) {
        if (work.hashing()) {
            return Activity.HASHING;
        }
        if (mode == null || (work.running() && work.megahashesPerSecond() == null)) {
            return Activity.UNKNOWN;
        }
        return mode == MinerSettings.SLEEP ? Activity.ASLEEP : Activity.STARTING;
    }
}
