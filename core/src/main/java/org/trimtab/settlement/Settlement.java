package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.MeterGap;
import org.trimtab.baseline.MeterSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Obligation;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.IntervalPerformance.Reason;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.telemetry.MeterReading;

/**
 * What an event is worth. It reads the meter and the obligation and nothing else; only good readings observed before
 * the obligation ended count, in whatever order they came.
 *
 * <p>Energy is paid over every interval that was metered: met, missed or excused. Availability is paid over met
 * intervals alone: a missed one was not kept ready, an excused one was not yet due, and of an unmetered one nobody
 * knows.
 */
public final class Settlement {
    /** Most settlement intervals of one event; a day of one-second intervals fits. */
    public static final int INTERVALS_MAX = 100_000;

    /** Money is rounded once, at the end. */
    public static final RoundingMode CENTS = RoundingMode.HALF_UP;

    /** An interval's energy, to 1 J; exact unless its length is not whole seconds. */
    public static final RoundingMode JOULES = RoundingMode.HALF_EVEN;

    private static final String CURRENCY = "USD";
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal WATT_NANOS_PER_MWH =
            new BigDecimal("3600000000").multiply(NANOS_PER_SECOND);
    private static final BigDecimal JOULES_PER_MWH = new BigDecimal("3600000000");

    private Settlement() {}

    /** Settles with {@link MeterGap#DEFAULT}. */
    public static Statement settle(
            SiteId site, ProgramTerms terms, Obligation obligation, List<MeterReading> readings) {
        return settle(site, terms, obligation, readings, MeterGap.DEFAULT);
    }

    /**
     * Settles an obligation that has ended.
     *
     * @param site the site
     * @param terms what the program measures and pays
     * @param obligation what was owed, with its baseline and limit
     * @param readings readings of the meter the grid settles on, from some minutes before it began
     * @param gap how long the meter may be silent before an interval cannot be settled
     */
    public static Statement settle(
            SiteId site,
            ProgramTerms terms,
            Obligation obligation,
            List<MeterReading> readings,
            MeterGap gap) {
        MarketInterval owed = obligation.owedInterval();
        Power limit = obligation.limit();
        MeterSeries series =
                MeterSeries.of(
                        readings,
                        new MarketInterval(owed.from().minus(gap.atMost()), owed.until()),
                        gap);
        List<IntervalPerformance> intervals =
                limit == null ? List.of() : judge(terms, obligation, limit, series);
        Energy reduced = energyReduced(intervals);
        Money availability = availability(intervals, terms.availabilityUsdPerMwHour());
        Money energy = energyPayment(reduced, terms);
        return new Statement(
                site,
                obligation.id(),
                terms.program(),
                owed,
                obligation.baseline(),
                limit,
                limit == null ? null : series.firstAtMost(limit, owed),
                intervals,
                reduced,
                availability,
                energy,
                availability.plus(energy));
    }

    /** Energy not drawn in an interval; zero when it was not metered. */
    public static Energy energyReduced(IntervalPerformance interval) {
        Reduction delivered = interval.delivered();
        if (delivered == null || interval.verdict() == Verdict.NOT_SETTLED) {
            return Energy.ZERO;
        }
        return new Energy(
                new BigDecimal(wattNanos(delivered, interval.interval()))
                        .divide(NANOS_PER_SECOND, 0, JOULES)
                        .longValueExact());
    }

    private static Energy energyReduced(List<IntervalPerformance> intervals) {
        return intervals.stream().map(Settlement::energyReduced).reduce(Energy.ZERO, Energy::plus);
    }

    private static Money availability(
            List<IntervalPerformance> intervals, BigDecimal usdPerMwHour) {
        BigInteger wattNanos = BigInteger.ZERO;
        for (IntervalPerformance interval : intervals) {
            if (interval.verdict() == Verdict.MET) {
                wattNanos = wattNanos.add(wattNanos(interval.owed(), interval.interval()));
            }
        }
        return cents(new BigDecimal(wattNanos).multiply(usdPerMwHour), WATT_NANOS_PER_MWH);
    }

    private static Money energyPayment(Energy reduced, ProgramTerms terms) {
        return cents(
                BigDecimal.valueOf(reduced.joules()).multiply(terms.energyPayment().dollars()),
                JOULES_PER_MWH);
    }

    private static Money cents(BigDecimal amount, BigDecimal divisor) {
        return new Money(amount.divide(divisor, 2, CENTS), CURRENCY);
    }

    private static BigInteger wattNanos(Reduction reduction, MarketInterval interval) {
        return BigInteger.valueOf(reduction.watts())
                .multiply(BigInteger.valueOf(interval.length().toNanos()));
    }

    private static List<IntervalPerformance> judge(
            ProgramTerms terms, Obligation obligation, Power limit, MeterSeries series) {
        MarketInterval owed = obligation.owedInterval();
        Instant rampEnds = owed.from().plus(terms.deliverWithin());
        List<IntervalPerformance> judged = new ArrayList<>();
        for (MarketInterval interval : cut(owed, terms.interval())) {
            boolean ramp = interval.from().isBefore(rampEnds);
            judged.add(
                    judge(
                            terms,
                            new Owed(obligation.baseline(), limit, ramp),
                            interval,
                            series.mean(interval)));
        }
        return judged;
    }

    private record Owed(@Nullable Power baseline, Power limit, boolean ramp) {}

    private static IntervalPerformance judge(
            ProgramTerms terms, Owed owed, MarketInterval interval, @Nullable Power metered) {
        Power baseline = owed.baseline();
        Reduction due = baseline == null ? Reduction.NONE : owed.limit().below(baseline);
        if (metered == null) {
            return new IntervalPerformance(
                    interval, null, due, null, Verdict.NOT_SETTLED, Reason.METER_MISSING);
        }
        if (baseline == null) {
            return new IntervalPerformance(
                    interval, metered, due, null, Verdict.NOT_SETTLED, Reason.NO_BASELINE);
        }
        Reduction delivered = metered.below(baseline);
        if (owed.ramp()) {
            return new IntervalPerformance(
                    interval, metered, due, delivered, Verdict.EXCUSED, Reason.RAMP_TIME);
        }
        boolean met =
                terms.baselineMethod() == BaselineMethod.MAXIMUM_BASE_LOAD
                        ? metered.isAtMost(owed.limit())
                        : passes(delivered, due, terms.passRatio());
        return new IntervalPerformance(
                interval,
                metered,
                due,
                delivered,
                met ? Verdict.MET : Verdict.MISSED,
                met ? Reason.DELIVERED : Reason.SHORT);
    }

    private static boolean passes(Reduction delivered, Reduction due, BigDecimal passRatio) {
        return BigDecimal.valueOf(delivered.watts())
                        .compareTo(BigDecimal.valueOf(due.watts()).multiply(passRatio))
                >= 0;
    }

    /** Settlement intervals counted from the start of what is owed; the last one may be shorter. */
    private static List<MarketInterval> cut(MarketInterval owed, Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "a settlement interval must be longer than 0, got " + length);
        }
        List<MarketInterval> intervals = new ArrayList<>();
        for (Instant from = owed.from(); from.isBefore(owed.until()); from = from.plus(length)) {
            if (intervals.size() == INTERVALS_MAX) {
                throw new IllegalArgumentException(
                        "settlement intervals of "
                                + length
                                + " over "
                                + owed
                                + " are more than "
                                + INTERVALS_MAX);
            }
            Instant until = from.plus(length);
            intervals.add(
                    new MarketInterval(from, until.isAfter(owed.until()) ? owed.until() : until));
        }
        return intervals;
    }
}
