package org.trimtab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.trimtab.dispatch.Allocator;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;

/**
 * What each device draws between now and when its command has worked, as far as it is known: kept in the level of the
 * site and its feeders. A device on its way up is counted on at what it will draw, so that nobody else is given the
 * room it is about to take.
 */
final class Draws {
    private static final long NEVER = Long.MIN_VALUE;

    /** From this part of what it will draw, in percent, a device on its way up has arrived. */
    private static final int ARRIVED_PERCENT = 98;

    private final List<Device> devices;
    private final DispatchPolicy policy;
    private final LastReadings readings;
    private final LevelModel level;
    private final Allocator allocator;
    private final int[] drawBefore;
    private final int[] fullDraw;
    private final long[] openUntil;
    private final long[] climbsUntil;
    private final BitSet open = new BitSet();

    Draws(
            List<Device> devices,
            DispatchPolicy policy,
            LastReadings readings,
            LevelModel level,
            Allocator allocator) {
        this.devices = devices;
        this.policy = policy;
        this.readings = readings;
        this.level = level;
        this.allocator = allocator;
        drawBefore = new int[devices.size()];
        fullDraw = new int[devices.size()];
        openUntil = new long[devices.size()];
        climbsUntil = new long[devices.size()];
        Arrays.fill(climbsUntil, NEVER);
        for (int place = 0; place < fullDraw.length; place++) {
            fullDraw[place] = Math.toIntExact(devices.get(place).running().watts());
        }
    }

    /** What a device of nobody's draws at work is its full work from now on, unless it is still on its way up. */
    void worksAt(int place, DeviceReading reading, Instant now) {
        if (reading.activity() == Activity.HASHING
                && reading.source() != PowerSource.NAMEPLATE
                && isWellAbove(reading.power(), place)
                && !climbs(place, reading.power().watts(), fullDraw[place], now)) {
            fullDraw[place] = Math.toIntExact(reading.power().watts());
        }
    }

    /** More than half of full work: less than that is a machine on its way up or down. */
    private boolean isWellAbove(Power power, int place) {
        return power.watts() * 2 > devices.get(place).running().watts();
    }

    /** It is about to be asked for something else. */
    void asked(int place) {
        drawBefore[place] = Math.toIntExact(level.settled(place));
    }

    /** It is asked to sleep: if it was on its way up, it is no longer. */
    void sleeps(int place) {
        climbsUntil[place] = NEVER;
    }

    /** It was seen to be back, and climbs for a while. */
    void cameBack(int place, Instant at) {
        climbsUntil[place] = Nanos.of(at.plus(devices.get(place).timing().wakesWithin()));
    }

    /** Whose ranges time alone has closed. */
    List<Integer> over(Instant now) {
        List<Integer> over = new ArrayList<>();
        long nowNanos = Nanos.of(now);
        for (int place = open.nextSetBit(0); place >= 0; place = open.nextSetBit(place + 1)) {
            if (openUntil[place] <= nowNanos) {
                over.add(place);
            }
        }
        return over;
    }

    /** Works out anew what a device draws between now and when its command has worked. */
    void recount(int place, Standing standing, OperatingPoints points, Instant now) {
        long target = points.watts()[allocator.point(place)];
        long before = drawBefore[place];
        switch (standing.phase()) {
            case FREE -> recountFree(place, now);
            case CURTAIL_SENT, CURTAIL_ACCEPTED -> {
                var timing = devices.get(place).timing();
                Instant until =
                        standing.since()
                                .plus(timing.answersWithin())
                                .plus(timing.fallsWithin())
                                .plus(policy.trimAfter());
                long most = Math.max(target, before);
                long least = noMoreThanSeen(place, Math.min(target, before));
                range(place, least, most, target, until, now);
            }
            case CURTAILED -> {
                long drawn = ownFigure(place, standing.since(), target);
                if (climbs(place, drawn, target, now)) {
                    climb(place, drawn, target, now);
                    return;
                }
                Instant until = standing.since().plus(policy.trimAfter());
                range(place, drawn, Math.max(drawn, before), drawn, until, now);
            }
            case CURTAIL_FAILED -> {
                boolean seen = readings.isAfter(place, standing.since());
                long drawn = seen ? readings.watts(place) : before;
                long asleep = points.watts()[0];
                long least = seen || !Fleet.isInDoubt(standing.failure()) ? drawn : asleep;
                range(place, Math.min(least, drawn), drawn, drawn, Instant.MAX, now);
            }
            case RESTORE_SENT, RESTORE_ACCEPTED -> {
                long full = target == points.watts()[points.top()] ? fullDraw[place] : target;
                long least = noMoreThanSeen(place, Math.min(before, full));
                range(place, least, Math.max(before, full), full, Instant.MAX, now);
            }
            case RESTORE_FAILED -> {
                long drawn = readings.isThere(place) ? readings.watts(place) : before;
                range(place, drawn, drawn, drawn, Instant.MAX, now);
            }
        }
    }

    private void recountFree(int place, Instant now) {
        long drawn = readings.watts(place);
        if (drawn > 0 && climbs(place, drawn, fullDraw[place], now)) {
            climb(place, drawn, fullDraw[place], now);
        } else {
            range(place, drawn, drawn, drawn, now, now);
        }
    }

    /** A device that says it is back still climbs; it is counted on at what it will draw before it gets there. */
    private void climb(int place, long drawn, long then, Instant now) {
        range(place, drawn, then, then, Nanos.instant(climbsUntil[place]), now);
    }

    private boolean climbs(int place, long drawn, long then, Instant now) {
        return climbsUntil[place] > Nanos.of(now) && drawn * 100 < then * ARRIVED_PERCENT;
    }

    /** Sets the range, or its end when {@code until} has passed. */
    private void range(int place, long least, long most, long then, Instant until, Instant now) {
        boolean isOpen = least != most && until.isAfter(now);
        open.set(place, isOpen);
        openUntil[place] = until.equals(Instant.MAX) ? Long.MAX_VALUE : Nanos.of(until);
        level.set(place, isOpen ? least : then, isOpen ? most : then, then);
        allocator.draw(place, then);
    }

    private long ownFigure(int place, Instant since, long otherwise) {
        return readings.saysPower(place) && readings.observedAtNanos(place) >= Nanos.of(since)
                ? readings.watts(place)
                : otherwise;
    }

    /** Asked again on its way up, a device draws less than it was last counted on for. */
    private long noMoreThanSeen(int place, long watts) {
        return readings.saysPower(place) ? Math.min(watts, readings.watts(place)) : watts;
    }
}
