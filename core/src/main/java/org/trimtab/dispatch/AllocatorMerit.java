package org.trimtab.dispatch;

import java.util.Arrays;

/**
 * Who gives first, kept sorted between calls. The order holds the hull of every device over the window it had when the
 * order was made; a device that has moved along its hull since only changes which of its steps are open. The few that
 * stand beside their hull, or whose window has changed, are strays: their steps are sorted anew when one of them moved.
 */
final class AllocatorMerit {
    private static final int STRAYS_FEW = 64;
    private static final int STRAYS_ONE_IN = 16;

    private final AllocatorPoints points;
    private final AllocatorHull hull;
    private final int devices;

    /** Steps along the hulls. */
    final AllocatorOrder steps;

    /** For each step in merit order: watts it gives if it is open (above 0), or takes back (below 0), else 0. */
    int[] open = new int[0];

    /** Steps from sleep to the top. */
    final AllocatorOrder wakes;

    /** For each wake in merit order: watts it takes (below 0), or 0. */
    int[] openWakes = new int[0];

    /** Steps of the strays, downwards and upwards. */
    final AllocatorOrder strayFalls;

    final AllocatorOrder strayRises;

    private int[] positions = new int[0];
    private int[] wakePositions = new int[0];
    private final byte[] corners;
    private final byte[] madeLowest;
    private final byte[] madeHighest;
    private final byte[] madeTurns;
    private final boolean[] isStray;
    private final int[] strays;
    private int strayCount;
    private int straysWhenMade;
    private boolean isMade;
    private boolean areWakesMade;
    private boolean areStraysSorted;

    AllocatorMerit(AllocatorPoints points) {
        this.points = points;
        devices = points.devices;
        hull = new AllocatorHull(points);
        steps = new AllocatorOrder(devices);
        wakes = new AllocatorOrder(devices);
        strayFalls = new AllocatorOrder(devices);
        strayRises = new AllocatorOrder(devices);
        corners = new byte[devices];
        madeLowest = new byte[devices];
        madeHighest = new byte[devices];
        madeTurns = new byte[devices];
        isStray = new boolean[devices];
        strays = new int[devices];
    }

    /** What costs hang on has changed: everything is sorted anew when it is needed next. */
    void forget() {
        isMade = false;
    }

    /** The point a step of the order ends at. */
    int to(long step) {
        return points.width() - 2 - steps.rung(step);
    }

    /** The point a step of the order begins at. */
    int from(long step) {
        int above = (corners[steps.place(step)] & 0xff) >>> to(step) + 1;
        return to(step) + 1 + Integer.numberOfTrailingZeros(above);
    }

