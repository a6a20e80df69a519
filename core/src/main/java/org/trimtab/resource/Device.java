package org.trimtab.resource;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;

/**
 * A machine we talk to.
 *
 * @param id its name within the site
 * @param family protocol family, such as {@code luxos}; chooses the driver
 * @param model model name, such as {@code Antminer S21}
 * @param endpoint where it answers
 * @param feeder the feeder it hangs on, when known
 * @param running power at full work by its nameplate, used until it has been read
 * @param standby power left when asleep
 * @param hashRate hash rate at full work by its nameplate
 * @param envelope what it may be asked
 * @param timing how fast it acts
 * @param capabilities what it can do
 * @param labels rack and tags
 * @param curve levels it can be held at below full work; null when it only works or sleeps, or when nobody knows
 */
public record Device(
        DeviceId id,
        String family,
        String model,
        Endpoint endpoint,
        @Nullable FeederId feeder,
        Power running,
        Power standby,
        HashRate hashRate,
        Envelope envelope,
        Timing timing,
        Set<Capability> capabilities,
        Labels labels,
        @Nullable PowerCurve curve) {
    public Device {
        capabilities = Set.copyOf(capabilities);
        if (standby.watts() < 0 || running.compareTo(standby) <= 0) {
            throw new IllegalArgumentException(
                    "device "
                            + id
                            + ": running power "
                            + running
                            + " must lie above standby "
                            + standby);
        }
    }

    /** A device that only works or sleeps. */
    public Device(
            DeviceId id,
            String family,
            String model,
            Endpoint endpoint,
            @Nullable FeederId feeder,
            Power running,
            Power standby,
            HashRate hashRate,
            Envelope envelope,
            Timing timing,
            Set<Capability> capabilities,
            Labels labels) {
        this(
                id,
                family,
                model,
                endpoint,
                feeder,
                running,
                standby,
                hashRate,
                envelope,
                timing,
                capabilities,
                labels,
                null);
    }

    /** A device without rack and tags. */
    public Device(
            DeviceId id,
            String family,
            String model,
            Endpoint endpoint,
            @Nullable FeederId feeder,
            Power running,
            Power standby,
            HashRate hashRate,
            Envelope envelope,
            Timing timing,
            Set<Capability> capabilities) {
        this(
                id,
                family,
                model,
                endpoint,
                feeder,
                running,
                standby,
                hashRate,
                envelope,
                timing,
                capabilities,
                Labels.NONE);
    }

    /** Energy per work at full load. */
    public Efficiency efficiency() {
        return Efficiency.of(running, hashRate);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
