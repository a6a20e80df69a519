package org.trimtab.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Allocator;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.market.MiningTerms;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

/**
 * The states a device can be asked for, from asleep to full work, what it draws in each and what each costs in work.
 *
 * @param watts draw, lowest first; the first is standby
 * @param lossPerHour work lost against full work, micro-dollars an hour
 * @param stopLoss lost once when it is put to sleep: the work of one start, and wear; micro-dollars
 */
record OperatingPoints(long[] watts, long[] lossPerHour, long stopLoss) {
    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);
    private static final BigDecimal MEGAHASHES_PER_PETAHASH = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    /**
     * The points of a device.
     *
     * @param curve levels below full work; null when it only works or sleeps
     */
    static OperatingPoints of(
            Device device,
            @Nullable PowerCurve curve,
            MiningTerms mining,
            BigDecimal wearPerSleepUsd) {
        List<Long> watts = new ArrayList<>();
        List<Long> losses = new ArrayList<>();
        long full = worthPerHour(device.hashRate(), mining);
        watts.add(device.standby().watts());
        losses.add(full);
        if (curve != null && device.can(Capability.CAP)) {
            for (PowerCurve.Level level : curve.levels()) {
                long drawn = level.power().watts();
                boolean between =
                        drawn > watts.getLast()
                                && drawn < device.running().watts()
                                && watts.size() < Allocator.POINTS_MAX - 1;
                if (between) {
                    watts.add(drawn);
                    losses.add(Math.max(0, full - worthPerHour(level.hashRate(), mining)));
                }
            }
        }
        watts.add(device.running().watts());
        losses.add(0L);
        long start =
                BigDecimal.valueOf(full)
                        .multiply(BigDecimal.valueOf(device.timing().wakesWithin().toMillis()))
                        .divide(MILLIS_PER_HOUR, 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
        return new OperatingPoints(
                watts.stream().mapToLong(Long::longValue).toArray(),
                losses.stream().mapToLong(Long::longValue).toArray(),
                start + wearPerSleepUsd.multiply(MICRO).longValue());
    }

    /** What an hour of hashing earns after the pool's fee, micro-dollars. */
    private static long worthPerHour(HashRate rate, MiningTerms mining) {
        BigDecimal kept = BigDecimal.ONE.subtract(mining.poolFee().fraction());
        return BigDecimal.valueOf(rate.megahashesPerSecond())
                .multiply(BigDecimal.valueOf(mining.hashPrice().microDollarsPerPetahashDay()))
                .multiply(kept)
                .divide(MEGAHASHES_PER_PETAHASH.multiply(HOURS_PER_DAY), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    int count() {
        return watts.length;
    }

    int top() {
        return watts.length - 1;
    }

    /** The point at which an action leaves a device; a cap that is no point of its own counts as the one below. */
    int pointOf(Action action) {
        return switch (action) {
            case Action.State state -> state == Action.State.SLEEP ? 0 : top();
            case Action.CapAt cap -> {
                int point = Math.min(1, top());
                while (point + 1 < top() && watts[point + 1] <= cap.most().watts()) {
                    point++;
                }
                yield point;
            }
        };
    }

    /** True when it only sleeps or works. */
    boolean hasNoCap() {
        return top() < 2;
    }

    /** True when a reading shows that no cap holds it; a nameplate shows nothing. */
    boolean isAboveEveryCap(DeviceReading reading) {
        return hasNoCap()
                || (reading.source() != PowerSource.NAMEPLATE
                        && action(top() - 1) instanceof Action.CapAt highest
                        && !reading.power().isAtMost(Confirmation.capMost(highest)));
    }

    /** What a device is asked to be at a point. */
    Action action(int point) {
        if (point == 0) {
            return Action.SLEEP;
        }
        return point == top() ? Action.WAKE : new Action.CapAt(Power.ofWatts(watts[point]));
    }
}
