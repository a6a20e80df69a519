package org.trimtab.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.DecisionReason;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategyAward;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategyDecision;
import org.trimtab.market.StrategyDecision.Ask;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.StrategySite;
import org.trimtab.market.StrategyState;
import org.trimtab.market.SupplyCurve;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.solver.SwitchPath;

/**
 * The bound: knows every price of the span beforehand. It is made by the host, which has the prices, and is the only
 * strategy that does not live on what it is handed. Each cohort goes the best way there is between running and
 * sleeping; it is played through the engine like any other.
 */
public final class PerfectForesight implements Strategy {
    /** Its name. */
    public static final String ID = "perfect-foresight";

    private final StrategyMath math;
    private final StrategyScene scene;
    private final boolean[][] runs;
    private final ForeseenReserves reserves;
    private final Map<Instant, Integer> places = new HashMap<>();

    /** For one scene. */
    public PerfectForesight(StrategySite site, StrategyScene scene) {
        math = new StrategyMath(site);
        this.scene = scene;
        List<Priced> prices = scene.prices();
        for (int i = 0; i < prices.size(); i++) {
            places.put(prices.get(i).interval().from(), i);
        }
        double[][] paid = paid();
        reserves = new ForeseenReserves(scene, math);
        ForeseenReserves.Brought reserve = reserves.over(prices, paid);
        runs = new boolean[math.cohorts().size()][];
        for (int c = 0; c < runs.length; c++) {
            runs[c] = path(math.cohorts().get(c), new Known(paid[c], reserve));
        }
    }

    /**
     * What a cohort's decision rests on.
     *
     * @param paid what its energy costs in each interval, $/MWh
     * @param reserve what holding a MW brings, and how much of it is called
     */
    private record Known(double[] paid, ForeseenReserves.Brought reserve) {}

    /** What each cohort's energy costs in each interval: it draws on the steps that those worth more leave to it. */
    private double[][] paid() {
        List<Priced> prices = scene.prices();
        double[][] paid = new double[math.cohorts().size()][prices.size()];
        for (int i = 0; i < prices.size(); i++) {
            double index = scene.indexMicros(prices.get(i)) / 1e6;
            Instant at = prices.get(i).interval().from();
            SupplyCurve curve =
                    math.isFlat() ? null : math.curve(at, index, scene.supply().isRenewable(at));
            for (int c = 0; c < paid.length; c++) {
                paid[c][i] = curve == null ? math.flat(index) : math.paid(curve, c);
            }
        }
        return paid;
    }

    private boolean[] path(StrategyCohort cohort, Known known) {
        List<Priced> prices = scene.prices();
        int count = prices.size();
        double[] worth = new double[count];
        double[] start = new double[count];
        double[] stop = new double[count];
        double falls = math.fallsMw(cohort);
        double held = scene.reserves().shareMost().doubleValue();
        double wake = StrategyMath.hours(cohort.wakesWithin());
        double fall = StrategyMath.hours(cohort.fallsWithin());
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            MarketInterval time = prices.get(i).interval();
            double hours = StrategyMath.hours(time.length());
            shortest = Math.min(shortest, hours);
            double paid = known.paid()[i];
            long hashPrice = scene.hashPriceMicros(time.from());
            double earns = math.earnsPerHour(cohort, hashPrice);
            worth[i] =
                    hours * (earns - paid * falls)
                            + held * known.reserve().usd(i, hours, earns / falls - paid) * falls
                            - scene.peakUsdPerMw(time) * falls;
            start[i] = math.startUsd(cohort, hashPrice) - paid * falls * wake;
            stop[i] = paid * falls * fall;
        }
        if (cohort.exempt()) {
            boolean[] always = new boolean[count];
            java.util.Arrays.fill(always, true);
            return always;
        }
        int minOn = steps(StrategyMath.hours(cohort.minOn()), shortest);
        int minOff = steps(StrategyMath.hours(cohort.minOff()), shortest);
        return new ForeseenDemand(scene)
                .best(worth, falls, its -> SwitchPath.best(its, start, stop, minOn, minOff));
    }

    private static int steps(double hours, double each) {
        return (int) Math.ceil(hours / each - 1e-6);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<StrategyOffer> offer(AsOfMarket known, MarketInterval day, StrategyState state) {
        List<StrategyOffer> offers = new ArrayList<>();
        for (Instant hour = day.from();
                hour.isBefore(day.until());
                hour = hour.plusSeconds(3_600)) {
            MarketInterval time = new MarketInterval(hour, hour.plusSeconds(3_600));
            double least = Double.POSITIVE_INFINITY;
            for (Priced priced : within(time)) {
                least = Math.min(least, flexibleMw(priced.interval().from()));
            }
            long watts =
                    Double.isFinite(least)
                            ? (long)
                                    (least
                                            * scene.reserves().shareMost().doubleValue()
                                            * StrategyMath.WATTS_PER_MW)
                            : 0;
            if (watts > 0) {
                String product = reserves.best(hour);
                if (product != null) {
                    offers.add(
                            new StrategyOffer(List.of(product), time, Reduction.ofWatts(watts), 1));
                }
            }
        }
        return offers;
    }

    private List<Priced> within(MarketInterval time) {
        List<Priced> found = new ArrayList<>();
        int low = 0;
        int high = scene.prices().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scene.prices().get(middle).interval().until().isAfter(time.from())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        for (int i = low; i < scene.prices().size(); i++) {
            if (!scene.prices().get(i).interval().from().isBefore(time.until())) {
                break;
            }
            found.add(scene.prices().get(i));
        }
        return found;
    }

    private double flexibleMw(Instant at) {
        Integer place = places.get(at);
        double mw = 0;
        for (int c = 0; c < runs.length; c++) {
            StrategyCohort cohort = math.cohorts().get(c);
            mw += place != null && runs[c][place] && !cohort.exempt() ? math.fallsMw(cohort) : 0;
        }
        return mw;
    }

    @Override
    public StrategyDecision decide(AsOfMarket known, StrategyState state) {
        Integer place = places.get(state.interval().from());
        if (place == null) {
            return new StrategyDecision(new Ask.Stay(), DecisionReason.PRICE_UNKNOWN);
        }
        long watts = 0;
        boolean all = true;
        for (int c = 0; c < runs.length; c++) {
            StrategyCohort cohort = math.cohorts().get(c);
            watts += runs[c][place] ? cohort.running().watts() : cohort.standby().watts();
            all &= runs[c][place];
        }
        SortedMap<String, Reduction> held = new TreeMap<>();
        state.awards().stream()
                .filter(award -> award.interval().contains(state.interval().from()))
                .sorted(Comparator.comparing(StrategyAward::product))
                .forEach(award ->
                        held.merge(
                                award.product(),
                                award.quantity(),
                                (a, b) -> Reduction.ofWatts(a.watts() + b.watts())));
        return new StrategyDecision(
                all ? new Ask.Run() : new Ask.AtMost(Power.ofWatts(watts)),
                held,
                all ? DecisionReason.EARNS : DecisionReason.ENERGY_IS_DEAR);
    }
}
