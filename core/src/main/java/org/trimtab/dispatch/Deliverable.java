package org.trimtab.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What devices can be counted on to fall by within a time, from how they have obeyed. Each device falls by its watts
 * with its own chance; the sum is taken as normal. Its variance has two parts: that of devices failing one by one,
 * Σ p (1 − p) w², and that of whole families doing worse than believed, (Σ s W)² with s the standard deviation of a
 * family's rate and W the watts of the family: doubts about families are added up, since what is not known of one is
 * mostly not known of the others either.
 *
 * <p>What is promised lies 1.645 standard deviations (one side, 95 %) and half a device below the mean; the half
 * device is the correction for few devices, whose sum moves in steps.
 */
@SuppressWarnings(
        "EnumOrdinal") // reasons are counted in columns within one reckoning, never written
public final class Deliverable {
    /** Times for which a site says what it can promise: ERCOT's FFR, seconds, ten and thirty minutes. */
    public static final List<Duration> HORIZONS =
            List.of(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30));

    /** Most hours that are looked ahead. */
    public static final int HOURS_MAX = 48;

    private static final double DEVIATIONS = 1.645;
    private static final int HALVINGS = 60;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Duration within;
    private final Sums sums;
    private final Map<LeftOut, Integer> notCounted;

    /**
     * What the devices counted on come to.
     *
     * @param watts W, all of them
     * @param mean W, each with its chance
     * @param ownVariance W², of devices failing one by one
     * @param commonVariance W², of families doing worse than believed
     * @param halfDevice W, half a device of those there are
     */
    private record Sums(
            int devices,
            double watts,
            double mean,
            double ownVariance,
            double commonVariance,
            double halfDevice) {}

    /**
     * What can be promised in a coming hour.
     *
     * @param owed what is owed already, taken out of every offer
     * @param offers one for each of {@link #HORIZONS}
     */
    public record HourAhead(MarketInterval hour, Power owed, List<Offer> offers) {
        public HourAhead {
            offers = List.copyOf(offers);
        }
    }

    /** Why a device cannot be counted on in a coming hour: held, asleep for its price, quarantined. */
    @FunctionalInterface
    public interface InHour {
        /**
         * Asked once for each device and hour.
         *
         * @param hour 0 is the first
         * @return null when it can
         */
        @Nullable LeftOut leftOut(int place, int hour);
    }

    /** Watts and reasons of one moment, and the chances that do not change with it. */
    private static final class Reckoning {
        private final ObeyRecord record;
        private final Duration within;
        private final long[] watts;
        private final double[] chances;
        private final boolean[] slowFamily;

        Reckoning(ObeyRecord record, Duration within, long[] watts) {
            if (watts.length != record.devices()) {
                throw new IllegalArgumentException(
                        watts.length + " levels for " + record.devices() + " devices");
            }
            this.record = record;
            this.within = within;
            this.watts = watts;
            this.slowFamily = new boolean[record.families()];
            double[] rates = new double[record.families()];
            Duration last = ObeyRecord.EDGES.getLast();
            for (int family = 0; family < rates.length; family++) {
                rates[family] = record.familyRate(family, within);
                // A family of which fewer than half come in time is not counted on: it is too slow.
                slowFamily[family] = 2 * rates[family] < record.familyRate(family, last);
            }
            int classes = ObeyRecord.classesWithin(within);
            this.chances = new double[watts.length];
            for (int place = 0; place < watts.length; place++) {
                chances[place] = record.chance(place, classes, rates[record.family(place)]);
            }
        }

        Deliverable sum(@Nullable LeftOut[] leftOut) {
            int[] notCounted = new int[LeftOut.values().length];
            double[] familySums = new double[record.families()];
            int devices = 0;
            double mean = 0;
            double own = 0;
            double squares = 0;
            for (int place = 0; place < watts.length; place++) {
                LeftOut reason = leftOut[place];
                int family = record.family(place);
                if (reason == null && watts[place] <= 0) {
                    reason = LeftOut.ALREADY_ASLEEP;
                } else if (reason == null && slowFamily[family]) {
                    reason = LeftOut.TOO_SLOW;
                }
                if (reason != null) {
                    notCounted[reason.ordinal()]++;
                    continue;
                }
                double level = watts[place];
                double chance = chances[place];
                devices++;
                familySums[family] += level;
                mean += chance * level;
                own += chance * (1 - chance) * level * level;
                squares += level * level;
            }
            double sum = 0;
            double doubt = 0;
            for (int family = 0; family < familySums.length; family++) {
                double level = familySums[family];
                sum += level;
                doubt += Math.sqrt(record.familyVariance(family, within)) * level;
            }
            Map<LeftOut, Integer> reasons = new EnumMap<>(LeftOut.class);
            for (LeftOut reason : LeftOut.values()) {
                if (notCounted[reason.ordinal()] > 0) {
                    reasons.put(reason, notCounted[reason.ordinal()]);
                }
            }
            double halfDevice = sum == 0 ? 0 : squares / sum / 2;
            return new Deliverable(
                    within, new Sums(devices, sum, mean, own, doubt * doubt, halfDevice), reasons);
        }
    }

    private Deliverable(Duration within, Sums sums, Map<LeftOut, Integer> notCounted) {
        this.within = within;
        this.sums = sums;
        this.notCounted = notCounted;
    }

    /**
     * What can be counted on now.
     *
     * @param within time from the ask to the fall
     * @param watts by place, what the device would fall by, W
     * @param leftOut by place, why it cannot be counted on; null when it can
     */
    public static Deliverable of(
            ObeyRecord record, Duration within, long[] watts, @Nullable LeftOut[] leftOut) {
        return new Reckoning(record, within, watts).sum(leftOut);
    }

    /** What can be promised now within each of {@link #HORIZONS}, longer times never less than shorter ones. */
    public static List<Offer> offers(ObeyRecord record, long[] watts, @Nullable LeftOut[] leftOut) {
        return offers(reckonings(record, watts), leftOut);
    }

    /**
     * What can be promised in the coming hours, with the devices and the record as they are now.
     *
     * @param from start of the first hour
     * @param watts by place, what the device would fall by when it works, W
     * @param leftOut why a device cannot be counted on in an hour
     * @param owedWatts for each hour, what is owed already, W; its length says how many hours
     * @throws IllegalArgumentException for more than {@link #HOURS_MAX} hours
     */
    public static List<HourAhead> ahead(
            ObeyRecord record, Instant from, long[] watts, InHour leftOut, long[] owedWatts) {
        if (owedWatts.length > HOURS_MAX) {
            throw new IllegalArgumentException(
                    owedWatts.length + " hours ahead; at most " + HOURS_MAX);
        }
        List<Reckoning> reckonings = reckonings(record, watts);
        List<HourAhead> hours = new ArrayList<>();
        @Nullable LeftOut[] then = new LeftOut[watts.length];
        for (int hour = 0; hour < owedWatts.length; hour++) {
            for (int place = 0; place < watts.length; place++) {
                then[place] = leftOut.leftOut(place, hour);
            }
            Instant start = from.plus(HOUR.multipliedBy(hour));
            Power owed = Power.ofWatts(Math.max(0, owedWatts[hour]));
            List<Offer> offers =
                    offers(reckonings, then).stream().map(offer -> offer.less(owed)).toList();
            hours.add(new HourAhead(new MarketInterval(start, start.plus(HOUR)), owed, offers));
        }
        return hours;
    }

    private static List<Reckoning> reckonings(ObeyRecord record, long[] watts) {
        return HORIZONS.stream().map(within -> new Reckoning(record, within, watts)).toList();
    }

    private static List<Offer> offers(List<Reckoning> reckonings, @Nullable LeftOut[] leftOut) {
        List<Offer> offers = new ArrayList<>();
        for (Reckoning reckoning : reckonings) {
            Offer offer = reckoning.sum(leftOut).offer();
            offers.add(offers.isEmpty() ? offer : offer.atLeast(offers.getLast()));
        }
        return offers;
    }

    /** What can be promised. */
    public Offer offer() {
        return new Offer(
                within,
                Power.ofWatts((long) sums.mean()),
                Power.ofWatts((long) Math.max(0, least(1))),
                sums.devices(),
                notCounted);
    }

    /** What a part of the devices, picked like the whole, falls by at least in 95 of 100 cases, W. */
    private double least(double part) {
        double variance = part * sums.ownVariance() + part * part * sums.commonVariance();
        return part * sums.mean() - DEVIATIONS * Math.sqrt(variance) - sums.halfDevice();
    }

    /**
     * How much to ask beyond what is needed, so that the need is met in 95 of 100 cases although some will not obey;
     * taken as if those asked were like the rest.
     *
     * @param neededWatts what must fall, W
     * @param most most of the extra, as a share of what is needed
     * @return W, at least 0; the most, or all there is, when not even that gives the confidence
     */
    public long overDispatchWatts(long neededWatts, Share most) {
        double there = sums.watts() - neededWatts;
        if (neededWatts <= 0 || there <= 0) {
            return 0;
        }
        double bound = Math.min(there, neededWatts * (most.partsPerMillion() / 1e6));
        double few = neededWatts / sums.watts();
        double many = 1;
        if (least(many) >= neededWatts) {
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (few + many) / 2;
                if (least(middle) >= neededWatts) {
                    many = middle;
                } else {
                    few = middle;
                }
            }
        }
        return (long) Math.min(bound, Math.ceil(many * sums.watts() - neededWatts));
    }
}
