package org.trimtab.dispatch;

/** Draws what takes watts off: the deepest groups first, then those they hang on, then the site; cheapest first. */
final class AllocatorLower {
    /** The site, where a group is asked for. */
    private static final int SITE = -1;

    /** Steps looked at, ahead and back, for one that fits the rest better; beyond it the next in merit is taken. */
    private static final int LOOK_MOST = 512;

    /** Comes after every step. */
    private static final long LAST = Long.MAX_VALUE;

    private static final double WATTS_PER_MEGAWATT = 1e6;

    private final AllocatorPoints points;
    private final AllocatorGroups groups;
    private final AllocatorMerit merit;
    private final AllocatorTargets targets;
    private final long[] needWatts;
    private final Walk walk = new Walk();
    private final Walk ahead = new Walk();
    private long siteNeedWatts;

    /** The best last step found. */
    private int bestPlace;

    private int bestTo;
    private long bestCost;

    AllocatorLower(
            AllocatorPoints points,
            AllocatorGroups groups,
            AllocatorMerit merit,
            AllocatorTargets targets) {
        this.points = points;
        this.groups = groups;
        this.merit = merit;
        this.targets = targets;
        needWatts = new long[groups.count()];
    }

    /** Goes over open steps downwards, of whichever order has the cheapest next. */
    private final class Walk {
        private int throttle;
        private int sleep;
        private int stray;

        /** The next of each order. */
        private long throttled;

        private long asleep;
        private long strayed;

        /** What the step before gave when it is one of the orders; 0 for one of a stray. */
        private int open;

        void begin() {
            throttleAt(0);
            sleepAt(0);
            strayAt(0);
        }

        void beginAt(Walk other) {
            throttle = other.throttle;
            sleep = other.sleep;
            stray = other.stray;
            throttled = other.throttled;
            asleep = other.asleep;
            strayed = other.strayed;
        }

        long step() {
            long step;
            if (strayed < throttled && strayed < asleep) {
                step = strayed;
                open = 0;
                strayAt(stray + 1);
            } else if (throttled < asleep) {
                step = throttled;
                open = merit.throttles.gives(throttle);
                throttleAt(throttle + 1);
            } else if (asleep < LAST) {
                step = asleep;
                open = merit.sleeps.gives(sleep);
                sleepAt(sleep + 1);
            } else {
                step = AllocatorOrder.NONE;
            }
            return step;
        }

        private void throttleAt(int from) {
            throttle = merit.throttles.nextFall(from);
            throttled = throttle < 0 ? LAST : merit.throttles.order.at(throttle);
        }

        private void sleepAt(int from) {
            sleep = merit.sleeps.nextFall(from);
            asleep = sleep < 0 ? LAST : merit.sleeps.order.at(sleep);
        }

        private void strayAt(int position) {
            stray = position;
            strayed = stray < merit.strayFalls.size() ? merit.strayFalls.at(stray) : LAST;
        }
    }

    void draw(long siteWatts, long[] groupWatts) {
        merit.prepareFalls();
        targets.begin();
        siteNeedWatts = Math.max(0, siteWatts);
        for (int g = 0; g < needWatts.length; g++) {
            needWatts[g] = Math.max(0, groupWatts[g]);
        }
        for (int depth = groups.deepest(); depth >= 0; depth--) {
            int unmet = unmet(depth);
            if (unmet > 0) {
                coverGroups(depth, unmet);
            }
        }
        if (targets.given < siteNeedWatts) {
            coverSite();
        }
        if (targets.size() > 0) {
            giveUpWhatIsNotNeeded();
        }
    }

    private int unmet(int depth) {
        int unmet = 0;
        for (int g = 0; g < needWatts.length; g++) {
            if (groups.depth(g) == depth && needWatts[g] > targets.groupGiven[g]) {
                unmet++;
            }
        }
        return unmet;
    }

    private void coverGroups(int depth, int unmet) {
        int left = unmet;
        walk.begin();
        for (long step = walk.step(); step != AllocatorOrder.NONE && left > 0; step = walk.step()) {
            int place = merit.place(step);
            int group = groups.at(points.group[place], depth);
            if (group >= 0 && needWatts[group] > targets.groupGiven[group]) {
                long rest = needWatts[group] - targets.groupGiven[group];
                if (take(step, rest, group, depth, Because.FEEDER_LIMIT)) {
                    left--;
                }
            }
        }
    }

