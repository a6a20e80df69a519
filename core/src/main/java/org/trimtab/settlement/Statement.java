package org.trimtab.settlement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.resource.SiteId;

/**
 * What an event is worth, from meter readings and the obligation alone.
 *
 * @param site the site
 * @param instruction the instruction it settles
 * @param program the program's name
 * @param owed when the obligation was owed
 * @param baseline level without the event; null when the meter gave none
 * @param limit level owed; null when it never began
 * @param deliveredAt first instant at which the meter read at or below the limit; null when it never did
 * @param intervals every settlement interval, in order
 * @param energyReduced energy not drawn over the settled intervals
 * @param availability availability payment
 * @param energy energy payment
 * @param total what is due
 */
public record Statement(
        SiteId site,
        InstructionId instruction,
        String program,
        MarketInterval owed,
        @Nullable Power baseline,
        @Nullable Power limit,
        @Nullable Instant deliveredAt,
        List<IntervalPerformance> intervals,
        Energy energyReduced,
        Money availability,
        Money energy,
        Money total) {
    public Statement {
        intervals = List.copyOf(intervals);
    }

    /** How many intervals count so. */
    public long count(IntervalPerformance.Verdict verdict) {
        return intervals.stream().filter(i -> i.verdict() == verdict).count();
    }
}
