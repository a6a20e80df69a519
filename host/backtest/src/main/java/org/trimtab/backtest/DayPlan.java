package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategyOffer;
import org.trimtab.market.StrategySite;
import org.trimtab.quantity.Power;
import org.trimtab.solver.SitePlan;

/**
 * What a site would do on a day to come, by what is known now: a level for every hour, the reserve it would offer and
 * at what price, what that is expected to bring, and what could go wrong.
 *
 * @param day the local day
 * @param known when it was planned
 * @param full where the site would be with everybody at work, at the meter
 * @param hours in order
 * @param offers ready to file
 * @param solver what the solver says of the plan
 */
public record DayPlan(
        LocalDate day,
        Instant known,
        Power full,
        List<Hour> hours,
        List<StrategyOffer> offers,
        String solver) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A price this much dearer than expected is what a risk is told for. */
    private static final double DEARER = 3;

    /**
     * One hour.
     *
     * @param time when
     * @param level where the site would be, at the meter
     * @param usdPerMwh what energy is expected to cost, with adders
     * @param isDayAhead true when that rests on a day-ahead price, false when on the days before
     * @param netUsd what the hour is expected to leave over, without reserves
     * @param reserveOfferedMw what would be offered as reserve
     * @param riskUsd what would be lost more, were energy three times as dear and nothing done about it
     */
    public record Hour(
            MarketInterval time,
            Power level,
            BigDecimal usdPerMwh,
            boolean isDayAhead,
            BigDecimal netUsd,
            BigDecimal reserveOfferedMw,
            BigDecimal riskUsd) {}

    public DayPlan {
        hours = List.copyOf(hours);
        offers = List.copyOf(offers);
    }

    /** What the day is expected to leave over without reserves, $. */
    public BigDecimal netUsd() {
        return hours.stream().map(Hour::netUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Plans a day for a site that runs when it begins. */
    public static DayPlan make(StrategyScene scene, LocalDate day, Instant now, Charges charges) {
        StrategySite site = scene.site();
        StrategyMath math = new StrategyMath(site);
        AsOfMarket known = scene.markets().asOf(now);
        PriceOutlook outlook = new PriceOutlook(known, math);
        MarketInterval whole =
                new MarketInterval(
                        day.atStartOfDay(scene.zone()).toInstant(),
                        day.plusDays(1).atStartOfDay(scene.zone()).toInstant());
        List<SitePlan.Ahead> steps = new ArrayList<>();
        for (Instant at = whole.from(); at.isBefore(whole.until()); at = at.plus(HOUR)) {
            PriceOutlook.Cost cost = outlook.cost(at);
            steps.add(
                    new SitePlan.Ahead(
                            1,
                            cost.high(),
                            charges.peakUsdPerMw(known, new MarketInterval(at, at.plus(HOUR))),
                            charges.mostMw(new MarketInterval(at, at.plus(HOUR))),
                            0,
                            0,
                            cost.cheaper()));
        }
        long hashPrice = math.hashPrice(known.hashPrice());
        List<SitePlan.Machines> machines = new ArrayList<>();
        for (StrategyCohort cohort : site.cohorts()) {
            machines.add(
                    new SitePlan.Machines(
                            math.runMw(cohort),
                            math.sleepMw(cohort),
                            math.earnsPerHour(cohort, hashPrice),
                            math.startUsd(cohort, hashPrice),
                            1,
                            0,
                            0,
                            StrategyMath.hours(cohort.minOff()),
                            StrategyMath.hours(cohort.minOn()),
                            cohort.exempt()));
        }
        SitePlan.Planned plan =
                SitePlan.make(machines, steps, new SitePlan.Whole(1), Duration.ofSeconds(30));
        List<StrategyOffer> offers = new ReserveOffers(math, scene.reserves()).forDay(known, whole);
        double full = site.cohorts().stream().mapToDouble(math::runMw).sum();
        return new DayPlan(
                day,
                now,
                watts(full),
                hours(known, whole, steps, machines, plan, offers),
                offers,
                told(plan));
    }

    private static List<Hour> hours(
            AsOfMarket known,
            MarketInterval whole,
            List<SitePlan.Ahead> steps,
            List<SitePlan.Machines> machines,
            SitePlan.Planned plan,
            List<StrategyOffer> offers) {
        List<Hour> hours = new ArrayList<>();
        for (int k = 0; k < plan.runs().size(); k++) {
            Instant from = whole.from().plus(HOUR.multipliedBy(k));
            double mw = 0;
            double falls = 0;
            double earned = 0;
            for (int c = 0; c < machines.size(); c++) {
                SitePlan.Machines one = machines.get(c);
                double runs = plan.runs().get(k).get(c);
                mw += one.sleepMw() + runs * (one.runMw() - one.sleepMw());
                falls += one.neverSleeps() ? 0 : runs * (one.runMw() - one.sleepMw());
                earned += runs * one.earnsPerHour();
            }
            double paid = mean(steps.get(k), mw);
            double offered = 0;
            for (StrategyOffer offer : offers) {
                offered +=
                        offer.interval().contains(from)
                                ? offer.quantity().watts() / StrategyMath.WATTS_PER_MW
                                : 0;
            }
            hours.add(
                    new Hour(
                            new MarketInterval(from, from.plus(HOUR)),
                            watts(mw),
                            rounded(paid),
                            known.dayAhead() != null && known.dayAhead().valueAt(from) != null,
                            rounded(earned - paid * mw),
                            rounded(Math.min(offered, falls)),
                            rounded(Math.max(0, (DEARER - 1) * paid * mw))));
        }
        return hours;
    }

    /** What a MWh costs in the mean of the levels up to one, $/MWh. */
    private static double mean(SitePlan.Ahead step, double mw) {
        double saved = 0;
        double left = mw;
        for (SitePlan.Cheaper part : step.cheaper()) {
            saved += Math.min(left, part.mw()) * part.savesUsdPerMwh();
            left -= Math.min(left, part.mw());
        }
        return mw <= 0 ? step.usdPerMwh() : step.usdPerMwh() - saved / mw;
    }

    private static String told(SitePlan.Planned plan) {
        return switch (plan.solution().state()) {
            case BEST -> "optimal";
            case TIME_OUT ->
                    "best found in the time there was, gap %.2f %%"
                            .formatted(plan.solution().gap() * 100);
            case NOTHING_FOUND -> "no plan was found in the time there was";
            case CONTRADICTION -> "what is owed contradicts itself";
        };
    }

    private static Power watts(double mw) {
        return Power.ofWatts(Math.round(mw * StrategyMath.WATTS_PER_MW));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    }
}
