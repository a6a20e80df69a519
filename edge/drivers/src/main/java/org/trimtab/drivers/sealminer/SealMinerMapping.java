package org.trimtab.drivers.sealminer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Plausibility;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.drivers.sealminer.SealMinerProtocol.Work;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;
import tools.jackson.databind.JsonNode;

/** What a SealMiner says, in our words. Pure. */
final class SealMinerMapping {
    private SealMinerMapping() {}

    /** A reading; null when the answers give no hash rate. */
    static @Nullable DeviceReading reading(
            Device device,
            Instant startedAt,
            @Nullable CgminerReply statsReply,
            @Nullable CgminerReply summaryReply,
            List<String> asleepWords) {
        JsonNode stats = statsReply == null ? null : statsReply.first("STATS");
        HashRate rate = SealMinerProtocol.boards(stats);
        if (rate == null && summaryReply != null) {
            rate = SummaryHashRate.of(summaryReply.first("SUMMARY"));
        }
        if (stats == null || rate == null) {
            return null;
        }
        Long watts = SealMinerProtocol.inputWatts(stats);
        Work work = SealMinerProtocol.work(stats, asleepWords);
        if (work == Work.ASLEEP && watts != null && watts <= 2 * device.standby().watts()) {
            rate = HashRate.ZERO; // an average that still remembers work
        }
        Activity activity = activity(work, rate);
        if (watts == null || watts == 0) {
            return new DeviceReading(
                    device.id(),
                    startedAt,
                    activity,
                    rate.isZero() ? device.standby() : device.running(),
                    PowerSource.NAMEPLATE,
                    rate,
                    Quality.ESTIMATED);
        }
        Power power = Power.ofWatts(watts);
        return new DeviceReading(
                device.id(),
                startedAt,
                activity,
                power,
                PowerSource.MEASURED,
                rate,
                Plausibility.of(power, rate, Quality.GOOD));
    }

    /** Asleep needs both the state and no hashing. */
    private static Activity activity(Work work, HashRate rate) {
        if (!rate.isZero()) {
            return Activity.HASHING;
        }
        return switch (work) {
            case ASLEEP -> Activity.ASLEEP;
            case RUNNING, BETWEEN -> Activity.STARTING;
            case UNKNOWN -> Activity.UNKNOWN;
        };
    }
}
