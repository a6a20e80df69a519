package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.StrategyCohort;

/**
 * What reserve brings when everything is known: in each hour the product that pays most after the calls on it, taken at
 * the site's mean margin; none where none is left over.
 */
final class ForeseenReserves {
    private static final double MILLIS_PER_HOUR = 3_600_000.0;

    private final StrategyScene scene;
    private final StrategyMath math;
    private final AsOfMarket all;
    private final Map<Instant, Choice> choices = new HashMap<>();

    /**
     * What is sold in an hour.
     *
     * @param product which; null for nothing
     * @param usdPerMwHour at what
     */
    private record Choice(@Nullable String product, double usdPerMwHour) {
        static final Choice NOTHING = new Choice(null, 0);
    }

    /**
     * What holding a MW brings in each interval.
     *
     * @param usdPerMwHour clearing price
     * @param called part of the interval in which it is called
     * @param startUsd starts after calls, $ per MW
     */
    record Brought(double[] usdPerMwHour, double[] called, double[] startUsd) {
        /** $ per MW held in an interval by machines whose work leaves over so much per MWh. */
        double usd(int i, double hours, double marginUsdPerMwh) {
            return hours * (usdPerMwHour[i] - called[i] * marginUsdPerMwh) - startUsd[i];
        }
    }

    ForeseenReserves(StrategyScene scene, StrategyMath math) {
        this.scene = scene;
        this.math = math;
        all = scene.markets().asOf(StrategyScene.AFTER_ALL);
    }

    /**
     * Chooses for every hour.
     *
     * @param paid what energy costs each cohort in each interval, $/MWh
     */
    Brought over(List<Priced> prices, double[][] paid) {
        int count = prices.size();
        Brought brought = new Brought(new double[count], new double[count], new double[count]);
        double start = startUsdPerMw();
        int firstOpen = 0;
        for (int i = 0; i < count; i++) {
            MarketInterval time = prices.get(i).interval();
            Instant hour = time.from().truncatedTo(ChronoUnit.HOURS);
            if (!choices.containsKey(hour)) {
                choices.put(hour, choice(hour, margin(i, paid), start));
            }
            Choice choice = choices.get(hour);
            if (choice == null || choice.product() == null) {
                continue;
            }
            brought.usdPerMwHour()[i] = choice.usdPerMwHour();
            while (firstOpen < scene.calls().size()
                    && !scene.calls()
                            .get(firstOpen)
                            .interval()
                            .until()
                            .isAfter(time.from().minus(Duration.ofDays(1)))) {
                firstOpen++;
            }
            for (int c = firstOpen; c < scene.calls().size(); c++) {
                ReserveCall call = scene.calls().get(c);
                if (!call.interval().from().isBefore(time.until())) {
                    break;
                }
                if (call.product().equals(choice.product())) {
                    brought.called()[i] += part(call, time);
                    brought.startUsd()[i] += time.contains(call.interval().from()) ? start : 0;
                }
            }
        }
        return brought;
    }

    /** The product of an hour; null for nothing. */
    @Nullable String best(Instant hour) {
        Choice choice = choices.get(hour);
        return choice == null ? null : choice.product();
    }

    private Choice choice(Instant hour, double margin, double start) {
        LocalDate day = LocalDate.ofInstant(hour, scene.zone());
        Instant gate =
                day.minusDays(1).atTime(scene.reserves().gate()).atZone(scene.zone()).toInstant();
        if (gate.isBefore(scene.span().from())) {
            return Choice.NOTHING;
        }
        MarketInterval time = new MarketInterval(hour, hour.plus(Duration.ofHours(1)));
        Choice best = Choice.NOTHING;
        double most = 0;
        for (String product : scene.reserves().products()) {
            AsOf series = all.reserves().get(scene.reserves().pricedAs(product));
            Long price = series == null ? null : series.valueAt(hour);
            double worth = price == null ? 0 : price / 1e6 - calls(product, time, margin, start);
            if (price != null && worth > most) {
                most = worth;
                best = new Choice(product, price / 1e6);
            }
        }
        return best;
    }

    private double calls(String product, MarketInterval time, double margin, double start) {
        double lost = 0;
        for (ReserveCall call : scene.calls()) {
            if (call.product().equals(product) && call.interval().overlaps(time)) {
                lost += part(call, time) * margin;
                lost += time.contains(call.interval().from()) ? start : 0;
            }
        }
        return lost;
    }

    private static double part(ReserveCall call, MarketInterval time) {
        if (!call.interval().overlaps(time)) {
            return 0;
        }
        long from = Math.max(call.interval().from().toEpochMilli(), time.from().toEpochMilli());
        long until = Math.min(call.interval().until().toEpochMilli(), time.until().toEpochMilli());
        return (until - from) / MILLIS_PER_HOUR / StrategyMath.hours(time.length());
    }

    /** What a MWh of the site's work leaves over in the mean of its cohorts, at least 0. */
    private double margin(int i, double[][] paid) {
        long hashPrice = scene.hashPriceMicros(scene.prices().get(i).interval().from());
        double mw = 0;
        double usd = 0;
        for (int c = 0; c < paid.length; c++) {
            StrategyCohort cohort = math.cohorts().get(c);
            double falls = math.fallsMw(cohort);
            mw += falls;
            usd += Math.max(0, math.earnsPerHour(cohort, hashPrice) - paid[c][i] * falls);
        }
        return mw <= 0 ? 0 : usd / mw;
    }

    private double startUsdPerMw() {
        double mw = 0;
        double usd = 0;
        for (StrategyCohort cohort : math.cohorts()) {
            mw += math.fallsMw(cohort);
            usd +=
                    math.startUsd(
                            cohort,
                            scene.definition().mining().hashPrice().microDollarsPerPetahashDay());
        }
        return mw <= 0 ? 0 : usd / mw;
    }
}
