package org.trimtab.dispatch;

import java.util.Arrays;

/**
 * Who gives first, kept sorted between calls. The order holds the hull of every device over the window it had when the
 * order was made; a device that has moved along its hull since only changes which of its steps are open. Over how long
 * losses count weighs on the last step of a device only, to sleep, so that another horizon sorts those alone. The few
 * that stand beside their hull, or whose window has changed, are strays: their steps are sorted anew when one of them
 * moved.
 */
final class AllocatorMerit {
    private static final int STRAYS_FEW = 64;
    private static final int STRAYS_ONE_IN = 16;

    private final AllocatorPoints points;
    private final AllocatorHull hull;
    private final int devices;

    /** Steps along the hulls that end at work. */
    final AllocatorLadder throttles;

    /** Steps along the hulls that end at sleep. */
    final AllocatorLadder sleeps;

    /** Steps from sleep to the top. */
    final AllocatorLadder wakes;

    /** Steps of the strays, downwards and upwards. */
    final AllocatorOrder strayFalls;

    final AllocatorOrder strayRises;

    /** The corners of each hull as it would be without sleep, and as it is, as bits. */
    private final byte[] atWork;

    private final byte[] corners;

    /** What a watt costs that a throttled corner gives, in micro-dollars per hour, by device and rung. */
    private double[] slopes = new double[0];

    private final byte[] madeLowest;
    private final byte[] madeHighest;
    private final byte[] madeTurns;
    private final boolean[] isStray;
    private final int[] strays;
    private int strayCount;
    private int straysWhenMade;
    private boolean isMade;
    private boolean areSleepsMade;
    private boolean areWakesMade;
    private boolean areStraysSorted;

    AllocatorMerit(AllocatorPoints points) {
        this.points = points;
        devices = points.devices;
        hull = new AllocatorHull(points);
        throttles = new AllocatorLadder(devices);
        sleeps = new AllocatorLadder(devices);
        wakes = new AllocatorLadder(devices);
        strayFalls = new AllocatorOrder(devices);
        strayRises = new AllocatorOrder(devices);
        atWork = new byte[devices];
        corners = new byte[devices];
        madeLowest = new byte[devices];
        madeHighest = new byte[devices];
        madeTurns = new byte[devices];
        isStray = new boolean[devices];
        strays = new int[devices];
    }

    /** A device is another: everything is sorted anew when it is needed next. */
    void forget() {
        isMade = false;
    }

    /** Losses count over another time: steps to sleep are sorted anew when they are needed next. */
    void forgetHorizon() {
        areSleepsMade = false;
    }

    /** The device a step is of. */
    int place(long step) {
        return strayFalls.place(step);
    }

    /** The point a step of the order ends at. */
    int to(long step) {
        return points.width() - 2 - strayFalls.rung(step);
    }

    /** The point a step of the order begins at. */
    int from(long step) {
        int above = (corners[place(step)] & 0xff) >>> (to(step) + 1);
        return to(step) + 1 + Integer.numberOfTrailingZeros(above);
    }

    /** The point a rise of a stray or a wake ends at. */
    int risesTo(long step) {
        return Allocator.POINTS_MAX - 1 - strayFalls.rung(step);
    }

    /** Makes the orders true for what was said since the last call. */
    void prepareFalls() {
        prepare();
    }

    /** As {@link #prepareFalls()}, wakes included. */
    void prepareRises() {
        prepare();
        if (!areWakesMade) {
            makeWakes();
        }
    }

    private void prepare() {
        boolean tooMany =
                strayCount > devices / STRAYS_ONE_IN + STRAYS_FEW
                        && strayCount / 2 > straysWhenMade;
        if (!isMade || tooMany) {
            makeThrottles();
        }
        if (!areSleepsMade) {
            makeSleeps();
        }
        if (!areStraysSorted) {
            sortStrays();
        }
    }

    private void makeThrottles() {
        int rungs = points.width() - 2;
        if (slopes.length != devices * rungs) {
            slopes = new double[devices * rungs];
        }
        Arrays.fill(isStray, false);
        strayCount = 0;
        throttles.begin(rungs);
        for (int place = 0; place < devices; place++) {
            makeThrottles(place);
        }
        throttles.settle();
        // Closed as they are, so that whoever has a hull is looked at when sleep is added to it.
        Arrays.fill(corners, (byte) 0);
        isMade = true;
        makeSleeps();
        straysWhenMade = strayCount;
    }

