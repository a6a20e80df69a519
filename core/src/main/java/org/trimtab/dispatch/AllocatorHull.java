package org.trimtab.dispatch;

/**
 * The corners of the cost of a device over its reduction, seen from below. Between two corners every watt costs the
 * same, and every corner makes the next watts dearer; points above the hull are never the cheapest way for many.
 */
final class AllocatorHull {
    private final AllocatorPoints points;

    /** The corners found last, beginning with where it starts. */
    final int[] corner = new int[Allocator.POINTS_MAX + 1];

    /** What a watt costs from the corner before to each corner, in micro-dollars per hour. */
    final double[] slope = new double[Allocator.POINTS_MAX + 1];

    /** What each corner is described to draw. */
    final int[] watts = new int[Allocator.POINTS_MAX + 1];

    private final double[] cost = new double[Allocator.POINTS_MAX + 1];

    AllocatorHull(AllocatorPoints points) {
        this.points = points;
    }

    /** From a point downwards, cheapest watts first; answers how many corners there are, the start included. */
    int down(int place, int start, int lowest, int highest) {
        int[] described = points.watts();
        int first = place * points.width();
        int usable = points.usable(place);
        int last = 0;
        int lastWatts = described[first + start];
        double lastCost = points.rate(place, start);
        double lastSlope = Double.NEGATIVE_INFINITY;
        corner[0] = start;
        watts[0] = lastWatts;
        cost[0] = lastCost;
        slope[0] = lastSlope;
        for (int p = Math.min(highest, start - 1); p >= lowest; p--) {
            int drawn = described[first + p];
            if ((usable >> p & 1) == 0 || drawn >= lastWatts) {
                continue;
            }
            double lost = points.rate(place, p);
            double steep = (lost - lastCost) / (lastWatts - drawn);
            while (steep <= lastSlope) {
                last--;
                lastWatts = watts[last];
                lastCost = cost[last];
                lastSlope = slope[last];
                steep = (lost - lastCost) / (lastWatts - drawn);
            }
            last++;
            lastWatts = drawn;
            lastCost = lost;
            lastSlope = steep;
            corner[last] = p;
            watts[last] = drawn;
            cost[last] = lost;
            slope[last] = steep;
        }
        return last + 1;
    }

    /** From a point upwards, dearest work first. From sleep there is one step, to the highest point allowed. */
    int up(int place, int start, int lowest, int highest) {
        int corners = 1;
        corner[0] = start;
        watts[0] = points.watts(place, start);
        cost[0] = points.loss(place, start);
        int least = start == 0 ? points.top(place) : Math.max(lowest, start + 1);
        for (int p = Math.max(least, start + 1); p <= highest; p++) {
            int drawn = points.watts(place, p);
            if (points.isUsable(place, p) && drawn > watts[corners - 1]) {
                corners = add(corners, p, drawn, (double) points.loss(place, p));
            }
        }
        return corners;
    }

    /** Adds a higher point and drops the corners it puts above the hull. */
    private int add(int before, int p, int drawn, double lost) {
        int last = before - 1;
        double steep = (lost - cost[last]) / (watts[last] - drawn);
        while (last > 0 && steep >= slope[last]) {
            last--;
            steep = (lost - cost[last]) / (watts[last] - drawn);
        }
        last++;
        corner[last] = p;
        watts[last] = drawn;
        cost[last] = lost;
        slope[last] = steep;
        return last + 1;
    }
}
