package org.trimtab.baseline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * The site's meter held against the sum of its devices. They never agree to the watt: lines, fans and lights draw too.
 * What counts is how much of the meter the devices leave unexplained.
 *
 * @param intervals each interval that both speak of, or only one
 * @param meter mean of the meter over the intervals both know; null when there are none
 * @param devices mean of the devices' sum over them; null when there are none
 * @param known share of the intervals that both know
 * @param verdict of the whole
 */
public record Reconciliation(
        List<Compared> intervals,
        @Nullable Power meter,
        @Nullable Power devices,
        Share known,
        Verdict verdict) {
    private static final long MILLION = 1_000_000L;

    public Reconciliation {
        intervals = List.copyOf(intervals);
    }

    /** How well they agree. */
    public enum Verdict {
        /** Within the share that is always borne. */
        GOOD,
        /** Beyond it, but within the share at which somebody must look. */
        DOUBTFUL,
        /** Beyond that: a meter, a device's figure or the list of devices is wrong. */
        ALARM,
        /** Too little is known of both. */
        UNKNOWN
    }

    /**
     * When they agree.
     *
     * @param good largest difference, as a share of the meter, that is good
     * @param alarm largest difference that is no alarm
     * @param knownAtLeast smallest share of intervals that both must know
     */
    public record Limits(Share good, Share alarm, Share knownAtLeast) {
        /** 3 % is good and beyond 10 % is an alarm; at least half of the intervals are known. */
        public static final Limits STANDARD =
                new Limits(new Share(30_000), new Share(100_000), new Share(500_000));

        public Limits {
            if (alarm.compareTo(good) < 0) {
                throw new IllegalArgumentException(
                        "an alarm begins where good has ended: " + good + " and " + alarm);
            }
        }
    }

    /**
     * One interval.
     *
     * @param meter what the meter says; null when nobody knows
     * @param devices what the devices say together; null when nobody knows
     */
    public record Compared(
            MarketInterval interval,
            @Nullable Power meter,
            @Nullable Power devices,
            Verdict verdict) {}

    /**
     * Holds a meter against its devices, over the time the meter was read.
     *
     * @param meter the site's meter
     * @param devices the sum of all devices in intervals of the same length; an interval in which any device is unknown
     *     must be unknown in it
     * @throws IllegalArgumentException when their intervals are not the same ones
     */
    public static Reconciliation of(LoadSeries meter, LoadSeries devices, Limits limits) {
        Duration apart = Duration.between(meter.from(), devices.from());
        if (!meter.step().equals(devices.step())
                || apart.toSeconds() % meter.step().toSeconds() != 0) {
            throw new IllegalArgumentException(
                    "intervals of the same length and grid are needed, got "
                            + meter
                            + " and "
                            + devices);
        }
        List<Compared> intervals = new ArrayList<>(meter.size());
        long meterWatts = 0;
        long deviceWatts = 0;
        int both = 0;
        for (int i = 0; i < meter.size(); i++) {
            MarketInterval interval = meter.interval(i);
            int other = devices.indexOf(interval.from());
            Power metered = meter.power(i);
            Power summed = other < 0 || other >= devices.size() ? null : devices.power(other);
            if (metered != null && summed != null) {
                both++;
                meterWatts += metered.watts();
                deviceWatts += summed.watts();
                intervals.add(
                        new Compared(
                                interval,
                                metered,
                                summed,
                                judge(metered.watts(), summed.watts(), limits)));
            } else {
                intervals.add(new Compared(interval, metered, summed, Verdict.UNKNOWN));
            }
        }
        Share known = new Share((int) (both * MILLION / meter.size()));
        boolean isEnough = both > 0 && known.compareTo(limits.knownAtLeast()) >= 0;
        long meterMean = Math.floorDiv(meterWatts, Math.max(1, both));
        long deviceMean = Math.floorDiv(deviceWatts, Math.max(1, both));
        return new Reconciliation(
                intervals,
                both == 0 ? null : Power.ofWatts(meterMean),
                both == 0 ? null : Power.ofWatts(deviceMean),
                known,
                isEnough ? judge(meterMean, deviceMean, limits) : Verdict.UNKNOWN);
    }

    /** Difference of the whole as parts per million of the meter, positive when devices say less; null if unknown. */
    public @Nullable Long unexplainedPartsPerMillion() {
        Power metered = meter;
        Power summed = devices;
        return metered == null || summed == null || metered.watts() == 0
                ? null
                : (Long) ((metered.watts() - summed.watts()) * MILLION / metered.watts());
    }

    private static Verdict judge(long meter, long devices, Limits limits) {
        long apart = Math.multiplyExact(Math.abs(meter - devices), MILLION);
        if (apart <= Math.multiplyExact(Math.abs(meter), limits.good().partsPerMillion())) {
            return Verdict.GOOD;
        }
        return apart <= Math.multiplyExact(Math.abs(meter), limits.alarm().partsPerMillion())
                ? Verdict.DOUBTFUL
                : Verdict.ALARM;
    }
}
