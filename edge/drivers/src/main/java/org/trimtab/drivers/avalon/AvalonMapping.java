package org.trimtab.drivers.avalon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.avalon.AvalonProtocol.Work;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What an Avalon says, in our words. Pure. */
final class AvalonMapping {
    private AvalonMapping() {}

    /** A reading; null when the answer gives no hash rate. */
    static @Nullable DeviceReading reading(
            Device device, Instant startedAt, @Nullable CgminerReply stats) {
        String module = AvalonProtocol.module(stats);
        HashRate rate = AvalonProtocol.hashRate(module);
        if (rate == null) {
            return null;
        }
        Activity activity = activity(AvalonProtocol.work(module), rate);
        Long wall = AvalonProtocol.wallWatts(module);
        Long output = AvalonProtocol.outputWatts(module);
        Long watts = wall == null ? output : wall;
        Temperature temperature = AvalonProtocol.temperature(module);
        if (watts == null) {
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
        // What the supply gives out lacks the supply's own losses: measured, but not at the wall.
        Quality quality = wall == null ? Quality.ESTIMATED : Quality.GOOD;
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                PowerSource.MEASURED,
                rate,
                Plausibility.of(power, rate, quality),
                temperature);
    }

    /** Asleep needs both the state and no hashing. */
    private static Activity activity(Work work, HashRate rate) {
        if (!rate.isZero()) {
            return Activity.HASHING;
        }
        return switch (work) {
            case SOFT_OFF -> Activity.ASLEEP;
            case WORKING, BETWEEN -> Activity.STARTING;
            case UNKNOWN -> Activity.UNKNOWN;
        };
    }
}
