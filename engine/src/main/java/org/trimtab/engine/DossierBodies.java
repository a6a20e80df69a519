package org.trimtab.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.evidence.EvidenceBodies;
import org.trimtab.evidence.EvidenceHash;
import org.trimtab.evidence.Json;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.Frequency;
import org.trimtab.telemetry.FrequencySample;

/** How the engine's values are told in evidence. */
final class DossierBodies {
    /** Longest instruction text kept in a record; the rest is cut and said to be. */
    static final int TEXT_MAX = 16_384;

    /** Longest detail or alarm text kept in a record; the rest is cut and said to be. */
    static final int DETAIL_MAX = 500;

    private DossierBodies() {}

    static Json.Fields arrived(Input.InstructionArrived arrived) {
        byte[] bytes = arrived.asReceived().getBytes(StandardCharsets.UTF_8);
        return Json.fields()
                .with("as_received", cut(arrived.asReceived(), TEXT_MAX))
                .with("as_received_bytes", (long) bytes.length)
                .with("as_received_sha256", EvidenceHash.plain(bytes))
                .with("instruction", EvidenceBodies.instruction(arrived.instruction()))
                .build();
    }

    static Json.Fields cancel(Input.CancelArrived cancel) {
        return Json.fields()
                .with("instruction_id", cancel.instruction().value())
                .with("received_at", cancel.receivedAt())
                .build();
    }

    static Json.Fields plan(Plan plan) {
        Json.Builder leftOut = Json.fields();
        for (LeftOut reason : LeftOut.values()) {
            leftOut.with(
                    Json.code(reason),
                    Json.items(
                            plan.leftOut().getOrDefault(reason, List.of()).stream()
                                    .map(DossierBodies::range)
                                    .toList()));
        }
        return Json.fields()
                .with("instruction_id", plan.causedBy().value())
                .with("made_because", plan.kind())
                .with("made_at", plan.madeAt())
                .with("limit_w", plan.limit().watts())
                .with("level_w", plan.level().watts())
                .with("required_w", plan.required().watts())
                .with("shortfall_w", plan.shortfall().watts())
                .with(
                        "chosen",
                        Json.items(plan.chosen().stream().map(DossierBodies::chosen).toList()))
                .with("left_out", leftOut.build())
                .build();
    }

    private static Json.Fields range(DeviceRange range) {
        return Json.fields()
                .with("first", range.first().value())
                .with("last", range.last().value())
                .with("count", (long) range.count())
                .build();
    }

    private static Json.Fields chosen(Plan.Chosen chosen) {
        return Json.fields()
                .with("device_id", chosen.device().value())
                .with("action", chosen.action().text())
                .with("because", chosen.because())
                .with("expected_w", chosen.expected().watts())
                .with("value_lost_micro_usd_per_mwh", chosen.valueLost().microDollarsPerMwh())
                .build();
    }

    static Json.Fields command(Command command) {
        return Json.fields()
                .with("command_id", command.id().value())
                .with("device_id", command.device().value())
                .with("action", command.action().text())
                .with("issued_at", command.issuedAt())
                .with("expires_at", command.expiresAt())
                .build();
    }

    static Json.Fields outcome(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Confirmed o -> outcome(o, "confirmed", null, null);
            case CommandOutcome.Accepted o -> outcome(o, "accepted", null, null);
            case CommandOutcome.Rejected o -> outcome(o, "rejected", o.failure(), o.detail());
            case CommandOutcome.Unsupported o ->
                    outcome(o, "unsupported", Failure.UNSUPPORTED, o.detail());
            case CommandOutcome.Unreachable o -> outcome(o, "unreachable", o.failure(), o.detail());
            case CommandOutcome.Uncertain o -> outcome(o, "uncertain", o.failure(), o.detail());
        };
    }

    private static Json.Fields outcome(
            CommandOutcome outcome,
            String verdict,
            @Nullable Failure failure,
            @Nullable String detail) {
        return Json.fields()
                .with("command_id", outcome.command().value())
                .with("device_id", outcome.device().value())
                .with("outcome", verdict)
                .with("written_at", outcome.writtenAt())
                .with("known_at", outcome.knownAt())
                .with("failure", failure)
                .with("detail", detail == null ? null : cut(detail, DETAIL_MAX))
                .build();
    }

    static Json.Fields standing(Output.StandingChanged changed) {
        return Json.fields()
                .with("device_id", changed.device().value())
                .with("phase", changed.phase())
                .with("failure", changed.failure())
                .build();
    }

    static Json.Fields limitReached(InstructionId instruction, Instant at) {
        return Json.fields()
                .with("instruction_id", instruction.value())
                .with("decided_at", at)
                .build();
    }

    /** Samples in columns, as they came in one step. */
    static Json.Fields frequency(List<FrequencySample> samples) {
        return Json.fields()
                .with(
                        "observed_at",
                        Json.items(samples.stream().map(s -> Json.of(s.observedAt())).toList()))
                .with(
                        "frequency_micro_hz",
                        Json.items(samples.stream().map(s -> figure(s.frequency())).toList()))
                .with(
                        "quality",
                        Json.items(samples.stream().map(s -> Json.of(s.quality())).toList()))
                .build();
    }

    private static Json figure(@Nullable Frequency frequency) {
        return frequency == null ? Json.NOTHING : Json.of(frequency.microhertz());
    }

    static Json.Fields frequencyState(Output.FrequencyStateChanged changed) {
        return Json.fields()
                .with("state", changed.state())
                .with("because", cut(changed.because(), DETAIL_MAX))
                .build();
    }

    static Json.Fields alarm(Output.Alarm alarm) {
        return Json.fields()
                .with("code", cut(alarm.code(), DETAIL_MAX))
                .with("text", cut(alarm.text(), DETAIL_MAX))
                .build();
    }

    private static String cut(String text, int max) {
        return text.length() <= max
                ? text
                : text.substring(0, max) + " … cut, " + (text.length() - max) + " characters more";
    }
}
