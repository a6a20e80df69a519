package org.trimtab.settlement;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.program.RulePack;

/**
 * What a program is settled from. Make one with {@link #of} and add what there is.
 *
 * @param rules the program's rules in force over the period
 * @param period what is settled
 * @param load the meter's load over the period and, for baselines, before it
 * @param calendar local days and holidays of the market
 * @param methods finds a baseline method by its id; answers null when there is none of that name
 * @param events events to settle, in order of time
 * @param awards what was sold
 * @param prices market prices
 * @param marks outages, past events and other stretches that must not make a baseline
 * @param beside levels, set-points and system peaks
 * @param frequencyResponse reduction given to frequency on top of the set-point, W; null when none is known
 * @param excused stretches that the operator or the rules do not hold against the site
 * @param past results of earlier events, for counting failures
 * @param shares how what is due is split; empty when it is not
 */
public record SettlementCase(
        RulePack rules,
        MarketInterval period,
        LoadSeries load,
        MarketCalendar calendar,
        Function<String, @Nullable BaselineMethod> methods,
        List<GridEvent> events,
        List<Award> awards,
        Prices prices,
        List<DayMark> marks,
        BaselineCase.Beside beside,
        @Nullable LoadSeries frequencyResponse,
        List<Excused> excused,
        List<PastResult> past,
        List<RevenueSplit.Share> shares) {
    /** Most events of one case. */
    public static final int EVENTS_MAX = 10_000;

    /** Most awards of one case: a year of five-minute awards of several products. */
    public static final int AWARDS_MAX = 500_000;

    public SettlementCase {
        events = List.copyOf(events);
        awards = List.copyOf(awards);
        marks = List.copyOf(marks);
        excused = List.copyOf(excused);
        past = List.copyOf(past);
        shares = List.copyOf(shares);
        if (events.size() > EVENTS_MAX || awards.size() > AWARDS_MAX) {
            throw new IllegalArgumentException(
                    "one settlement takes at most "
                            + EVENTS_MAX
                            + " events and "
                            + AWARDS_MAX
                            + " awards, got "
                            + events.size()
                            + " and "
                            + awards.size());
        }
    }

    /** A case with a meter and rules alone. */
    public static SettlementCase of(
            RulePack rules,
            MarketInterval period,
            LoadSeries load,
            MarketCalendar calendar,
            Function<String, @Nullable BaselineMethod> methods) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                List.of(),
                List.of(),
                Prices.NONE,
                List.of(),
                BaselineCase.Beside.NOTHING,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    /** This case with these events. */
    public SettlementCase withEvents(List<GridEvent> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                others,
                awards,
                prices,
                marks,
                beside,
                frequencyResponse,
                excused,
                past,
                shares);
    }

    /** This case with these awards. */
    public SettlementCase withAwards(List<Award> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                others,
                prices,
                marks,
                beside,
                frequencyResponse,
                excused,
                past,
                shares);
    }

    /** This case with these prices. */
    public SettlementCase withPrices(Prices others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                others,
                marks,
                beside,
                frequencyResponse,
                excused,
                past,
                shares);
    }

    /** This case with these marks. */
    public SettlementCase withMarks(List<DayMark> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                prices,
                others,
                beside,
                frequencyResponse,
                excused,
                past,
                shares);
    }

    /** This case with these levels, set-points and system peaks. */
    public SettlementCase withBeside(BaselineCase.Beside other) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                prices,
                marks,
                other,
                frequencyResponse,
                excused,
                past,
                shares);
    }

    /** This case with what was given to frequency. */
    public SettlementCase withFrequencyResponse(@Nullable LoadSeries other) {
        return new SettlementCase(
                rules, period, load, calendar, methods, events, awards, prices, marks, beside,
                other, excused, past, shares);
    }

    /** This case with these excused stretches. */
    public SettlementCase withExcused(List<Excused> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                prices,
                marks,
                beside,
                frequencyResponse,
                others,
                past,
                shares);
    }

    /** This case with these earlier results. */
    public SettlementCase withPast(List<PastResult> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                prices,
                marks,
                beside,
                frequencyResponse,
                excused,
                others,
                shares);
    }

    /** This case with what is due split so. */
    public SettlementCase withShares(List<RevenueSplit.Share> others) {
        return new SettlementCase(
                rules,
                period,
                load,
                calendar,
                methods,
                events,
                awards,
                prices,
                marks,
                beside,
                frequencyResponse,
                excused,
                past,
                others);
    }

    /**
     * Market prices. A reserve price stands in USD for a MW over an hour in the same type as one of energy.
     *
     * @param energy price of energy where the site is settled; null when none is known
     * @param dayAheadReserve day-ahead price of the reserve; null when none is known
     * @param realTimeReserve real-time price of the reserve; null when none is known
     * @param netBenefits least price of energy from which a reduction is paid; null when none is known
     */
    public record Prices(
            @Nullable PriceSeries energy,
            @Nullable PriceSeries dayAheadReserve,
            @Nullable PriceSeries realTimeReserve,
            @Nullable PriceSeries netBenefits) {
        public static final Prices NONE = new Prices(null, null, null, null);

        /** Prices of energy alone. */
        public static Prices ofEnergy(PriceSeries energy) {
            return new Prices(energy, null, null, null);
        }
    }

    /**
     * A stretch that is not held against the site.
     *
     * @param interval when
     * @param why in which way it is excused
     * @param reason in words
     */
    public record Excused(MarketInterval interval, Why why, String reason) {
        /** In which way a stretch is excused. */
        public enum Why {
            /** The wires company or the operator had an outage. */
            OUTAGE,
            /** The site had announced that it would not be available; rules limit how much of it counts. */
            ANNOUNCED,
            /** The operator does not score it. */
            EXEMPTED
        }
    }

    /**
     * How an earlier event went.
     *
     * @param id its name
     * @param at when it started
     * @param kind a real deployment or a test
     * @param passed whether it passed
     */
    public record PastResult(String id, Instant at, GridEvent.Kind kind, boolean passed) {}
}
