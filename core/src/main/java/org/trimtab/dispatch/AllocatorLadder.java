package org.trimtab.dispatch;

import java.util.Arrays;

/**
 * Steps in merit order, at most so many of each device, and what each gives now. Steps that give nothing are passed
 * over sixty-four at a time, and so are those that take too much, so that a changed target costs what moves and not
 * what stays.
 */
final class AllocatorLadder {
    final AllocatorOrder order;

    private final int devices;

    /** Steps a device has at most; a step is found by its device, and by its rung where there are several. */
    private int rungs;

    /** By position: watts a step gives if it is open (above 0), or takes back (below 0), else 0. */
    private int[] open = new int[0];

    /** By device and rung; until the order is settled what is open of the step. */
    private int[] positions = new int[0];

    /** By position, as bits: what gives, and what takes back. */
    private long[] falls = new long[0];

    private long[] rises = new long[0];

    /** For sixty-four positions each: none of them takes back less than this. */
    private int[] lightest = new int[0];

    AllocatorLadder(int devices) {
        this.devices = devices;
        order = new AllocatorOrder(devices);
    }

    /** Begins anew with at most so many steps a device. */
    void begin(int rungsMost) {
        rungs = rungsMost;
        int most = devices * rungs;
        if (open.length != most) {
            open = new int[most];
            positions = new int[most];
            int words = (most + Long.SIZE - 1) / Long.SIZE;
            falls = new long[words];
            rises = new long[words];
            lightest = new int[words];
        }
        order.begin(most);
    }

    /** Adds the step of a device on a rung, and what it gives; nothing is found until all are settled. */
    void add(int place, int rung, long step, int gives) {
        order.add(step);
        positions[place * rungs + rung] = gives;
    }

    /** Sorts what was added. */
    void settle() {
        order.sort();
        Arrays.fill(falls, 0);
        Arrays.fill(rises, 0);
        Arrays.fill(lightest, Integer.MAX_VALUE);
        int size = order.size();
        for (int i = 0; i < size; i++) {
            long step = order.at(i);
            int place = order.place(step);
            int id = rungs == 1 ? place : place * rungs + order.rung(step);
            int gives = positions[id];
            positions[id] = i;
            open[i] = gives;
            if (gives != 0) {
                mark(i, gives);
            }
        }
    }

    private void mark(int position, int gives) {
        int word = position >> 6;
        long bit = 1L << position;
        if (gives > 0) {
            falls[word] |= bit;
        } else {
            rises[word] |= bit;
            lightest[word] = Math.min(lightest[word], -gives);
        }
    }

    /** Says what a step gives from now on. */
    void open(int place, int rung, int gives) {
        int i = positions[place * rungs + rung];
        int before = open[i];
        if (before != gives) {
            open[i] = gives;
            if (before != 0) {
                falls[i >> 6] &= ~(1L << i);
                rises[i >> 6] &= ~(1L << i);
            }
            if (gives != 0) {
                mark(i, gives);
            }
        }
    }

    /** What the step at a position gives. */
    int gives(int position) {
        return open[position];
    }

    /** The first position from one on that gives something; -1 when there is none. */
    int nextFall(int from) {
        int word = from >> 6;
        if (word >= falls.length) {
            return -1;
        }
        long left = falls[word] & -1L << from;
        while (left == 0) {
            if (++word == falls.length) {
                return -1;
            }
            left = falls[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    /** The last position from one backwards that takes back something, but not more than so much; -1 when none does. */
    int lastRise(int from, long most) {
        if (from < 0) {
            return -1;
        }
        long behind = -1L >>> ~from;
        for (int word = from >> 6; word >= 0; word--) {
            if (lightest[word] <= most) {
                int i = lastRise(word, rises[word] & behind, most);
                if (i >= 0) {
                    return i;
                }
                weigh(word);
            }
            behind = -1L;
        }
        return -1;
    }

    private int lastRise(int word, long among, long most) {
        long left = among;
        while (left != 0) {
            int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(left);
            int i = (word << 6) + bit;
            if (-open[i] <= most) {
                return i;
            }
            left &= ~(1L << bit);
        }
        return -1;
    }

    private void weigh(int word) {
        int least = Integer.MAX_VALUE;
        for (long left = rises[word]; left != 0; left &= left - 1) {
            least = Math.min(least, -open[(word << 6) + Long.numberOfTrailingZeros(left)]);
        }
        lightest[word] = least;
    }
}
