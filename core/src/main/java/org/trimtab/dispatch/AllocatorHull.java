package org.trimtab.dispatch;

/**
 * The corners of the cost of a device over its reduction, seen from below. Between two corners every watt costs the
 * same, and every corner makes the next watts dearer; points above the hull are never the cheapest way for many.
 */
final class AllocatorHull {
    private final AllocatorPoints points;

    /** The corners found last, beginning with where it starts. */
    final int[] corner = new int[Allocator.POINTS_MAX + 1];

    AllocatorHull(AllocatorPoints points) {
        this.points = points;
    }

    /** From a point downwards, cheapest watts first; answers how many corners there are, the start included. */
    int down(int place, int start, int lowest, int highest) {
        int corners = 0;
        corner[corners++] = start;
        int most = Math.min(highest, start - 1);
        for (int p = most; p >= lowest; p--) {
            if (!points.isUsable(place, p)
                    || points.watts(place, p) >= points.watts(place, corner[corners - 1])) {
                continue;
            }
            while (corners >= 2 && isAbove(place, corner[corners - 2], corner[corners - 1], p)) {
                corners--;
            }
            corner[corners++] = p;
        }
        return corners;
    }

    /** From a point upwards, dearest work first. From sleep there is one step, to the highest point allowed. */
    int up(int place, int start, int lowest, int highest) {
        int corners = 0;
        corner[corners++] = start;
        int least = start == 0 ? points.top(place) : Math.max(lowest, start + 1);
        for (int p = least; p <= highest && p > start; p++) {
            if (!points.isUsable(place, p)
                    || points.watts(place, p) <= points.watts(place, corner[corners - 1])) {
                continue;
            }
            while (corners >= 2 && isAbove(place, p, corner[corners - 1], corner[corners - 2])) {
                corners--;
            }
            corner[corners++] = p;
        }
        return corners;
    }

    /** True when the middle point lies on or above the line from the high point to the low one. */
    private boolean isAbove(int place, int high, int middle, int low) {
        long top = points.watts(place, high);
        long cost = points.cost(place, high);
        return compareProducts(
                        points.cost(place, middle) - cost,
                        top - points.watts(place, low),
                        points.cost(place, low) - cost,
                        top - points.watts(place, middle))
                >= 0;
    }

    /** Compares a × b with c × d exactly. */
    private static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }
}
