package org.trimtab.settlement;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Estimate;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;

/**
 * What a program owes a site, or the site the program, by that program's own rules: how it performed, what is paid and
 * charged, what was excused, what could not be settled, and which rules were used.
 *
 * @param program id of the rule pack, such as {@code ercot/ers-30}
 * @param rules version of the rules, such as {@code ercot/ers-30@2026-10-01}
 * @param period what is settled
 * @param zone time zone id of the market, for showing local times
 * @param figures performance figures in the order a reader needs them
 * @param lines payments and charges
 * @param events performance in each event
 * @param rounding the rule money is rounded by, in words
 * @param used every value of the rules that was used; unverified ones are to be marked
 * @param notes what a reader should know
 * @param total what is due to the site; null when a line could not be settled
 */
public record ProgramStatement(
        String program,
        String rules,
        MarketInterval period,
        String zone,
        List<Figure> figures,
        List<Line> lines,
        List<Event> events,
        String rounding,
        List<RuleValue> used,
        List<String> notes,
        @Nullable Money total) {

    public ProgramStatement {
        figures = List.copyOf(figures);
        lines = List.copyOf(lines);
        events = List.copyOf(events);
        used = List.copyOf(used);
        notes = List.copyOf(notes);
    }

    /**
     * A performance figure.
     *
     * @param name the market's own name for it, such as {@code ERSEPF}
     * @param value the figure; null when it could not be told
     * @param unit such as {@code MW}, {@code 1} or {@code %}
     * @param passed whether it passes; null when it is only told
     * @param explanation the formula with its numbers
     */
    public record Figure(
            String name,
            @Nullable BigDecimal value,
            String unit,
            @Nullable Boolean passed,
            String explanation) {}

    /**
     * A payment or charge.
     *
     * @param name what for
     * @param kind payment, charge, penalty or only told
     * @param quantity how much of it; null when unknown
     * @param quantityUnit such as {@code MW-h}
     * @param rate money per unit; null when there is none
     * @param rateUnit such as {@code USD/MW-h}
     * @param amount positive when the site is paid; null when it could not be settled
     * @param explanation the sum in words, or why it could not be settled
     */
    public record Line(
            String name,
            Kind kind,
            @Nullable BigDecimal quantity,
            String quantityUnit,
            @Nullable BigDecimal rate,
            String rateUnit,
            @Nullable Money amount,
            String explanation) {
        /** What a line is. */
        public enum Kind {
            PAYMENT,
            CHARGE,
            PENALTY,
            TOLD
        }
    }

    /**
     * How one event went.
     *
     * @param id its name
     * @param interval when it was owed
     * @param estimate the baseline and how it was found; null when the program needs none
     * @param intervals interval by interval
     * @param score performance, such as ERSEPF; null when it could not be told
     * @param passed null when it could not be told
     * @param explanation in words
     */
    public record Event(
            String id,
            MarketInterval interval,
            @Nullable Estimate estimate,
            List<Interval> intervals,
            @Nullable BigDecimal score,
            @Nullable Boolean passed,
            String explanation) {
        public Event {
            intervals = List.copyOf(intervals);
        }
    }

    /**
     * How one settlement interval went.
     *
     * @param interval when
     * @param baseline level without the event; null when there is none
     * @param metered level drawn; null when nobody knows
     * @param target level owed; null when a reduction is owed and there is no baseline
     * @param owed reduction owed; null when a level is owed
     * @param delivered reduction measured; null when it cannot be told
     * @param score the program's own score of the interval, 0 to 1; null when it has none
     * @param verdict how it counts
     * @param reason why, in words
     */
    public record Interval(
            MarketInterval interval,
            @Nullable Power baseline,
            @Nullable Power metered,
            @Nullable Power target,
            @Nullable Reduction owed,
            @Nullable Reduction delivered,
            @Nullable BigDecimal score,
            Verdict verdict,
            String reason) {}
}