    private void makeThrottles(int place) {
        boolean locked = points.isLocked(place);
        int lowest = locked ? 0 : points.lowest(place);
        int highest = locked ? points.last(place) : points.highest(place);
        int turns = points.turns(place);
        madeLowest[place] = (byte) lowest;
        madeHighest[place] = (byte) highest;
        madeTurns[place] = (byte) turns;
        atWork[place] = 0;
        int may = points.usable(place) >> lowest << lowest & (2 << highest) - 1;
        if (may == 0 && !locked) {
            keepStray(place, true);
        }
        if (may <= 1) {
            return;
        }
        int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(may);
        int found = hull.down(place, top, Math.max(1, lowest), top);
        int bottomRung = points.width() - 2;
        long identity = strayFalls.identity(turns, place);
        int bits = 1 << top;
        for (int c = 1; c < found; c++) {
            int to = hull.corner[c];
            bits |= 1 << to;
            int rung = bottomRung - to;
            slopes[place * bottomRung + rung] = hull.slope[c];
            throttles.add(place, rung, strayFalls.step(hull.slope[c], identity, rung), 0);
        }
        atWork[place] = (byte) bits;
    }

    /** Adds sleep to the hulls: where it puts a throttled corner above the hull, that one is never sent for. */
    private void makeSleeps() {
        sleeps.begin(1);
        for (int place = 0; place < devices; place++) {
            if (madeLowest[place] == 0 && points.points(place) > 0) {
                addSleep(place);
            } else {
                turn(place, atWork[place] & 0xff);
            }
        }
        sleeps.settle();
        areSleepsMade = true;
        areWakesMade = false;
        areStraysSorted = false;
    }

    private void addSleep(int place) {
        int bits = atWork[place] & 0xff;
        int from = Integer.numberOfTrailingZeros(bits);
        int first = place * points.width();
        int asleep = points.watts()[first];
        if (bits == 0 || asleep >= points.watts()[first + from]) {
            turn(place, bits == 0 ? 1 : bits);
            return;
        }
        int rung = points.width() - 2;
        double lost = points.rate(place, 0);
        double steep = steep(place, from, lost, asleep);
        while ((bits & bits - 1) != 0 && steep <= slopes[place * rung + rung - from]) {
            bits &= bits - 1;
            from = Integer.numberOfTrailingZeros(bits);
            steep = steep(place, from, lost, asleep);
        }
        turn(place, bits | 1);
        long identity = strayFalls.identity(madeTurns[place] & 0xff, place);
        int gives = mayOpen(place) ? opened(place, from, 0) : 0;
        sleeps.add(place, 0, strayFalls.step(steep, identity, rung), gives);
    }

    private double steep(int place, int from, double lost, int asleep) {
        return (lost - points.loss(place, from)) / (points.watts(place, from) - asleep);
    }

    /** Takes other corners for the hull of a device. */
    private void turn(int place, int bits) {
        if (bits != (corners[place] & 0xff)) {
            corners[place] = (byte) bits;
            watch(place);
            openThrottles(place);
        }
    }

    private void makeWakes() {
        wakes.begin(1);
        for (int place = 0; place < devices; place++) {
            int top = madeTop(place);
            if (top > 0) {
                double less = points.watts(place, top) - points.watts(place, 0);
                double saves = (points.loss(place, 0) - points.loss(place, top)) / less;
                int rung = Allocator.POINTS_MAX - 1 - top;
                long identity = strayFalls.identity(points.turns(place), place);
                wakes.add(place, 0, strayFalls.step(saves, identity, rung), wakes(place, top));
            }
        }
        wakes.settle();
        areWakesMade = true;
    }

