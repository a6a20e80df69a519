package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.market.Tariff.MarginalStep;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * What the next MWh costs from 0 W up, never less at a higher level. Where a tariff has a dearer step before a cheaper
 * one, the two are taken together at their mean: then the curve costs the same at both ends and never more between.
 *
 * @param steps from the lowest up, prices rising; the last has no end
 */
public record SupplyCurve(List<Step> steps) {
    /**
     * A step.
     *
     * @param untilWatts level at the meter up to which it holds, W; {@link Long#MAX_VALUE} without an end
     * @param microDollarsPerMwh µ$/MWh
     */
    public record Step(long untilWatts, long microDollarsPerMwh) {}

    public SupplyCurve {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.getLast().untilWatts() != Long.MAX_VALUE) {
            throw new IllegalArgumentException("a supply curve ends with a step without an end");
        }
    }

    /** The same price at every level. */
    public static SupplyCurve flat(EnergyPrice price) {
        return new SupplyCurve(List.of(new Step(Long.MAX_VALUE, price.microDollarsPerMwh())));
    }

    /**
     * The curve of a tariff's steps.
     *
     * @param most highest level that is ever reached; steps beyond it are left out
     */
    public static SupplyCurve of(List<MarginalStep> marginal, Power most) {
        List<Step> steps = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        long level = 0;
        for (MarginalStep step : marginal) {
            Power upTo = step.upTo();
            boolean last = upTo == null || upTo.compareTo(most) >= 0;
            long until = upTo == null || last ? Long.MAX_VALUE : upTo.watts();
            if (until <= level) {
                continue;
            }
            long start = level;
            Step open = new Step(until, step.price().microDollarsPerMwh());
            long end = Math.max(start + 1, last ? most.watts() : until);
            while (!steps.isEmpty()
                    && steps.getLast().microDollarsPerMwh() >= open.microDollarsPerMwh()) {
                Step before = steps.removeLast();
                long its = from.removeLast();
                long mean = mean(before.microDollarsPerMwh(), start - its, open, end - start);
                open = new Step(open.untilWatts(), mean);
                start = its;
            }
            steps.add(open);
            from.add(start);
            level = until;
            if (last) {
                break;
            }
        }
        return new SupplyCurve(steps);
    }

    private static long mean(long micros, long watts, Step other, long otherWatts) {
        return BigDecimal.valueOf(micros)
                .multiply(BigDecimal.valueOf(watts))
                .add(
                        BigDecimal.valueOf(other.microDollarsPerMwh())
                                .multiply(BigDecimal.valueOf(otherWatts)))
                .divide(
                        BigDecimal.valueOf(Math.addExact(watts, otherWatts)),
                        0,
                        RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** True when it is the same at every level. */
    public boolean isFlat() {
        return steps.size() == 1;
    }

    /** Price of the lowest step. */
    public EnergyPrice lowest() {
        return new EnergyPrice(steps.getFirst().microDollarsPerMwh());
    }

    /** Price of the highest step. */
    public EnergyPrice highest() {
        return new EnergyPrice(steps.getLast().microDollarsPerMwh());
    }

    /** Mean price between two levels at the meter, W; that of the lower one when they are equal. */
    public EnergyPrice mean(long fromWatts, long untilWatts) {
        BigDecimal sum = BigDecimal.ZERO;
        long at = fromWatts;
        for (Step step : steps) {
            if (step.untilWatts() <= at) {
                continue;
            }
            if (isFlat() || untilWatts <= fromWatts) {
                return new EnergyPrice(step.microDollarsPerMwh());
            }
            long end = Math.min(step.untilWatts(), untilWatts);
            sum =
                    sum.add(
                            BigDecimal.valueOf(step.microDollarsPerMwh())
                                    .multiply(BigDecimal.valueOf(end - at)));
            at = end;
            if (at >= untilWatts) {
                break;
            }
        }
        return new EnergyPrice(
                sum.divide(BigDecimal.valueOf(untilWatts - fromWatts), 0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }
}
