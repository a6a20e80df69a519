package org.trimtab.dispatch;

import java.util.Arrays;

/**
 * Steps of devices in merit order, sorted once and kept. A step is one number: what its megawatt-hour costs, how often
 * its device slept lately, the device's place and which of its steps it is, from the most weighty part to the least, so
 * that comparing numbers compares merit and equals take turns.
 */
final class AllocatorOrder {
    /** Said when there is no step. */
    static final long NONE = -1;

    /** Costs beyond this, in micro-dollars per MWh up or down, rank alike. */
    private static final long COST_MOST = 1L << 39;

    private static final double WATTS_PER_MEGAWATT = 1e6;

    private static final int RUNG_BITS = 3;
    private static final int TURNS_BITS = 8;
    private static final int DIGIT_BITS = 11;
    private static final int DIGIT_VALUES = 1 << DIGIT_BITS;

    /** So few are sorted by comparing them. */
    private static final int COMPARE_MOST = 512;

    private final int idBits;
    private final int weightShift;
    private final int coarse;
    private long[] steps = new long[0];
    private int size;

    AllocatorOrder(int devices) {
        int placeBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(devices));
        idBits = placeBits + RUNG_BITS;
        weightShift = idBits + TURNS_BITS;
        int costBits = Long.SIZE - 1 - weightShift;
        coarse = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(2 * COST_MOST) - costBits);
    }

    /** The number of a step of which a watt costs so many micro-dollars per hour. */
    long step(double perWatt, long identity, int rung) {
        long cost = (long) (perWatt * WATTS_PER_MEGAWATT + COST_MOST);
        long weight = Math.min(Math.max(cost, 0), 2 * COST_MOST - 1) >> coarse;
        return weight << weightShift | identity | rung;
    }

    /** What the numbers of all steps of a device share. */
    long identity(int turns, int place) {
        return (long) turns << idBits | (long) place << RUNG_BITS;
    }

    int place(long step) {
        return (int) (step & (1L << idBits) - 1) >>> RUNG_BITS;
    }

    int rung(long step) {
        return (int) step & (1 << RUNG_BITS) - 1;
    }

    /** What a step costs at least, in micro-dollars per MWh. */
    long perMwhLeast(long step) {
        return (step >>> weightShift << coarse) - COST_MOST;
    }

    void begin(int most) {
        size = 0;
        if (steps.length < most) {
            steps = new long[most];
        }
    }

    void add(long step) {
        steps[size++] = step;
    }

    int size() {
        return size;
    }

    long at(int position) {
        return steps[position];
    }

    /**
     * Sorts what was added, in room that is given up again. Steps that differ in their device only must have been added
     * in order of it.
     */
    void sort() {
        if (size <= COMPARE_MOST) {
            Arrays.sort(steps, 0, size);
            return;
        }
        long ones = 0;
        long zeros = 0;
        for (int i = 0; i < size; i++) {
            ones |= steps[i];
            zeros |= ~steps[i];
        }
        long differing = ones & zeros;
        long[] from = steps;
        long[] to = new long[steps.length];
        for (int shift = idBits; shift < Long.SIZE; shift += DIGIT_BITS) {
            if ((differing >>> shift & DIGIT_VALUES - 1) != 0) {
                sortDigit(from, to, shift);
                long[] sorted = to;
                to = from;
                from = sorted;
            }
        }
        steps = from;
    }

    private void sortDigit(long[] from, long[] to, int shift) {
        int[] starts = new int[DIGIT_VALUES + 1];
        int mask = DIGIT_VALUES - 1;
        for (int i = 0; i < size; i++) {
            starts[((int) (from[i] >>> shift) & mask) + 1]++;
        }
        for (int d = 1; d < starts.length; d++) {
            starts[d] += starts[d - 1];
        }
        for (int i = 0; i < size; i++) {
            long step = from[i];
            to[starts[(int) (step >>> shift) & mask]++] = step;
        }
    }
}
