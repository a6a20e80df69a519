package org.trimtab.baseline;

import org.trimtab.quantity.Share;

/**
 * How well a window must be metered before its mean is called a baseline.
 *
 * @param covered smallest share of the stretch that good readings must speak for
 * @param readingsWhenYoung smallest number of good readings when the meter has been read for less than the window,
 *     so that the stretch is only as long as it has been read
 */
public record CoverageRule(Share covered, int readingsWhenYoung) {
    /** 80 % of the window; or, on a site just started, 80 % of its life so far and at least 3 readings. */
    public static final CoverageRule DEFAULT = new CoverageRule(new Share(800_000), 3);
}
