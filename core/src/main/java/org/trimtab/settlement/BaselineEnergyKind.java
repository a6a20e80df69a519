package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.PriceSeries;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * Energy paid for reduction below a baseline, interval by interval; never less than nothing (market-rules §2.2, §3).
 * The economic program pays the market price with losses, in intervals whose price is at or above the net benefits
 * price. The plain one pays {@code energy_price}, or the market price when the rules name none.
 *
 * <p>Rules: {@code settlement_interval}, {@code baseline}; and if any {@code deliver_within}, {@code pass_ratio},
 * {@code loss_factor}, {@code energy_price}, {@code net_benefits_test}, {@code net_benefits_price} (USD/MWh, when it
 * does not come as a series), {@code penalty_factor} (with {@code pass_ratio}: multiple of the price charged for
 * what was owed and not delivered).
 */
final class BaselineEnergyKind {
    private final Worksheet sheet;
    private final RulesUsed rules;
    private final BigDecimal lossFactor;
    private final @Nullable BigDecimal fixedPrice;
    private final boolean hasTest;
    private final @Nullable BigDecimal penaltyFactor;
    private BigDecimal paidSeconds = BigDecimal.ZERO;
    private BigDecimal due = BigDecimal.ZERO;
    private BigDecimal missedSeconds = BigDecimal.ZERO;
    private BigDecimal penalty = BigDecimal.ZERO;
    private int unread;
    private int unpriced;
    private int below;

    private BaselineEnergyKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        BigDecimal losses = rules.ratioIfAny("loss_factor");
        this.lossFactor = losses == null ? BigDecimal.ONE : losses;
        this.hasTest = rules.isSet("net_benefits_test");
        this.fixedPrice = rules.numberIfAny("energy_price", Dimension.ENERGY_PRICE);
        this.penaltyFactor = rules.has("pass_ratio") ? rules.ratioIfAny("penalty_factor") : null;
        if (penaltyFactor == null && rules.has("penalty_factor")) {
            sheet.note(
                    "the rules know a penalty of "
                            + rules.ratio("penalty_factor")
                            + " times, but not when it is due: none is charged here");
        }
    }

    static void settle(Worksheet sheet) {
        BaselineEnergyKind kind = new BaselineEnergyKind(sheet);
        Duration deliverWithin = sheet.rules().durationIfAny("deliver_within");
        ReductionScoring.Terms terms =
                new ReductionScoring.Terms(
                        sheet.rules().text("baseline"),
                        sheet.scoringLength("settlement_interval"),
                        deliverWithin == null ? Duration.ZERO : deliverWithin,
                        sheet.rules().ratioIfAny("pass_ratio"),
                        null);
        new ReductionScoring(sheet, terms).scoreAll();
        for (Event event : sheet.events()) {
            event.intervals().forEach(kind::add);
        }
        kind.bill();
    }

    private void add(Interval interval) {
        Reduction delivered = interval.delivered();
        if (interval.verdict().equals(Verdict.NOT_SETTLED) || delivered == null) {
            unread++;
            return;
        }
        BigDecimal seconds = Stretch.seconds(interval.interval().length());
        BigDecimal price = dollarSeconds(interval, seconds);
        if (price == null) {
            unpriced++;
            return;
        }
        BigDecimal megawatts = Stretch.megawatts(delivered.watts()).multiply(lossFactor);
        if (isBelowTest(interval, price, seconds)) {
            below++;
        } else {
            paidSeconds = paidSeconds.add(megawatts.multiply(seconds));
            due = due.add(megawatts.multiply(price));
        }
        Reduction owed = interval.owed();
        if (owed != null && interval.verdict().equals(Verdict.MISSED)) {
            BigDecimal missing = Stretch.megawatts(owed.lessThan(delivered).watts());
            missedSeconds = missedSeconds.add(missing.multiply(seconds));
            penalty = penalty.add(missing.multiply(price));
        }
    }

    private @Nullable BigDecimal dollarSeconds(Interval interval, BigDecimal seconds) {
        if (fixedPrice != null) {
            return fixedPrice.multiply(seconds);
        }
        PriceSeries prices = sheet.given().prices().energy();
        return prices == null ? null : PriceOver.dollarSeconds(prices, interval.interval());
    }

    /** True when the interval's mean price lies below the net benefits price. */
    private boolean isBelowTest(Interval interval, BigDecimal price, BigDecimal seconds) {
        if (!hasTest) {
            return false;
        }
        PriceSeries series = sheet.given().prices().netBenefits();
        EnergyPrice found = series == null ? null : series.at(interval.interval().from());
        BigDecimal least =
                found == null
                        ? rules.number("net_benefits_price", Dimension.ENERGY_PRICE)
                        : found.dollars();
        return price.compareTo(least.multiply(seconds)) < 0;
    }

    private void bill() {
        Amount paid = Amount.energy(paidSeconds);
        sheet.figure(
                "energy paid for",
                paid.shown(),
                "MWh",
                null,
                "baseline less metered, with losses"
                        + (hasTest
                                ? "; " + below + " intervals lay below the net benefits price"
                                : ""));
        sheet.sum(
                "energy",
                Line.Kind.PAYMENT,
                paid,
                new Amount(due, paid.divisor(), sheet.currency()),
                "each interval's reduction at its price");
        if (unread > 0 || unpriced > 0) {
            sheet.notSettled(
                    "energy in part",
                    Line.Kind.PAYMENT,
                    "MWh",
                    unread
                            + " intervals lack a reading or a baseline and "
                            + unpriced
                            + " a price: not paid above");
        }
        BigDecimal factor = penaltyFactor;
        if (factor != null && missedSeconds.signum() > 0) {
            Amount missing = Amount.energy(missedSeconds);
            sheet.sum(
                    "shortfall",
                    Line.Kind.PENALTY,
                    missing,
                    new Amount(
                            penalty.multiply(factor).negate(), missing.divisor(), sheet.currency()),
                    "owed and not delivered, at " + factor + " times the price");
        }
    }
}
