package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.Estimate;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
import org.trimtab.quantity.Power;

/** The baseline of one event, asked for stretch by stretch. */
final class EventBaseline {
    private final Estimate estimate;

    private EventBaseline(Estimate estimate) {
        this.estimate = estimate;
    }

    /**
     * Finds it.
     *
     * @param method id of the method
     * @param owed stretch that is to be measured, a little before or after the event too if need be
     * @param award what was sold, for methods that need its level; null when nothing was
     * @throws RuleMissing when there is no such method
     */
    static EventBaseline find(
            Worksheet sheet,
            String method,
            GridEvent event,
            MarketInterval owed,
            @Nullable Award award) {
        SettlementCase given = sheet.given();
        BaselineMethod found = given.methods().apply(method);
        if (found == null) {
            throw new RuleMissing(
                    "the rules "
                            + given.rules().version()
                            + " ask for a baseline \""
                            + method
                            + "\", and there is none of that name");
        }
        Instant notice = event.noticeAt().isBefore(owed.from()) ? event.noticeAt() : owed.from();
        BaselineCase.Beside beside = given.beside();
        Power contracted = award == null ? null : award.contracted();
        if (contracted == null) {
            contracted = beside.contracted() == null ? event.level() : beside.contracted();
        }
        Power peak = award == null ? null : award.peak();
        BaselineCase.Beside levels =
                new BaselineCase.Beside(
                        contracted,
                        peak == null ? beside.peak() : peak,
                        beside.control(),
                        beside.temperature(),
                        beside.setPoint(),
                        beside.systemPeaks());
        Estimate estimate =
                found.find(
                        new BaselineCase(
                                given.load(),
                                owed,
                                notice,
                                given.calendar(),
                                given.marks(),
                                levels));
        for (String warning : estimate.warnings()) {
            sheet.note("baseline of " + event.id() + ": " + warning);
        }
        return new EventBaseline(estimate);
    }

    Estimate estimate() {
        return estimate;
    }

    /** Why an interval has none, in words. */
    String whyNone() {
        String refusal = estimate.refusal();
        return "no baseline" + (refusal == null ? "" : ": " + refusal);
    }

    /** Time average of the baseline over a stretch; null when some of it cannot be told. */
    @Nullable Power mean(MarketInterval over) {
        BigDecimal sum = BigDecimal.ZERO;
        Duration covered = Duration.ZERO;
        for (Estimate.Interval interval : estimate.intervals()) {
            MarketInterval part = Stretch.common(interval.interval(), over);
            if (part == null) {
                continue;
            }
            Power baseline = interval.baseline();
            if (baseline == null) {
                return null;
            }
            covered = covered.plus(part.length());
            sum =
                    sum.add(
                            BigDecimal.valueOf(baseline.watts())
                                    .multiply(Stretch.seconds(part.length())));
        }
        if (covered.compareTo(over.length()) < 0) {
            return null;
        }
        return Power.ofWatts(
                sum.divide(Stretch.seconds(covered), 0, RoundingMode.HALF_EVEN).longValueExact());
    }
}
