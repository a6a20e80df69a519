package org.trimtab.evidence;

import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ProgramTerms;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.IntervalPerformance;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.MeterReading;

/** How core values are told in evidence: names in small letters with their unit, decimals as texts. */
public final class EvidenceBodies {
    private EvidenceBodies() {}

    /** What the program measures and pays, at which site and meter; durations in whole milliseconds. */
    public static Json.Fields terms(SiteId site, @Nullable MeterId meter, ProgramTerms terms) {
        return Json.fields()
                .with("site_id", site.value())
                .with("meter_id", meter == null ? null : meter.value())
                .with("program", terms.program())
                .with("baseline_method", terms.baselineMethod())
                .with("baseline_window_ms", terms.baselineWindow().toMillis())
                .with("maximum_base_load_w", watts(terms.maximumBaseLoad()))
                .with("interval_ms", terms.interval().toMillis())
                .with("deliver_within_ms", terms.deliverWithin().toMillis())
                .with(
                        "availability_usd_per_mw_hour",
                        terms.availabilityUsdPerMwHour().toPlainString())
                .with(
                        "energy_payment_micro_usd_per_mwh",
                        terms.energyPayment().microDollarsPerMwh())
                .with("pass_ratio", terms.passRatio().toPlainString())
                .build();
    }

    public static Json.Fields instruction(Instruction instruction) {
        Json.Builder fields =
                Json.fields()
                        .with("instruction_id", instruction.id().value())
                        .with("source", instruction.notice().source())
                        .with("program", instruction.program())
                        .with("received_at", instruction.notice().receivedAt())
                        .with("from", instruction.interval().from())
                        .with("until", instruction.interval().until());
        return switch (instruction) {
            case Instruction.LimitTo ask ->
                    fields.with("asks", "limit_to").with("limit_w", ask.limit().watts()).build();
            case Instruction.ReduceBy ask ->
                    fields.with("asks", "reduce_by")
                            .with("reduction_w", ask.reduction().watts())
                            .build();
            case Instruction.Track ask ->
                    fields.with("asks", "track")
                            .with("base_point_w", ask.basePoint().watts())
                            .build();
            case Instruction.HoldReserve ask ->
                    fields.with("asks", "hold_reserve")
                            .with("reserve_w", ask.reserve().watts())
                            .build();
        };
    }

    public static Json.Fields obligation(Obligation obligation) {
        return Json.fields()
                .with("instruction", instruction(obligation.instruction()))
                .with("state", obligation.state())
                .with("changed_at", obligation.changedAt())
                .with("baseline_w", watts(obligation.baseline()))
                .with("limit_w", watts(obligation.limit()))
                .with("ended_at", obligation.endedAt())
                .with("refusal", obligation.refusal())
                .build();
    }

    public static Json.Fields reading(MeterReading reading) {
        return Json.fields()
                .with("meter_id", reading.meter().value())
                .with("observed_at", reading.observedAt())
                .with("power_w", reading.power().watts())
                .with("quality", reading.quality())
                .build();
    }

    public static Json.Fields statement(Statement statement) {
        return Json.fields()
                .with("site_id", statement.site().value())
                .with("instruction_id", statement.instruction().value())
                .with("program", statement.program())
                .with("owed", interval(statement.owed()))
                .with("baseline_w", watts(statement.baseline()))
                .with("limit_w", watts(statement.limit()))
                .with("delivered_at", statement.deliveredAt())
                .with(
                        "intervals",
                        Json.items(
                                statement.intervals().stream()
                                        .map(EvidenceBodies::performance)
                                        .toList()))
                .with("energy_reduced_j", statement.energyReduced().joules())
                .with("availability", money(statement.availability()))
                .with("energy", money(statement.energy()))
                .with("total", money(statement.total()))
                .build();
    }

    private static Json.Fields performance(IntervalPerformance performance) {
        return Json.fields()
                .with("from", performance.interval().from())
                .with("until", performance.interval().until())
                .with("metered_w", watts(performance.metered()))
                .with("owed_w", performance.owed().watts())
                .with("delivered_w", watts(performance.delivered()))
                .with("verdict", performance.verdict())
                .with("reason", performance.reason())
                .build();
    }

    private static Json.Fields interval(MarketInterval interval) {
        return Json.fields().with("from", interval.from()).with("until", interval.until()).build();
    }

    private static Json.Fields money(Money money) {
        return Json.fields()
                .with("amount", money.amount().toPlainString())
                .with("currency", money.currency())
                .build();
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static @Nullable Long watts(@Nullable Reduction reduction) {
        return reduction == null ? null : reduction.watts();
    }
}
