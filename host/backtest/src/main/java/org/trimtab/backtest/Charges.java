package org.trimtab.backtest;

import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;

/** What single intervals can bring beside the price of energy, as far as it is known at an instant. */
public interface Charges {
    /** Nothing. */
    Charges NONE = new Charges() {};

    /** What drawing a MW over a stretch of time is expected to add to charges for coincident peaks, $. */
    default double peakUsdPerMw(AsOfMarket known, MarketInterval time) {
        return 0;
    }

    /** The most that may be drawn in a stretch of time, MW; infinite when nothing limits it. */
    default double mostMw(MarketInterval time) {
        return Double.POSITIVE_INFINITY;
    }
}
