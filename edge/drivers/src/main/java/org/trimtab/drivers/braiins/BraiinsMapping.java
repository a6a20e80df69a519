package org.trimtab.drivers.braiins;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.braiins.BraiinsProtocol.Details;
import org.trimtab.drivers.braiins.BraiinsProtocol.Work;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What Braiins OS says, in our words. Its power figure is its tuner's model, never a measurement. Pure. */
final class BraiinsMapping {
    /** A paused machine may draw this many times its usual standby power, such as while its fans run down. */
    private static final int STANDBY_TIMES_MOST = 2;

    private BraiinsMapping() {}

    /**
     * A reading by the REST interface, which names its state. Asleep needs both: paused, and no hashing.
     */
    static DeviceReading reading(Device device, Instant startedAt, Work work, Details details) {
        Activity activity =
                work.megahashesPerSecond() > 0
                        ? Activity.HASHING
                        : details.paused()
                                ? Activity.ASLEEP
                                : details.status() == null ? Activity.UNKNOWN : Activity.STARTING;
        return reading(device, startedAt, work, activity);
    }

    /**
     * A reading by the cgminer interface, which names no state. Without hashing, a tuner that reckons hardly any power
     * is paused, and one that reckons more is starting.
     */
    static DeviceReading reading(Device device, Instant startedAt, Work work) {
        Long watts = work.watts();
        Activity activity =
                work.megahashesPerSecond() > 0
                        ? Activity.HASHING
                        : watts == null
                                ? Activity.UNKNOWN
                                : watts <= STANDBY_TIMES_MOST * device.standby().watts()
                                        ? Activity.ASLEEP
                                        : Activity.STARTING;
        return reading(device, startedAt, work, activity);
    }

    /** Its tuner reckons nothing for a paused machine, though its control board and fans draw something still. */
    private static DeviceReading reading(
            Device device, Instant startedAt, Work work, Activity activity) {
        HashRate hashRate = new HashRate(work.megahashesPerSecond());
        Quality quality = activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED;
        Long watts = work.watts();
        if (watts != null && watts > 0) {
            Power power = Power.ofWatts(watts);
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    power,
                    PowerSource.MODELLED,
                    hashRate,
                    Plausibility.of(power, hashRate, quality));
        }
        boolean working = activity == Activity.HASHING || activity == Activity.UNKNOWN;
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                working ? device.running() : device.standby(),
                PowerSource.NAMEPLATE,
                hashRate,
                quality);
    }

    /** A model's name as descriptors write it. */
    static @Nullable String model(@Nullable String told) {
        return told == null || told.isBlank()
                ? null
                : told.trim().replaceFirst("(?i)^bitmain ", "");
    }
}
