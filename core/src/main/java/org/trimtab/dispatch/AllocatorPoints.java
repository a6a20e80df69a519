package org.trimtab.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * The operating points of every device and where each stands, as columns: one entry per device or per device and point.
 * Costs are rates in micro-dollars per hour; the loss of being put to sleep is spread over the horizon.
 */
final class AllocatorPoints {
    static final long WATTS_MAX = 1_000_000_000L;
    static final long LOSS_PER_HOUR_MAX = 1_000_000_000_000L;
    static final long STOP_LOSS_MAX = 1_000_000_000L;
    static final int TURNS_MAX = 255;

    /** Said of a move that gives nothing, so that it is never anybody's choice. */
    static final long COST_NEVER = Long.MAX_VALUE;

    private static final long MILLIS_PER_HOUR = 3_600_000L;
    private static final long WATTS_PER_MEGAWATT = 1_000_000L;
    private static final Duration HORIZON_LEAST = Duration.ofSeconds(1);
    private static final Duration HORIZON_MOST = Duration.ofDays(366);

    final int devices;
    final int[] group;

    /** Points a device may have at most; the columns are this wide. */
    private int width = 2;

    private int[] watts;
    private long[] lossPerHour;
    private final int[] stopLoss;
    private final int[] draw;
    private final byte[] count;
    private final byte[] usable;
    private final byte[] stand;
    private final byte[] lowest;
    private final byte[] highest;
    private final byte[] turns;
    private long horizonMillis = MILLIS_PER_HOUR;
    private double stopsPerHour = 1;
    private long level;

    AllocatorPoints(int devices) {
        this.devices = devices;
        group = new int[devices];
        watts = new int[devices * width];
        lossPerHour = new long[devices * (width - 1)];
        stopLoss = new int[devices];
        draw = new int[devices];
        count = new byte[devices];
        usable = new byte[devices];
        stand = new byte[devices];
        lowest = new byte[devices];
        highest = new byte[devices];
        turns = new byte[devices];
        Arrays.fill(group, -1);
    }

    /** Takes a device in; it stands at full work, may go anywhere, and draws what that point says. */
    int describe(int place, int behind, long[] pointWatts, long[] pointLoss, long stop) {
        Objects.checkIndex(place, devices);
        check(place, pointWatts, pointLoss, stop);
        int points = pointWatts.length;
        widen(points);
        group[place] = behind;
        for (int p = 0; p < points; p++) {
            watts[place * width + p] = (int) pointWatts[p];
        }
        for (int p = 0; p < points - 1; p++) {
            lossPerHour[place * (width - 1) + p] = pointLoss[p];
        }
        stopLoss[place] = (int) stop;
        count[place] = (byte) points;
        usable[place] = (byte) usable(pointWatts);
        stand[place] = (byte) (points - 1);
        lowest[place] = 0;
        highest[place] = (byte) (points - 1);
        draw(place, pointWatts[points - 1]);
        return points - Integer.bitCount(usable[place] & 0xff);
    }

    private static void check(int place, long[] pointWatts, long[] pointLoss, long stop) {
        int points = pointWatts.length;
        if (points < 2 || points > Allocator.POINTS_MAX || pointLoss.length != points) {
            throw new IllegalArgumentException(
                    "device %d has %d levels and %d losses; give 2 to %d of each, as many of one as of the other"
                            .formatted(place, points, pointLoss.length, Allocator.POINTS_MAX));
        }
        for (int p = 0; p < points; p++) {
            within("watts of point " + p, place, pointWatts[p], 0, WATTS_MAX);
            within(
                    "loss per hour of point " + p,
                    place,
                    pointLoss[p],
                    -LOSS_PER_HOUR_MAX,
                    LOSS_PER_HOUR_MAX);
        }
        within("loss per hour of its full work", place, pointLoss[points - 1], 0, 0);
        within("loss of a stop", place, stop, 0, STOP_LOSS_MAX);
    }