    /** The highest corner of the hull it had when the order was made; -1 without one. */
    private int madeTop(int place) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(corners[place] & 0xff);
    }

    /** Makes the steps of one device true for where it stands, what it draws and where it may go. */
    void refresh(int place) {
        if (!isMade) {
            return;
        }
        watch(place);
        int top = madeTop(place);
        if (top <= 0) {
            return;
        }
        openThrottles(place);
        int bits = corners[place] & 0xff;
        if ((bits & 1) != 0) {
            int from = Integer.numberOfTrailingZeros(bits & ~1);
            sleeps.open(place, 0, mayOpen(place) ? opened(place, from, 0) : 0);
        }
        if (areWakesMade) {
            wakes.open(place, 0, wakes(place, top));
        }
    }

    /** Keeps those among the strays that stand beside their hull, or whose window or turns have changed. */
    private void watch(int place) {
        int stand = points.stand(place);
        boolean stray =
                !points.isLocked(place)
                        && ((corners[place] >> stand & 1) == 0
                                || points.lowest(place) != madeLowest[place]
                                || points.highest(place) != madeHighest[place]
                                || (stand > 0 && (byte) points.turns(place) != madeTurns[place]));
        if (stray || isStray[place]) {
            keepStray(place, stray);
        }
    }

    private boolean mayOpen(int place) {
        return !isStray[place] && !points.isLocked(place);
    }

    /** Opens what leads from corner to corner away from where a device stands. */
    private void openThrottles(int place) {
        int bits = corners[place] & 0xff;
        int bottomRung = points.width() - 2;
        boolean may = mayOpen(place);
        int from = madeTop(place);
        int left = atWork[place] & 0xff & ~(1 << from);
        while (left != 0) {
            int to = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
            left &= ~(1 << to);
            boolean isCorner = (bits >> to & 1) != 0;
            throttles.open(place, bottomRung - to, may && isCorner ? opened(place, from, to) : 0);
            from = isCorner ? to : from;
        }
    }

    private int opened(int place, int from, int to) {
        int draw = points.draw(place);
        int stand = points.stand(place);
        if (from <= stand) {
            int drawn = from == stand ? draw : Math.min(draw, points.watts(place, from));
            return Math.max(0, drawn - points.watts(place, to));
        }
        if (stand == 0) {
            return 0;
        }
        int drawn = to == stand ? draw : Math.max(draw, points.watts(place, to));
        return Math.min(0, drawn - points.watts(place, from));
    }

    private int wakes(int place, int top) {
        boolean isAsleep = points.stand(place) == 0;
        return isAsleep && mayOpen(place)
                ? -Math.max(0, points.watts(place, top) - points.draw(place))
                : 0;
    }

    private void keepStray(int place, boolean stray) {
        areStraysSorted = false;
        if (stray && !isStray[place]) {
            // A place that was one before is still listed, unless the list was tidied since.
            if (strayCount == strays.length) {
                tidyStrays();
            }
            strays[strayCount++] = place;
        }
        isStray[place] = stray;
    }

    private void tidyStrays() {
        Arrays.sort(strays, 0, strayCount);
        int kept = 0;
        for (int i = 0; i < strayCount; i++) {
            int place = strays[i];
            if (isStray[place] && (kept == 0 || strays[kept - 1] != place)) {
                strays[kept++] = place;
            }
        }
        strayCount = kept;
    }

    private void sortStrays() {
        tidyStrays();
        strayFalls.begin(strayCount * (points.width() - 1));
        strayRises.begin(strayCount * (points.width() - 1));
        for (int i = 0; i < strayCount; i++) {
            addStray(strays[i]);
        }
        strayFalls.sort();
        strayRises.sort();
        areStraysSorted = true;
    }

    private void addStray(int place) {
        int stand = points.stand(place);
        long identity = strayFalls.identity(points.turns(place), place);
        int found = hull.down(place, stand, points.lowest(place), points.highest(place));
        for (int c = 1; c < found; c++) {
            int to = hull.corner[c];
            strayFalls.add(strayFalls.step(hull.slope[c], identity, points.width() - 2 - to));
        }
        found = hull.up(place, stand, points.lowest(place), points.highest(place));
        for (int c = 1; c < found; c++) {
            int to = hull.corner[c];
            int rung = Allocator.POINTS_MAX - 1 - to;
            strayRises.add(strayRises.step(hull.slope[c], identity, rung));
        }
    }

    /** The step a device would give next, as its number, or {@link AllocatorOrder#NONE}. */
    long next(int place) {
        prepare();
        int stand = points.stand(place);
        if (points.isLocked(place)) {
            return AllocatorOrder.NONE;
        }
        int found = hull.down(place, stand, points.lowest(place), points.highest(place));
        for (int c = 1; c < found; c++) {
            int to = hull.corner[c];
            if (points.draw(place) > points.watts(place, to)) {
                return strayFalls.step(
                        hull.slope[c],
                        strayFalls.identity(points.turns(place), place),
                        points.width() - 2 - to);
            }
        }
        return AllocatorOrder.NONE;
    }
}
