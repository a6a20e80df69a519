package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * ERCOT's emergency response service (Nodal Protocols §3.14.3 and §8.1.3.1, as market-rules §1.11 says): megawatts sold
 * times hours times price, by time period, cut by the availability factor and the event performance factor when these
 * lie below their marks, and to nothing after too many failed tests in a row.
 *
 * <p>Rules: {@code settlement_interval}, {@code baseline}, {@code deliver_within}, {@code pass_ratio}, {@code
 * first_interval_ratio}, {@code availability_pass_ratio}, {@code availability_load_ratio}, {@code
 * scheduled_unavailability_ratio}, {@code factor_exponent}, {@code score_least}, {@code score_most}, {@code
 * restore_within}, {@code hours_max}, {@code hours_max_winter}, {@code winter_term}, {@code strike_window}, {@code
 * test_failures}. An award with a contracted level is settled by that maximum base load.
 */
final class ErsKind {
    private final Worksheet sheet;
    private final RulesUsed rules;
    private final BigDecimal passRatio;
    private final BigDecimal availablePass;
    private final int exponent;

    private ErsKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        this.passRatio = rules.ratio("pass_ratio");
        this.availablePass = rules.ratio("availability_pass_ratio");
        this.exponent = rules.count("factor_exponent");
    }

    static void settle(Worksheet sheet) {
        new ErsKind(sheet).settle();
    }

    private void settle() {
        Map<GridEvent, String> beyond = new HashMap<>();
        Instant usedUpAt = usedUpAt(beyond);
        Bounds performance = performance(beyond);
        Map<String, ErsAvailability.OfPeriod> periods =
                new ErsAvailability(sheet).byPeriod(usedUpAt);
        Bounds availability = availability(periods);
        restored();
        int failures = testFailures();
        Bounds factor =
                availability
                        .factor(availablePass, exponent)
                        .times(performance.factor(passRatio, exponent));
        if (failures >= rules.count("test_failures")) {
            factor = new Bounds(BigDecimal.ZERO, BigDecimal.ZERO);
            sheet.note("nothing is paid after " + failures + " failed tests in a row");
        }
        pay(factor);
    }

    /** When the hours of the term were used up, never before the deployment then running was recalled. */
    private @Nullable Instant usedUpAt(Map<GridEvent, String> beyond) {
        Duration used = Duration.ZERO;
        Instant usedUpAt = null;
        boolean winter = rules.months("winter_term").contains(date().getMonthValue());
        Duration most = rules.duration(winter ? "hours_max_winter" : "hours_max");
        List<GridEvent> ordered = new ArrayList<>(sheet.given().events());
        ordered.sort((one, other) -> one.interval().compareTo(other.interval()));
        for (GridEvent event : ordered) {
            if (event.isTest()) {
                continue;
            }
            if (usedUpAt != null) {
                beyond.put(event, "the hours of the term were used up at " + usedUpAt);
                continue;
            }
            used = used.plus(event.interval().length());
            if (used.compareTo(most) >= 0) {
                usedUpAt = event.interval().until();
            }
        }
        Amount hours = Amount.readyHours(Stretch.seconds(used));
        sheet.figure(
                "hours deployed",
                hours.shown(),
                "h",
                null,
                "of " + most.toHours() + " h of the contract term; all events of the case count");
        return usedUpAt;
    }

    private LocalDate date() {
        return sheet.given().calendar().dateOf(sheet.given().period().from());
    }

    private Bounds performance(Map<GridEvent, String> beyond) {
        ErsPerformance scoring = new ErsPerformance(sheet);
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal parts = BigDecimal.ZERO;
        for (GridEvent event : sheet.given().events()) {
            ErsPerformance.Scored scored = scoring.score(event, beyond.get(event));
            sheet.event(scored.event());
            if (!event.isTest()) {
                least = least.add(scored.least());
                most = most.add(scored.most());
                parts = parts.add(scored.parts());
            }
        }
        if (parts.signum() == 0) {
            sheet.figure("ERSEPF", null, "1", null, "no deployment was scored: nothing is cut");
            return Bounds.WHOLE;
        }
        Bounds mean = Bounds.of(least, most, parts);
        sheet.figure(
                "ERSEPF",
                mean.known(),
                "1",
                mean.atLeast(passRatio),
                "scores of all deployments by part of each interval: "
                        + mean.inWords()
                        + ", passes from "
                        + passRatio.toPlainString());
        return mean;
    }

    private Bounds availability(Map<String, ErsAvailability.OfPeriod> periods) {
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (Map.Entry<String, ErsAvailability.OfPeriod> entry : periods.entrySet()) {
            ErsAvailability.OfPeriod period = entry.getValue();
            Bounds factor = period.factor();
            sheet.figure(
                    "ERSAF " + entry.getKey(),
                    factor == null ? null : factor.known(),
                    "1",
                    null,
                    period.explanation());
            if (factor != null) {
                least = least.add(factor.least().multiply(period.sold()));
                most = most.add(factor.most().multiply(period.sold()));
                weights = weights.add(period.sold());
            }
        }
        if (weights.signum() == 0) {
            sheet.figure("ERSAF", null, "1", null, "no interval was obligated: nothing is cut");
            return Bounds.WHOLE;
        }
        Bounds combined = Bounds.of(least, most, weights);
        sheet.figure(
                "ERSAF",
                combined.known(),
                "1",
                combined.atLeast(availablePass),
                "time periods weighted by megawatt-hours: "
                        + combined.inWords()
                        + ", passes from "
                        + availablePass.toPlainString());
        return combined;
    }

    /** Whether the load was back in time after each event. */
    private void restored() {
        Duration within = rules.duration("restore_within");
        for (GridEvent event : sheet.given().events()) {
            Instant until = event.interval().until();
            Award award = sheet.awardOver(MarketInterval.starting(until.minusNanos(1), ONE_NANO));
            if (award == null) {
                continue;
            }
            Power kept = award.contracted();
            Reduction offer = award.reduction();
            Power needed = (kept == null ? Power.ZERO : kept).plus(Power.ofWatts(offer.watts()));
            Restored.tell(sheet, event, needed, within);
        }
    }

    private static final Duration ONE_NANO = Duration.ofNanos(1);

    private int testFailures() {
        Strikes tests = new Strikes(sheet, GridEvent.Kind.TEST, rules.duration("strike_window"));
        int failures = tests.consecutiveAtEnd();
        sheet.figure(
                "failed tests in a row",
                BigDecimal.valueOf(failures),
                "count",
                failures < rules.count("test_failures"),
                rules.count("test_failures") + " in a row end payment");
        return failures;
    }

    private void pay(Bounds factor) {
        BigDecimal known = factor.known();
        String why = "megawatts sold over their hours, times " + factor.inWords();
        if (known != null) {
            AwardHours.pay(sheet, known, why);
            return;
        }
        for (String name : sheet.awardsByName().keySet()) {
            sheet.notSettled(
                    name,
                    Line.Kind.PAYMENT,
                    "MW-h",
                    "the factor lies " + factor.inWords() + ", since some intervals were not read");
        }
    }
}
