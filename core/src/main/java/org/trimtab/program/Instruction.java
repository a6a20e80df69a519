package org.trimtab.program;

import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/** What a grid operator asks of the site. A level and a reduction are different asks. */
public sealed interface Instruction {
    Notice notice();

    default InstructionId id() {
        return notice().id();
    }

    default MarketInterval interval() {
        return notice().interval();
    }

    /**
     * Draw at most this much at the site meter.
     *
     * @param notice id, source and time
     * @param limit the most the site may draw
     */
    record LimitTo(Notice notice, Power limit) implements Instruction {}

    /**
     * Draw this much less than the baseline, which is measured when the obligation begins.
     *
     * @param notice id, source and time
     * @param reduction how far below the baseline
     */
    record ReduceBy(Notice notice, Reduction reduction) implements Instruction {}
}