    private static void within(String what, int place, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "device %d: %s is %d; it must be from %d to %d"
                            .formatted(place, what, value, least, most));
        }
    }

    /** The points that draw less than every higher one and more than sleep does, as bits; sleep and full work stay. */
    private static int usable(long[] pointWatts) {
        int last = pointWatts.length - 1;
        int bits = 1 | 1 << last;
        long above = pointWatts[last];
        for (int p = last - 1; p > 0; p--) {
            if (pointWatts[p] < above && pointWatts[p] > pointWatts[0]) {
                bits |= 1 << p;
                above = pointWatts[p];
            }
        }
        return bits;
    }

    private void widen(int points) {
        if (points <= width) {
            return;
        }
        int[] wideWatts = new int[devices * points];
        long[] wideLoss = new long[devices * (points - 1)];
        for (int d = 0; d < devices; d++) {
            System.arraycopy(watts, d * width, wideWatts, d * points, width);
            System.arraycopy(lossPerHour, d * (width - 1), wideLoss, d * (points - 1), width - 1);
        }
        watts = wideWatts;
        lossPerHour = wideLoss;
        width = points;
    }

    /** True when that changes anything; so too the next four. */
    boolean horizon(Duration h) {
        if (h.compareTo(HORIZON_LEAST) < 0 || h.compareTo(HORIZON_MOST) > 0) {
            throw new IllegalArgumentException(
                    "a horizon of "
                            + h
                            + ": give one from "
                            + HORIZON_LEAST
                            + " to "
                            + HORIZON_MOST);
        }
        long millis = h.toMillis();
        boolean isOther = millis != horizonMillis;
        horizonMillis = millis;
        stopsPerHour = (double) MILLIS_PER_HOUR / millis;
        return isOther;
    }

    Duration horizon() {
        return Duration.ofMillis(horizonMillis);
    }

    boolean turns(int place, int sleepsLately) {
        byte said = (byte) Math.clamp(sleepsLately, 0, TURNS_MAX);
        boolean isOther = turns[place] != said;
        turns[place] = said;
        return isOther;
    }

    boolean stand(int place, int point) {
        within("the point it stands at", place, point, 0, last(place));
        boolean isOther = stand[place] != point;
        stand[place] = (byte) point;
        return isOther;
    }

    boolean draw(int place, long drawn) {
        within("watts drawn", place, drawn, 0, WATTS_MAX);
        boolean isOther = draw[place] != drawn;
        level += drawn - draw[place];
        draw[place] = (int) drawn;
        return isOther;
    }

    boolean window(int place, int low, int high) {
        within("the highest point it may go to", place, high, 0, last(place));
        within("the lowest point it may go to", place, low, 0, high);
        boolean isOther = lowest[place] != low || highest[place] != high;
        lowest[place] = (byte) low;
        highest[place] = (byte) high;
        return isOther;
    }

    int width() {
        return width;
    }

    int points(int place) {
        return count[place];
    }

    int last(int place) {
        return count[place] - 1;
    }

    int stand(int place) {
        return stand[place];
    }

    int lowest(int place) {
        return lowest[place];
    }

    int highest(int place) {
        return highest[place];
    }

    int turns(int place) {
        return turns[place] & 0xff;
    }

    int draw(int place) {
        return draw[place];
    }

    long level() {
        return level;
    }

    /** The column of watts, a row of {@link #width()} for each device; not to be written. */
    int[] watts() {
        return watts;
    }

    /** The points that may be used, as bits. */
    int usable(int place) {
        return usable[place] & 0xff;
    }

    int watts(int place, int point) {
        return watts[place * width + point];
    }

    /** What it draws at a point: measured where it stands, described elsewhere. */
    int drawAt(int place, int point) {
        return point == stand[place] ? draw[place] : watts[place * width + point];
    }

    boolean isUsable(int place, int point) {
        return (usable[place] >> point & 1) != 0;
    }

    /** True when it must stay where it is. */
    boolean isLocked(int place) {
        int low = lowest[place];
        return low == highest[place] && low == stand[place];
    }

    /** The highest usable point it may be moved to, or -1. */
    int top(int place) {
        for (int p = highest[place]; p >= lowest[place]; p--) {
            if (isUsable(place, p)) {
                return p;
            }
        }
        return -1;
    }

    /** Micro-dollars lost per hour at a point, a stop not counted. */
    long loss(int place, int point) {
        return point == count[place] - 1 ? 0 : lossPerHour[place * (width - 1) + point];
    }

    /** Micro-dollars lost per hour by going down to a point, a stop spread over the horizon. */
    long cost(int place, int point) {
        long loss = loss(place, point);
        return point == 0 ? loss + stopLoss[place] * MILLIS_PER_HOUR / horizonMillis : loss;
    }

    /** As {@link #cost}, for comparing: a stop is not rounded to whole micro-dollars. */
    double rate(int place, int point) {
        double loss = loss(place, point);
        return point == 0 ? loss + stopLoss[place] * stopsPerHour : loss;
    }

    /** What a step down costs, or a step up earns, in micro-dollars per MWh. Waking earns nothing of the stop back. */
    long perMwh(int place, int from, int to) {
        long less = (long) watts(place, from) - watts(place, to);
        if (less == 0) {
            return COST_NEVER;
        }
        long rate =
                from > to
                        ? cost(place, to) - cost(place, from)
                        : loss(place, to) - loss(place, from);
        return Math.floorDiv(rate * WATTS_PER_MEGAWATT, less);
    }
}
