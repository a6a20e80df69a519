package org.trimtab.program;

import java.time.Instant;
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

    /** True when both ask the same for the same time under the same name, however and whenever they came. */
    default boolean asksTheSameAs(Instruction other) {
        return withoutReceipt().equals(other.withoutReceipt());
    }

    private Instruction withoutReceipt() {
        Notice bare = new Notice(id(), "", Instant.EPOCH, interval(), program());
        return switch (this) {
            case LimitTo ask -> new LimitTo(bare, ask.limit());
            case ReduceBy ask -> new ReduceBy(bare, ask.reduction());
            case Track ask -> new Track(bare, ask.basePoint());
            case HoldReserve ask -> new HoldReserve(bare, ask.reserve());
        };
    }

    /** The program it belongs to. */
    default String program() {
        return notice().program();
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

    /**
     * Be at a level, from base point to base point and from set-point to set-point ({@link Signal}).
     *
     * @param notice id, source and time
     * @param basePoint where to be until the first signal
     */
    record Track(Notice notice, Power basePoint) implements Instruction {}

    /**
     * Keep so much load running that it can be dropped on call: an awarded up-reserve.
     *
     * @param notice id, source and time; its program names the product
     * @param reserve how much must be ready to fall
     */
    record HoldReserve(Notice notice, Reduction reserve) implements Instruction {}
}
