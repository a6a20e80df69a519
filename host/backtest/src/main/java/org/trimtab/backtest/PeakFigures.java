package org.trimtab.backtest;

import org.jspecify.annotations.Nullable;

/** What a site drew in the peaks of the system. */
public final class PeakFigures {
    /** A peak is met when no more than this share of full work is drawn in it. */
    private static final double MET = 0.1;

    private PeakFigures() {}

    /** The share of full work drawn in a peak hour; null when it was not played. */
    public static @Nullable Double shareAt(StrategyResult result, PeakCharges.Peak peak) {
        double drawn = 0;
        double always = 0;
        for (StrategyRow row : result.rows()) {
            boolean inside =
                    row.from().isBefore(peak.hour().until())
                            && row.until().isAfter(peak.hour().from());
            if (inside) {
                drawn += row.joules();
                always += row.alwaysJoules();
            }
        }
        return always == 0 ? null : (Double) (drawn / always);
    }

    /** How many of the peaks in the span were met. */
    public static int met(StrategyResult result) {
        int met = 0;
        for (PeakCharges.Peak peak : result.scene().peaks()) {
            Double share = shareAt(result, peak);
            met += share != null && share <= MET ? 1 : 0;
        }
        return met;
    }

    /** How many peaks lie in the span. */
    public static int of(StrategyResult result) {
        int count = 0;
        for (PeakCharges.Peak peak : result.scene().peaks()) {
            count += peak.hour().overlaps(result.scene().span()) ? 1 : 0;
        }
        return count;
    }
}
