package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.backtest.StrategyScene.ReserveTerms;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.ReserveRules;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.SupplyCurve;
import org.trimtab.quantity.Reduction;

/**
 * Reserve offers for a day, as a curve: each class of machines at what holding it would have cost on average in the
 * same hour of the days before, which is what it would have saved by sleeping, and what being called is expected to
 * lose.
 */
final class ReserveOffers {
    private static final int DAYS = 28;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SAMPLE = Duration.ofMinutes(15);

    private final StrategyMath math;
    private final ReserveTerms terms;

    ReserveOffers(StrategyMath math, ReserveTerms terms) {
        this.math = math;
        this.terms = terms;
    }

    List<StrategyOffer> forDay(AsOfMarket known, MarketInterval day) {
        List<StrategyOffer> offers = new ArrayList<>();
        List<String> products =
                terms.products().stream()
                        .filter(p -> known.reserves().containsKey(terms.pricedAs(p)))
                        .toList();
        if (products.isEmpty()) {
            return offers;
        }
        long hashPrice = math.hashPrice(known.hashPrice());
        List<List<Integer>> classes = CohortClasses.of(math, hashPrice);
        for (Instant hour = day.from(); hour.isBefore(day.until()); hour = hour.plus(HOUR)) {
            History history = history(known, hour);
            List<StrategyOffer> its = new ArrayList<>();
            for (List<Integer> members : classes) {
                add(its, able(products, members), members, hour, history, hashPrice);
            }
            offers.addAll(takeable(its));
        }
        return offers;
    }

    private void add(
            List<StrategyOffer> offers,
            List<String> products,
            List<Integer> members,
            Instant hour,
            History history,
            long hashPrice) {
        double mw = 0;
        double earns = 0;
        for (int c : members) {
            StrategyCohort cohort = math.cohorts().get(c);
            if (!cohort.exempt()) {
                mw += math.fallsMw(cohort);
                earns += math.earnsPerHour(cohort, hashPrice);
            }
        }
        if (mw <= 0 || products.isEmpty()) {
            return;
        }
        double breakEven = earns / mw;
        double forgone = 0;
        int samples = history.indices().size();
        for (int i = 0; i < samples; i++) {
            double paid =
                    math.isFlat()
                            ? math.flat(history.indices().get(i))
                            : paid(history.curves().get(i), members);
            forgone += Math.max(0, paid - breakEven) / samples;
        }
        double margin = 0;
        for (int i = 0; i < samples && terms.callsPlayed(); i++) {
            double paid =
                    math.isFlat()
                            ? math.flat(history.indices().get(i))
                            : paid(history.curves().get(i), members);
            margin += Math.max(0, breakEven - paid) / samples;
        }
        double start = 0;
        for (int c : members) {
            start += math.startUsd(math.cohorts().get(c), hashPrice) / mw;
        }
        Map<String, Long> dearer = new HashMap<>();
        for (String product : products) {
            ReserveProduct rule = terms.rule(product);
            if (terms.callsPlayed() && rule != null) {
                dearer.put(product, StrategyMath.micros(call(rule.rules().call(), margin, start)));
            }
        }
        double ask =
                forgone + (terms.callsPlayed() ? 0 : terms.calledShare().doubleValue() * breakEven);
        long watts = (long) (mw * terms.shareMost().doubleValue() * StrategyMath.WATTS_PER_MW);
        offers.add(
                new StrategyOffer(
                        products,
                        new MarketInterval(hour, hour.plus(HOUR)),
                        Reduction.ofWatts(watts),
                        StrategyMath.micros(ask),
                        dearer));
    }

    /** What calls are expected to cost in an hour of holding a MW: work lost, and a start after each, $. */
    private static double call(ReserveRules.Call call, double margin, double start) {
        double share = call.share().partsPerMillion() / 1e6;
        double hours = Math.max(1.0 / 60, StrategyMath.hours(call.length()));
        return share * margin + share / hours * start;
    }

    /** The products these machines fall fast enough for. */
    private List<String> able(List<String> products, List<Integer> members) {
        return products.stream()
                .filter(product -> {
                    ReserveProduct rule = terms.rule(product);
                    return rule == null
                            || members.stream()
                                    .allMatch(c ->
                                            math.cohorts()
                                                            .get(c)
                                                            .fallsWithin()
                                                            .compareTo(rule.within())
                                                    <= 0);
                })
                .toList();
    }

    /** Nothing is offered of an hour in which all together is less than the market takes. */
    private List<StrategyOffer> takeable(List<StrategyOffer> hour) {
        long watts = hour.stream().mapToLong(offer -> offer.quantity().watts()).sum();
        long least = 0;
        for (ReserveProduct rule : terms.rules()) {
            boolean asked = terms.products().contains(rule.id());
            least = asked ? Math.max(least, rule.rules().least().watts()) : least;
        }
        return watts < least ? List.of() : hour;
    }

    /**
     * What energy cost in the same hour of the days before.
     *
     * @param indices price of the index, $/MWh
     * @param curves the same with the tariff; empty when energy costs the same at every level
     */
    private record History(List<Double> indices, List<SupplyCurve> curves) {}

    private double paid(SupplyCurve curve, List<Integer> members) {
        double usd = 0;
        double mw = 0;
        for (int c : members) {
            double falls = math.fallsMw(math.cohorts().get(c));
            usd += math.paid(curve, c) * falls;
            mw += falls;
        }
        return usd / mw;
    }

    private History history(AsOfMarket known, Instant hour) {
        List<Double> indices = new ArrayList<>();
        List<SupplyCurve> curves = new ArrayList<>();
        AsOf index = math.supply().index(known);
        for (int back = 1; back <= DAYS && index != null; back++) {
            Instant from = hour.minus(Duration.ofDays(back));
            Instant until = from.plus(HOUR);
            for (Instant at = from; at.isBefore(until); at = at.plus(SAMPLE)) {
                Long price = index.valueAt(at);
                if (price != null) {
                    indices.add(price / 1e6);
                    if (!math.isFlat()) {
                        curves.add(math.curve(hour, price / 1e6, false));
                    }
                }
            }
        }
        return new History(indices, curves);
    }
}
