package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.trimtab.backtest.StrategyScene.ReserveTerms;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.DecisionReason;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategyAward;
import org.trimtab.market.StrategyBreakEven;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategyDecision;
import org.trimtab.market.StrategyDecision.Ask;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.StrategyState;
import org.trimtab.market.StrategyState.Standing;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.solver.SitePlan;
import org.trimtab.solver.Solution;

/**
 * Plans a day ahead again and again and does the first step: energy, reserves sold, the cost of starts, shortest times
 * and the charges that one interval can bring, all in one programme. Where nothing but the price of this interval
 * matters and it speaks for leaving things as they are, nothing is solved.
 */
public final class CoOptimised implements Strategy {
    /** Its name. */
    public static final String ID = "co-optimised";

    private static final long MILLIS_PER_HOUR = 3_600_000L;

    private final StrategyMath math;
    private final Terms terms;
    private final ReserveOffers offers;
    private final StrategyBreakEven byBreakEven;
    private final DemandOutlook demand;
    private int solved;
    private int timedOut;
    private double worstGap;
    private int missed;
    private String firstMissed = "";

    /**
     * How it plans.
     *
     * @param horizon how far ahead
     * @param solverMost time one plan may take
     * @param reserves how reserve is sold
     * @param charges what single intervals can bring
     */
    public record Terms(
            Duration horizon, Duration solverMost, ReserveTerms reserves, Charges charges) {
        /** A day ahead, two seconds a plan. */
        public static Terms of(ReserveTerms reserves, Charges charges) {
            return new Terms(Duration.ofHours(24), Duration.ofSeconds(2), reserves, charges);
        }
    }