    private void coverSite() {
        // Nobody was sent anywhere yet: the order itself says what each step gives.
        boolean isFirst = targets.size() == 0;
        walk.begin();
        for (long step = walk.step(); step != AllocatorOrder.NONE; step = walk.step()) {
            long rest = siteNeedWatts - targets.given;
            if (isFirst && walk.open > 0 && walk.open < rest) {
                int place = merit.place(step);
                targets.send(place, merit.to(step), walk.open, Because.CHEAPEST);
            } else if (take(step, rest, SITE, 0, Because.CHEAPEST)) {
                return;
            }
        }
    }

    /** Takes a step, or what fits the rest better; true when nothing is left to cover. */
    private boolean take(long step, long rest, int group, int depth, Because because) {
        int place = merit.place(step);
        int to = merit.to(step);
        int at = targets.of(place);
        if (to >= at) {
            return false;
        }
        long gives = targets.gives(place, to);
        if (gives <= 0) {
            return false;
        }
        if (gives < rest) {
            targets.send(place, to, gives, because);
            return false;
        }
        bestPlace = place;
        bestTo = to;
        bestCost = points.cost(place, to) - points.cost(place, at);
        consider(place, rest);
        lookAhead(rest, group, depth);
        boolean isMerit = bestPlace == place && bestTo == to;
        targets.send(bestPlace, bestTo, isMerit ? because : Because.FITS_THE_REST);
        return true;
    }

    /** Looks among the next in merit for the cheapest single move that covers the rest. */
    private void lookAhead(long rest, int group, int depth) {
        ahead.beginAt(walk);
        for (int i = 0; i < LOOK_MOST; i++) {
            long step = ahead.step();
            if (step == AllocatorOrder.NONE || costsAtLeast(step, rest) >= bestCost) {
                return;
            }
            int place = merit.place(step);
            if (group == SITE || groups.at(points.group[place], depth) == group) {
                consider(place, rest);
            }
        }
    }

    /** What covering the rest with this step, or a dearer one, costs at least per hour. */
    private double costsAtLeast(long step, long rest) {
        return (double) merit.strayFalls.perMwhLeast(step) * rest / WATTS_PER_MEGAWATT;
    }

    private void consider(int place, long rest) {
        int from = targets.of(place);
        long cost = points.cost(place, from);
        for (int p = Math.min(from - 1, points.highest(place)); p >= points.lowest(place); p--) {
            if (points.isUsable(place, p) && targets.gives(place, p) >= rest) {
                long more = points.cost(place, p) - cost;
                if (more < bestCost) {
                    bestCost = more;
                    bestPlace = place;
                    bestTo = p;
                }
            }
        }
    }

    /** Lets devices work that were sent down and are not needed for any limit, the dearest saving first. */
    private void giveUpWhatIsNotNeeded() {
        int place = dearestNotNeeded();
        for (int i = 0; i < LOOK_MOST && place >= 0; i++) {
            targets.send(place, bestTo, Because.FITS_THE_REST);
            place = dearestNotNeeded();
        }
    }

    private int dearestNotNeeded() {
        bestCost = 0;
        bestPlace = -1;
        if (spare(SITE) <= 0) {
            return bestPlace;
        }
        int first = Math.max(0, targets.size() - LOOK_MOST);
        for (int i = targets.size() - 1; i >= first; i--) {
            int place = targets.place(i);
            int at = targets.of(place);
            int stand = points.stand(place);
            if (at < stand) {
                considerLess(place, at, stand, spare(points.group[place]));
            }
        }
        return bestPlace;
    }

    private void considerLess(int place, int at, int stand, long spare) {
        long cost = points.cost(place, at);
        for (int p = at + 1; p <= stand; p++) {
            boolean isAllowed =
                    p == stand
                            || (points.isUsable(place, p)
                                    && p >= points.lowest(place)
                                    && p <= points.highest(place));
            if (isAllowed && -targets.gives(place, p) <= spare) {
                long saves = cost - points.cost(place, p);
                if (saves > bestCost) {
                    bestCost = saves;
                    bestPlace = place;
                    bestTo = p;
                }
            }
        }
    }

    /** What more than needed is given at a place and at all it hangs on. */
    private long spare(int group) {
        long spare = targets.given - siteNeedWatts;
        for (int g = group; g >= 0; g = groups.behind(g)) {
            spare = Math.min(spare, targets.groupGiven[g] - needWatts[g]);
        }
        return spare;
    }

    long shortfall() {
        return Math.max(0, siteNeedWatts - targets.given);
    }

    long[] groupShortfalls() {
        long[] shortfalls = new long[needWatts.length];
        for (int g = 0; g < shortfalls.length; g++) {
            shortfalls[g] = Math.max(0, needWatts[g] - targets.groupGiven[g]);
        }
        return shortfalls;
    }
}