    /** The point a rise of a stray or a wake ends at. */
    int risesTo(long step) {
        return Allocator.POINTS_MAX - 1 - steps.rung(step);
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
            make();
        }
        if (!areStraysSorted) {
            sortStrays();
        }
    }

    private void make() {
        makeAllSteps();
        steps.sort();
        finishMake();
    }

    void makeAllSteps() {
        int most = devices * (points.width() - 1);
        if (positions.length != most) {
            positions = new int[most];
            open = new int[most];
        }
        Arrays.fill(isStray, false);
        strayCount = 0;
        steps.begin(most);
        for (int place = 0; place < devices; place++) {
            makeSteps(place);
        }
        straysWhenMade = strayCount;
    }

    void finishMake() {
        int rungs = points.width() - 1;
        int size = steps.size();
        for (int i = 0; i < size; i++) {
            long step = steps.at(i);
            int id = steps.place(step) * rungs + steps.rung(step);
            // Until now this held what is open of the step.
            open[i] = positions[id];
            positions[id] = i;
        }
        isMade = true;
        areWakesMade = false;
        areStraysSorted = false;
    }

    private void makeSteps(int place) {
        boolean locked = points.isLocked(place);
        int lowest = locked ? 0 : points.lowest(place);
        int highest = locked ? points.last(place) : points.highest(place);
        int turns = points.turns(place);
        int stand = points.stand(place);
        madeLowest[place] = (byte) lowest;
        madeHighest[place] = (byte) highest;
        madeTurns[place] = (byte) turns;
        int may = points.usable(place) >> lowest << lowest & (2 << highest) - 1;
        if (may == 0) {
            corners[place] = 0;
            if (!locked) {
                keepStray(place, true);
            }
            return;
        }
        int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(may);
        int found = hull.down(place, top, lowest, top);
        int bits = 1 << top;
        for (int c = 1; c < found; c++) {
            bits |= 1 << hull.corner[c];
        }
        corners[place] = (byte) bits;
        boolean stray = !locked && (bits >> stand & 1) == 0;
        if (stray) {
            keepStray(place, true);
        }
        int bottomRung = points.width() - 2;
        int first = place * (bottomRung + 1) + bottomRung;
        long identity = steps.identity(turns, place);
        for (int c = 1; c < found; c++) {
            int to = hull.corner[c];
            steps.add(steps.step(hull.slope[c], identity, bottomRung - to));
            positions[first - to] =
                    locked || stray
                            ? 0
                            : opened(
                                    place,
                                    stand,
                                    hull.corner[c - 1],
                                    hull.watts[c - 1],
                                    to,
                                    hull.watts[c]);
        }
    }

    private void makeWakes() {
        wakes.begin(devices);
        for (int place = 0; place < devices; place++) {
            int top = madeTop(place);
            if (top > 0) {
                double less = points.watts(place, top) - points.watts(place, 0);
                double saves = (points.loss(place, 0) - points.loss(place, top)) / less;
                int rung = Allocator.POINTS_MAX - 1 - top;
                wakes.add(wakes.step(saves, wakes.identity(points.turns(place), place), rung));
            }
        }
        wakes.sort();
        if (openWakes.length != devices) {
            wakePositions = new int[devices];
            openWakes = new int[devices];
        }
        for (int i = 0; i < wakes.size(); i++) {
            wakePositions[wakes.place(wakes.at(i))] = i;
        }
        areWakesMade = true;
        for (int place = 0; place < devices; place++) {
            refreshWake(place);
        }
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
        boolean locked = points.isLocked(place);
        int stand = points.stand(place);
        int bits = corners[place] & 0xff;
        boolean stray =
                !locked
                        && ((bits >> stand & 1) == 0
                                || points.lowest(place) != madeLowest[place]
                                || points.highest(place) != madeHighest[place]
                                || stand > 0 && (byte) points.turns(place) != madeTurns[place]);
        if (stray || isStray[place]) {
            keepStray(place, stray);
        }
        int first = place * (points.width() - 1) + points.width() - 2;
        int from = madeTop(place);
        int left = from < 0 ? 0 : bits & ~(1 << from);
        while (left != 0) {
            int to = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
            left &= ~(1 << to);
            int above = points.watts(place, from);
            int below = points.watts(place, to);
            open[positions[first - to]] =
                    locked || stray ? 0 : opened(place, stand, from, above, to, below);
            from = to;
        }
        if (areWakesMade) {
            refreshWake(place);
        }
    }

    private int opened(int place, int stand, int from, int fromWatts, int to, int toWatts) {
        int draw = points.draw(place);
        if (from <= stand) {
            return Math.max(0, (from == stand ? draw : Math.min(draw, fromWatts)) - toWatts);
        }
        if (stand == 0) {
            return 0;
        }
        return Math.min(0, (to == stand ? draw : Math.max(draw, toWatts)) - fromWatts);
    }

    private void refreshWake(int place) {
        int top = madeTop(place);
        if (top > 0) {
            boolean sleeps = points.stand(place) == 0 && !points.isLocked(place) && !isStray[place];
            int takes = sleeps ? points.watts(place, top) - points.draw(place) : 0;
            openWakes[wakePositions[place]] = -Math.max(0, takes);
        }
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
        long identity = steps.identity(points.turns(place), place);
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
                return steps.step(
                        hull.slope[c],
                        steps.identity(points.turns(place), place),
                        points.width() - 2 - to);
            }
        }
        return AllocatorOrder.NONE;
    }
}