    /** A new one that has seen nothing. */
    public CoOptimised(org.trimtab.market.StrategySite site, Terms terms) {
        math = new StrategyMath(site);
        this.terms = terms;
        offers = new ReserveOffers(math, terms.reserves());
        byBreakEven = new StrategyBreakEven(site);
        demand = new DemandOutlook(math);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<StrategyOffer> offer(AsOfMarket known, MarketInterval day, StrategyState state) {
        return offers.forDay(known, day);
    }

    /** How many plans were solved, for how many the time ran out, the widest gap then, steps that missed. */
    public String told() {
        return "%,d plans solved%s%s"
                .formatted(
                        solved,
                        timedOut == 0
                                ? ""
                                : ", %,d ran out of time (best found, gap up to %.2f %%)"
                                        .formatted(timedOut, worstGap * 100),
                        missed == 0
                                ? ""
                                : ", %,d could not hold all that was sold, the first %s"
                                        .formatted(missed, firstMissed));
    }

    /** Counts what cannot be held, and says of the first what it was. */
    private void miss(StrategyState state, double heldMw) {
        if (missed == 0) {
            StringJoiner sold = new StringJoiner(", ");
            for (StrategyAward award : state.awards()) {
                if (award.interval().contains(state.interval().from())) {
                    sold.add(award.product() + " " + award.quantity());
                }
            }
            firstMissed =
                    "from %s: sold %s, %.3f MW can be held"
                            .formatted(state.interval().from(), sold, heldMw);
        }
        missed++;
    }

    @Override
    public StrategyDecision decide(AsOfMarket known, StrategyState state) {
        MarketInterval now = state.interval();
        PriceOutlook outlook = new PriceOutlook(known, math);
        PriceOutlook.Cost paid = outlook.cost(now.from());
        long hashPrice = math.hashPrice(known.hashPrice());
        double peak = terms.charges().peakUsdPerMw(known, now);
        Sold sold = sold(state.awards(), now);
        boolean isFree =
                peak == 0
                        && (demand.isEmpty()
                                || !demand.binds(
                                        demand.over(known, state, outlook, List.of(now.from()))));
        if (isFree) {
            StrategyDecision kept = unchanged(state, paid, hashPrice, sold);
            if (kept != null) {
                return kept;
            }
        }
        return planned(known, state, outlook, hashPrice);
    }

    /** What was sold for an interval. */
    private record Sold(double mw, double usdPerMwHour) {}

    private Sold sold(List<StrategyAward> awards, MarketInterval time) {
        double mw = 0;
        double worth = 0;
        double twice = 1 + terms.reserves().failureMultiple().doubleValue();
        for (StrategyAward award : awards) {
            if (award.interval().contains(time.from())) {
                double its = award.quantity().watts() / StrategyMath.WATTS_PER_MW;
                mw += its;
                worth += its * award.microDollarsPerMwHour() / 1e6 * twice;
            }
        }
        return new Sold(mw, mw == 0 ? 0 : worth / mw);
    }

    /** All that run earn and all that sleep would not: whatever comes, this interval changes nothing. */
    private @org.jspecify.annotations.Nullable StrategyDecision unchanged(
            StrategyState state, PriceOutlook.Cost paid, long hashPrice, Sold sold) {
        boolean anySleeps = false;
        for (int c = 0; c < math.cohorts().size(); c++) {
            StrategyCohort cohort = math.cohorts().get(c);
            Standing standing = state.standings().get(c);
            if (cohort.exempt()) {
                continue;
            }
            double earns = math.earnsPerHour(cohort, hashPrice);
            double least = earns - paid.high() * math.fallsMw(cohort);
            double most = earns - paid.low() * math.fallsMw(cohort);
            boolean all = standing.running().equals(standing.available());
            boolean none = standing.running().watts() == 0;
            anySleeps |= !all;
            if (!(all && least >= 0) && !(none && most <= 0 && sold.mw() == 0)) {
                return null;
            }
        }
        SortedMap<String, Reduction> held = held(state, Double.POSITIVE_INFINITY);
        return anySleeps
                ? new StrategyDecision(
                        new Ask.AtMost(level(state)), held, DecisionReason.ENERGY_IS_DEAR)
                : new StrategyDecision(new Ask.Run(), held, DecisionReason.EARNS);
    }

    /** Where the site stands, without overhead. */
    private Power level(StrategyState state) {
        double watts = 0;
        for (int c = 0; c < math.cohorts().size(); c++) {
            watts += level(math.cohorts().get(c), state.standings().get(c), share(c, state));
        }
        return Power.ofWatts(Math.round(watts));
    }

    private double level(StrategyCohort cohort, Standing standing, double share) {
        double off = cohort.running().watts() - standing.available().watts();
        double running = share * standing.available().watts();
        double asleep = (standing.available().watts() - running + off) / cohort.running().watts();
        return running + asleep * cohort.standby().watts();
    }

    private double share(int c, StrategyState state) {
        Standing standing = state.standings().get(c);
        long available = standing.available().watts();
        return available == 0 ? 0 : (double) standing.running().watts() / available;
    }

    private StrategyDecision planned(
            AsOfMarket known, StrategyState state, PriceOutlook outlook, long hashPrice) {
        List<List<Integer>> classes = classes(hashPrice);
        List<SitePlan.Machines> machines = new ArrayList<>();
        for (List<Integer> members : classes) {
            machines.add(machines(members, state, hashPrice));
        }
        List<SitePlan.Ahead> steps = steps(known, state, outlook);
        List<SitePlan.Demand> demands = demands(known, state, outlook, steps);
        SitePlan.Planned plan =
                SitePlan.make(
                        machines,
                        steps,
                        new SitePlan.Whole(terms.reserves().shareMost().doubleValue(), demands),
                        terms.solverMost());
        solved++;
        Solution solution = plan.solution();
        if (solution.state() != Solution.State.BEST) {
            timedOut++;
            worstGap = Math.max(worstGap, solution.isUsable() ? solution.gap() : 1);
        }
        if (!solution.isUsable()) {
            return new StrategyDecision(
                    byBreakEven.decide(known, state).ask(),
                    held(state, 1e9),
                    DecisionReason.NO_PLAN_IN_TIME);
        }
        if (plan.missed().contains(0)) {
            miss(state, plan.heldMw().getFirst());
        }
        Chosen chosen = new Chosen(plan, classes, steps.getFirst(), demand.binds(demands));
        return decision(state, chosen, hashPrice);
    }

    private List<SitePlan.Demand> demands(
            AsOfMarket known,
            StrategyState state,
            PriceOutlook outlook,
            List<SitePlan.Ahead> steps) {
        List<Instant> starts = new ArrayList<>();
        Instant at = state.interval().from();
        for (SitePlan.Ahead step : steps) {
            starts.add(at);
            at = at.plusMillis(Math.round(step.hours() * MILLIS_PER_HOUR));
        }
        return demand.over(known, state, outlook, starts);
    }

    private record Chosen(
            SitePlan.Planned plan,
            List<List<Integer>> classes,
            SitePlan.Ahead first,
            boolean demandBinds) {}

    private StrategyDecision decision(StrategyState state, Chosen chosen, long hashPrice) {
        double watts = 0;
        boolean all = true;
        boolean runsAtLoss = false;
        boolean sleepsAtLoss = false;
        for (int k = 0; k < chosen.classes().size(); k++) {
            double share = chosen.plan().runs().getFirst().get(k);
            all &= share > 1 - 1e-6;
            for (int c : chosen.classes().get(k)) {
                StrategyCohort cohort = math.cohorts().get(c);
                watts += level(cohort, state.standings().get(c), cohort.exempt() ? 1 : share);
                double margin =
                        math.earnsPerHour(cohort, hashPrice)
                                - chosen.first().usdPerMwh() * math.fallsMw(cohort);
                runsAtLoss |= margin < 0 && share > 0.5;
                sleepsAtLoss |= margin > 0 && share < 0.5;
            }
        }
        SortedMap<String, Reduction> held = held(state, chosen.plan().heldMw().getFirst());
        Ask ask = all ? new Ask.Run() : new Ask.AtMost(Power.ofWatts(Math.round(watts)));
        return new StrategyDecision(ask, held, reason(chosen, all, runsAtLoss, sleepsAtLoss));
    }

    private DecisionReason reason(
            Chosen chosen, boolean all, boolean runsAtLoss, boolean sleepsAtLoss) {
        if (chosen.plan().missed().contains(0)) {
            return DecisionReason.SOLD_TOO_MUCH;
        }
        if (!all && sleepsAtLoss) {
            if (chosen.first().peakUsdPerMw() > 0) {
                return DecisionReason.COINCIDENT_PEAK;
            }
            return chosen.demandBinds()
                    ? DecisionReason.DEMAND_CHARGE
                    : DecisionReason.START_IS_DEAR;
        }
        if (runsAtLoss) {
            return chosen.first().soldMw() > 0
                    ? DecisionReason.HOLDS_RESERVE
                    : DecisionReason.START_IS_DEAR;
        }
        return all ? DecisionReason.EARNS : DecisionReason.ENERGY_IS_DEAR;
    }

    /** What was sold, dearest first, up to so many MW. */
    private SortedMap<String, Reduction> held(StrategyState state, double mostMw) {
        SortedMap<String, Reduction> held = new TreeMap<>();
        double left = mostMw * StrategyMath.WATTS_PER_MW;
        List<StrategyAward> now =
                state.awards().stream()
                        .filter(award -> award.interval().contains(state.interval().from()))
                        .sorted(
                                Comparator.comparingLong(StrategyAward::microDollarsPerMwHour)
                                        .reversed())
                        .toList();
        for (StrategyAward award : now) {
            long watts = Math.round(Math.min(left, (double) award.quantity().watts()));
            if (watts > 0) {
                held.merge(
                        award.product(),
                        Reduction.ofWatts(watts),
                        (a, b) -> Reduction.ofWatts(a.watts() + b.watts()));
            }
            left -= watts;
        }
        return held;
    }

    private List<SitePlan.Ahead> steps(
            AsOfMarket known, StrategyState state, PriceOutlook outlook) {
        List<SitePlan.Ahead> steps = new ArrayList<>();
        Instant end = state.interval().from().plus(terms.horizon());
        MarketInterval step = state.interval();
        long length = Duration.between(step.from(), step.until()).toMillis();
        while (step.from().isBefore(end)) {
            Sold sold = sold(state.awards(), step);
            PriceOutlook.Cost cost = outlook.cost(step.from());
            steps.add(
                    new SitePlan.Ahead(
                            StrategyMath.hours(step.length()),
                            cost.high(),
                            terms.charges().peakUsdPerMw(known, step),
                            terms.charges().mostMw(step),
                            sold.mw(),
                            sold.usdPerMwHour(),
                            cost.cheaper()));
            long from = step.until().toEpochMilli();
            boolean fine =
                    length < MILLIS_PER_HOUR
                            && from - state.interval().from().toEpochMilli() < MILLIS_PER_HOUR;
            long until =
                    fine
                            ? from + length
                            : Math.floorDiv(from, MILLIS_PER_HOUR) * MILLIS_PER_HOUR
                                    + MILLIS_PER_HOUR;
            step = new MarketInterval(step.until(), Instant.ofEpochMilli(until));
        }
        return steps;
    }

    private List<List<Integer>> classes(long hashPrice) {
        return CohortClasses.of(math, hashPrice);
    }

    private SitePlan.Machines machines(List<Integer> members, StrategyState state, long hashPrice) {
        double run = 0;
        double sleep = 0;
        double earns = 0;
        double start = 0;
        double runs = 0;
        double minOff = 0;
        double minOn = 0;
        double asleepFor = 0;
        double runsFor = 0;
        Instant now = state.interval().from();
        for (int c : members) {
            StrategyCohort cohort = math.cohorts().get(c);
            Standing standing = state.standings().get(c);
            double available =
                    (double) standing.available().watts() / Math.max(1, cohort.running().watts());
            run += math.runMw(cohort) * available + math.sleepMw(cohort) * (1 - available);
            sleep += math.sleepMw(cohort);
            earns += math.earnsPerHour(cohort, hashPrice) * available;
            start += math.startUsd(cohort, hashPrice) * available;
            runs += share(c, state) * math.fallsMw(cohort) * available;
            minOff = Math.max(minOff, StrategyMath.hours(cohort.minOff()));
            minOn = Math.max(minOn, StrategyMath.hours(cohort.minOn()));
            asleepFor =
                    Math.max(
                            asleepFor,
                            StrategyMath.hours(
                                    LotStates.left(standing.sleepsSince(), cohort.minOff(), now)));
            runsFor =
                    Math.max(
                            runsFor,
                            StrategyMath.hours(
                                    LotStates.left(standing.runsSince(), cohort.minOn(), now)));
        }
        boolean never = math.cohorts().get(members.getFirst()).exempt();
        double part = run - sleep <= 0 ? 0 : Math.clamp(runs / (run - sleep), 0, 1);
        return new SitePlan.Machines(
                run, sleep, earns, start, part, asleepFor, runsFor, minOff, minOn, never);
    }
}
