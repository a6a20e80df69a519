package org.trimtab.drivers.proto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.proto.ProtoProtocol.Mining;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** What the rig says, in our words. Pure. */
final class ProtoMapping {
    private ProtoMapping() {}

    /**
     * A reading. Its supplies' power comes before that of its mining software, and that before the nameplate's.
     *
     * @param measured W at the inputs of its supplies; null when they do not say
     */
    static DeviceReading reading(
            Device device, Instant startedAt, Mining mining, @Nullable Long measured) {
        HashRate hashRate = new HashRate(mining.megahashesPerSecond());
        Activity activity = activity(mining);
        Long watts = measured == null ? mining.watts() : measured;
        Quality guess = activity == Activity.UNKNOWN ? Quality.SUSPECT : Quality.ESTIMATED;
        if (watts == null) {
            boolean working = activity == Activity.HASHING || activity == Activity.UNKNOWN;
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    working ? device.running() : device.standby(),
                    PowerSource.NAMEPLATE,
                    hashRate,
                    guess);
        }
        Power power = Power.ofWatts(watts);
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                measured == null ? PowerSource.MODELLED : PowerSource.MEASURED,
                hashRate,
                Plausibility.of(power, hashRate, measured == null ? guess : Quality.GOOD));
    }

    /** Asleep needs both the word and no work; on its way there it is not asleep yet. */
    private static Activity activity(Mining mining) {
        if (mining.megahashesPerSecond() > 0) {
            return Activity.HASHING;
        }
        return switch (mining.status()) {
            case "Stopped", "Curtailed" -> Activity.ASLEEP;
            case "Mining", "DegradedMining", "PoweringOn", "NoPools" -> Activity.STARTING;
            default -> Activity.UNKNOWN;
        };
    }
}
