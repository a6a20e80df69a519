package org.trimtab.evidence;

import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** The way back from {@link EvidenceBodies}: the values that settlement needs. */
final class EvidenceValues {
    private EvidenceValues() {}

    static ProgramTerms terms(Json.Fields body) {
        FieldReader fields = new FieldReader(body);
        return new ProgramTerms(
                fields.text("program"),
                fields.constant("baseline_method", BaselineMethod.class),
                fields.millis("baseline_window_ms"),
                fields.powerOrNull("maximum_base_load_w"),
                fields.millis("interval_ms"),
                fields.millis("deliver_within_ms"),
                fields.decimal("availability_usd_per_mw_hour"),
                new EnergyPrice(fields.whole("energy_payment_micro_usd_per_mwh")),
                fields.decimal("pass_ratio"));
    }

    static Obligation obligation(Json.Fields body) {
        FieldReader fields = new FieldReader(body);
        return new Obligation(
                instruction(fields.object("instruction")),
                fields.constant("state", ObligationState.class),
                fields.instant("changed_at"),
                fields.powerOrNull("baseline_w"),
                fields.powerOrNull("limit_w"),
                fields.instantOrNull("ended_at"),
                fields.absent("refusal") ? null : fields.constant("refusal", Refusal.class));
    }

    private static Instruction instruction(FieldReader fields) {
        Notice notice =
                new Notice(
                        new InstructionId(fields.text("instruction_id")),
                        fields.text("source"),
                        fields.instant("received_at"),
                        new MarketInterval(fields.instant("from"), fields.instant("until")),
                        fields.textOr("program", ProgramBook.EVENT));
        return switch (fields.text("asks")) {
            case "limit_to" -> new Instruction.LimitTo(notice, fields.power("limit_w"));
            case "reduce_by" ->
                    new Instruction.ReduceBy(
                            notice, Reduction.ofWatts(fields.whole("reduction_w")));
            case "track" -> new Instruction.Track(notice, fields.power("base_point_w"));
            case "hold_reserve" ->
                    new Instruction.HoldReserve(
                            notice, Reduction.ofWatts(fields.whole("reserve_w")));
            default -> throw new BadEvidence("field \"asks\" has an unknown word");
        };
    }

    static MeterReading reading(Json.Fields body) {
        FieldReader fields = new FieldReader(body);
        return new MeterReading(
                new MeterId(fields.text("meter_id")),
                fields.instant("observed_at"),
                fields.power("power_w"),
                fields.constant("quality", Quality.class));
    }
}
