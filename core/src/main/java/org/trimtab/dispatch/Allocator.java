package org.trimtab.dispatch;

import java.time.Duration;

/**
 * Who gives up which watts, and who gets them back: every device with its operating points, its losses and where it
 * stands now. Cheapest work falls first and dearest work returns first; where feeders or transformers carry too much,
 * those behind them go first, the deepest first of all. The last step is chosen to fit what is left.
 *
 * <p>Costs are counted as rates: what a point loses per hour against full work and, for going to sleep, what a stop
 * loses once, spread over the horizon. Waking does not earn the stop back. The merit order follows what the points are
 * described to draw, so that the noise of measured draw does not reshuffle it; the watts of a move count from what is
 * measured. The value lost is at most the least possible and the cost of one device step, and one more for every group
 * that needed watts by itself.
 *
 * <p>The same calls draw the same drafts. Not safe for use by several threads at once.
 */
public final class Allocator {
    /** Points a device may have at most, sleep and full work included. */
    public static final int POINTS_MAX = 8;

    /** Devices it may have at most. */
    public static final int DEVICES_MAX = 4_000_000;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;
    private final AllocatorMerit merit;
    private final AllocatorTargets targets;
    private final AllocatorLower lower;
    private final AllocatorRaise raise;
    private long changes;

    /**
     * An allocator of devices that are described afterwards; one that never is gives nothing.
     *
     * @param devices how many, at most {@link #DEVICES_MAX}; they are named by their place, from 0
     * @param behind for each group (feeder, transformer) the group it hangs on, or -1 for the site's busbar
     * @throws IllegalArgumentException if a group hangs on itself or on one that is not there
     */
    public Allocator(int devices, int[] behind) {
        if (devices < 0 || devices > DEVICES_MAX) {
            throw new IllegalArgumentException(
                    "%d devices: an allocator takes 0 to %d".formatted(devices, DEVICES_MAX));
        }
        points = new AllocatorPoints(devices);
        groups = new AllocatorGroups(behind);
        merit = new AllocatorMerit(points);
        targets = new AllocatorTargets(points, groups);
        lower = new AllocatorLower(points, groups, merit, targets);
        raise = new AllocatorRaise(points, groups, merit, targets);
    }

    /**
     * Describes a device, or describes it anew: from now on it stands at full work, draws what that point says and may
     * go to any point. Points keep their numbers. A throttled point that draws as much as a higher one, or no more than
     * sleep, is never used.
     *
     * @param group the feeder or transformer it hangs on, or -1 for the busbar
     * @param watts of each point, sleep first and full work last, 0 to 1 GW
     * @param lossPerHourMicroDollars lost per hour at each point against full work, so 0 for the last
     * @param stopLossMicroDollars lost once when it is put to sleep, by restart and wear; 0 to 1,000 dollars
     * @return how many of its points are never used
     */
    public int describe(
            int place,
            int group,
            long[] watts,
            long[] lossPerHourMicroDollars,
            long stopLossMicroDollars) {
        if (group < -1 || group >= groups.count()) {
            throw new IllegalArgumentException(
                    "device %d hangs on group %d, but there are %d; give 0 to %d, or -1 for the busbar"
                            .formatted(place, group, groups.count(), groups.count() - 1));
        }
        merit.forget();
        changes++;
        return points.describe(place, group, watts, lossPerHourMicroDollars, stopLossMicroDollars);
    }

    /** Over how long losses count: the shorter, the more a stop weighs. An hour unless said; at least a second. */
    public void horizon(Duration h) {
        if (points.horizon(h)) {
            merit.forgetHorizon();
        }
    }

    /** Over how long losses count, as said last. */
    public Duration horizon() {
        return points.horizon();
    }

    /**
     * How often a device has changed for what it was told to do, draw or be. While this and the horizon stay the same,
     * the same question draws the same draft.
     */
    public long changes() {
        return changes;
    }

