package org.trimtab.virtual.machine;

/**
 * Power over time as straight lines between points; level before the first and after the last.
 *
 * @param atMillis times since the epoch, ascending
 * @param watts level at each, W
 */
record PowerPath(long[] atMillis, double[] watts) {

    static PowerPath level(double watts) {
        return new PowerPath(new long[] {0}, new double[] {watts});
    }

    double wattsAt(long millis) {
        int next = 0;
        while (next < atMillis.length && atMillis[next] <= millis) {
            next++;
        }
        if (next == 0) {
            return watts[0];
        }
        if (next == atMillis.length) {
            return watts[next - 1];
        }
        double share =
                (double) (millis - atMillis[next - 1]) / (atMillis[next] - atMillis[next - 1]);
        return watts[next - 1] + share * (watts[next] - watts[next - 1]);
    }

    /**
     * This path until a moment, and new points from there on. Points long gone are left away, so a path never grows.
     *
     * @param nowMillis what lies before is of no more interest
     * @param fromMillis where the new part begins, not before {@code nowMillis}
     * @param afterMillis time of each new point after {@code fromMillis}
     * @param levels its level, W
     */
    PowerPath turning(long nowMillis, long fromMillis, long[] afterMillis, double[] levels) {
        int first = 0;
        while (first + 1 < atMillis.length && atMillis[first + 1] <= nowMillis) {
            first++;
        }
        int kept = first;
        while (kept < atMillis.length && atMillis[kept] < fromMillis) {
            kept++;
        }
        int old = kept - first;
        long[] at = new long[old + 1 + levels.length];
        double[] level = new double[at.length];
        System.arraycopy(atMillis, first, at, 0, old);
        System.arraycopy(watts, first, level, 0, old);
        at[old] = fromMillis;
        level[old] = wattsAt(fromMillis);
        for (int i = 0; i < levels.length; i++) {
            at[old + 1 + i] = fromMillis + afterMillis[i];
            level[old + 1 + i] = levels[i];
        }
        return new PowerPath(at, level);
    }
}
