package org.trimtab.baseline;

import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * A baseline, or why there is none.
 *
 * @param level level without the event; null when it cannot be told
 * @param stretch the time it was measured over; null when it is contracted, not measured
 * @param readingsUsed good readings in that stretch
 * @param coverage share of the stretch those readings speak for
 * @param missing why there is no level; null when there is one
 * @param explanation the same in words, with the figures
 */
public record BaselineResult(
        @Nullable Power level,
        @Nullable MarketInterval stretch,
        int readingsUsed,
        Share coverage,
        @Nullable Missing missing,
        String explanation) {

    /** Why there is no baseline. */
    public enum Missing {
        /** The meter gave no good reading in the window. */
        NO_READINGS,
        /** The meter has only just begun to be read. */
        TOO_FEW_READINGS,
        /** Too much of the window is unknown. */
        TOO_LITTLE_COVERED,
        /** The program's contracted level is not given. */
        NO_CONTRACTED_LEVEL
    }

    static BaselineResult contracted(Power level) {
        return new BaselineResult(
                level, null, 0, Share.NONE, null, "contracted maximum base load " + level);
    }

    static BaselineResult noContract() {
        return new BaselineResult(
                null,
                null,
                0,
                Share.NONE,
                Missing.NO_CONTRACTED_LEVEL,
                "the program gives no maximum base load");
    }
}
