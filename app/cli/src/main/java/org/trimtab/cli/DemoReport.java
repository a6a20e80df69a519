package org.trimtab.cli;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration measured; every figure comes from this run.
 *
 * @param lastAckMs last answer of each family, after the receipt of the instruction
 * @param confirmedNotFallen devices counted confirmed that by the virtual fleet's own truth did not sleep
 */
record DemoReport(
        int devices,
        Map<String, Integer> families,
        String instructionId,
        long targetW,
        @Nullable Long baselineW,
        @Nullable Double planMs,
        @Nullable Double firstCommandMs,
        @Nullable Double lastCommandMs,
        Map<String, Double> lastAckMs,
        @Nullable Double meteredAtTargetMs,
        @Nullable Long meteredW,
        int curtailed,
        int confirmed,
        int confirmedNotFallen,
        int acceptedUnconfirmed,
        Map<String, Integer> failed,
        int restored,
        int notRestored,
        int poolsChanged,
        int poolsCompared,
        Map<String, @Nullable Object> statement,
        @Nullable String evidence,
        boolean evidenceValid,
        boolean replayIdentical,
        long replayedSteps,
        PriceResult priceDay,
        PriceResult priceYear) {

    /**
     * What following prices pays.
     *
     * @param date the day; null for the whole year
     * @param alwaysOnUsd net of hash revenue and energy cost when never curtailing
     * @param followedUsd the same when following break-even
     * @param curtailedMwh energy not drawn
     * @param gainedUsd the difference
     */
    record PriceResult(
            @Nullable String date,
            BigDecimal alwaysOnUsd,
            BigDecimal followedUsd,
            BigDecimal curtailedMwh,
            BigDecimal gainedUsd,
            BigDecimal hoursUnpriced) {}

    boolean succeeded() {
        return meteredW != null
                && meteredW <= targetW
                && evidenceValid
                && replayIdentical
                && poolsChanged == 0
                && confirmedNotFallen == 0;
    }
}