    /** How often it slept lately, up to 255: among equals those that slept less go first, then by place. */
    public void turns(int place, int sleepsLately) {
        if (points.turns(place, sleepsLately)) {
            changes++;
            merit.refresh(place);
        }
    }

    /** The point it is at or was last sent to. What it draws stays as it was until {@link #draw} says otherwise. */
    public void stand(int place, int point) {
        if (points.stand(place, point)) {
            changes++;
            merit.refresh(place);
        }
    }

    /** What it draws now, measured: a move away from where it stands changes the level from here. */
    public void draw(int place, long watts) {
        if (points.draw(place, watts)) {
            changes++;
            merit.refresh(place);
        }
    }

    /** The points it may be moved to from now on, both included; it stays when both are where it stands. */
    public void window(int place, int lowest, int highest) {
        if (points.window(place, lowest, highest)) {
            changes++;
            merit.refresh(place);
        }
    }

    /** The point it stands at. */
    public int point(int place) {
        return points.stand(place);
    }

    /** How many points it has; 0 when it was never described. */
    public int points(int place) {
        return points.points(place);
    }

    /** What a point is described to draw. */
    public long watts(int place, int point) {
        return points.watts(place, point);
    }

    /** False for a throttled point that is never used because it draws as much as a higher one, or as sleep. */
    public boolean isUsable(int place, int point) {
        return points.isUsable(place, point);
    }

    /** What it draws now, as said last. */
    public long draw(int place) {
        return points.draw(place);
    }

    /** What all devices draw together. */
    public long level() {
        return points.level();
    }

    /**
     * Drafts what takes at least this much off the site and off each group, cheapest first. What devices behind a group
     * give counts for the groups it hangs on and for the site. Changes nothing by itself.
     *
     * @param groupWatts for each group; 0 where nothing is needed
     */
    public Draft lower(long siteWatts, long[] groupWatts) {
        checkGroups(groupWatts);
        lower.draw(siteWatts, groupWatts);
        return targets.end(lower.shortfall(), lower.groupShortfalls());
    }

    /**
     * Drafts who gets back at most this much at the site and at most so much behind each group: dearest work first. A
     * step that does not fit is left out for the next that does. A sleeping device goes to the highest point it may
     * be moved to. Changes nothing by itself.
     *
     * @param groupRoomWatts for each group; {@link Long#MAX_VALUE} where there is no limit
     */
    public Draft raise(long siteWatts, long[] groupRoomWatts) {
        checkGroups(groupRoomWatts);
        raise.draw(siteWatts, groupRoomWatts);
        return targets.end(0, new long[groups.count()]);
    }

    private void checkGroups(long[] column) {
        if (column.length != groups.count()) {
            throw new IllegalArgumentException(
                    "%d numbers for %d groups; give one for each"
                            .formatted(column.length, groups.count()));
        }
    }

    /** Takes a draft as done: every device of it stands where it was sent and draws what that point says. */
    public void apply(Draft draft) {
        changes++;
        for (int i = 0; i < draft.size(); i++) {
            int place = draft.place(i);
            boolean isOther = points.stand(place, draft.to(i));
            if (points.draw(place, points.watts(place, draft.to(i))) || isOther) {
                merit.refresh(place);
            }
        }
    }

    /** How many devices would give before this one, if it may give at all; else -1. Looks at every device. */
    public int rank(int place) {
        long mine = merit.next(place);
        if (mine == AllocatorOrder.NONE) {
            return -1;
        }
        int before = 0;
        for (int other = 0; other < points.devices; other++) {
            long step = merit.next(other);
            if (step != AllocatorOrder.NONE && step < mine) {
                before++;
            }
        }
        return before;
    }

    /**
     * What a move costs, or earns when it goes up, in micro-dollars per MWh of what its points are described to draw;
     * {@link Long#MAX_VALUE} when they draw the same.
     */
    public long costPerMwhMicroDollars(int place, int fromPoint, int toPoint) {
        return points.perMwh(place, fromPoint, toPoint);
    }
}
