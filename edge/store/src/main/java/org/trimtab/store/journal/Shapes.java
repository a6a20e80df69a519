package org.trimtab.store.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.program.Instruction;
import org.trimtab.program.Signal;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * How core and engine values look as JSON. The kinds and keys here are the journal's format: changing one needs a
 * new {@link Segment#FORMAT_VERSION}.
 *
 * <p>Text is written as ASCII, other letters escaped, so that any string that can exist in memory comes back the same.
 */
final class Shapes {
    private Shapes() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "instruction", value = Input.InstructionArrived.class),
        @JsonSubTypes.Type(name = "cancel", value = Input.CancelArrived.class),
        @JsonSubTypes.Type(name = "meter", value = Input.MeterRead.class),
        @JsonSubTypes.Type(name = "devices", value = Input.DevicesRead.class),
        @JsonSubTypes.Type(name = "outcomes", value = Input.OutcomesKnown.class),
        @JsonSubTypes.Type(name = "price", value = Input.PriceKnown.class),
        @JsonSubTypes.Type(name = "restarted", value = Input.Restarted.class),
        @JsonSubTypes.Type(name = "signal", value = Input.SignalArrived.class),
        @JsonSubTypes.Type(name = "hold_placed", value = Input.HoldPlaced.class),
        @JsonSubTypes.Type(name = "hold_lifted", value = Input.HoldLifted.class),
        @JsonSubTypes.Type(name = "frequency", value = Input.FrequencyRead.class),
        @JsonSubTypes.Type(name = "frequency_armed", value = Input.FrequencyArmed.class),
        @JsonSubTypes.Type(name = "curve", value = Input.CurveKnown.class),
        @JsonSubTypes.Type(name = "carried_over", value = Input.CarriedOver.class),
    })
    private interface InputKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "obligation", value = Output.ObligationChanged.class),
        @JsonSubTypes.Type(name = "plan", value = Output.PlanMade.class),
        @JsonSubTypes.Type(name = "command", value = Output.CommandIssued.class),
        @JsonSubTypes.Type(name = "standing", value = Output.StandingChanged.class),
        @JsonSubTypes.Type(name = "cause", value = Output.CauseChanged.class),
        @JsonSubTypes.Type(name = "limit_reached", value = Output.LimitReached.class),
        @JsonSubTypes.Type(name = "statement", value = Output.StatementIssued.class),
        @JsonSubTypes.Type(name = "alarm", value = Output.Alarm.class),
        @JsonSubTypes.Type(name = "band", value = Output.BandChanged.class),
        @JsonSubTypes.Type(name = "quarantine", value = Output.QuarantineChanged.class),
        @JsonSubTypes.Type(name = "frequency_state", value = Output.FrequencyStateChanged.class),
        @JsonSubTypes.Type(name = "hold", value = Output.HoldChanged.class),
        @JsonSubTypes.Type(name = "following", value = Output.FollowingScored.class),
    })
    private interface OutputKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "limit_to", value = Instruction.LimitTo.class),
        @JsonSubTypes.Type(name = "reduce_by", value = Instruction.ReduceBy.class),
        @JsonSubTypes.Type(name = "track", value = Instruction.Track.class),
        @JsonSubTypes.Type(name = "hold_reserve", value = Instruction.HoldReserve.class),
    })
    private interface InstructionKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "base_point", value = Signal.BasePoint.class),
        @JsonSubTypes.Type(name = "set_point", value = Signal.SetPoint.class),
    })
    private interface SignalKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "confirmed", value = CommandOutcome.Confirmed.class),
        @JsonSubTypes.Type(name = "accepted", value = CommandOutcome.Accepted.class),
        @JsonSubTypes.Type(name = "rejected", value = CommandOutcome.Rejected.class),
        @JsonSubTypes.Type(name = "unsupported", value = CommandOutcome.Unsupported.class),
        @JsonSubTypes.Type(name = "unreachable", value = CommandOutcome.Unreachable.class),
        @JsonSubTypes.Type(name = "uncertain", value = CommandOutcome.Uncertain.class),
    })
    private interface OutcomeKinds {}

    static JsonMapper mapper() {
        return JsonMapper.builder()
                .annotationIntrospector(new AbsenceRule())
                .propertyNamingStrategy(new UnitNaming())
                .addModule(Scalars.module())
                .addModule(Rows.module())
                .addMixIn(Input.class, InputKinds.class)
                .addMixIn(Output.class, OutputKinds.class)
                .addMixIn(Instruction.class, InstructionKinds.class)
                .addMixIn(Signal.class, SignalKinds.class)
                .addMixIn(CommandOutcome.class, OutcomeKinds.class)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(SerializationFeature.ORDER_SET_ELEMENTS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(LogicalType.Textual, Shapes::onlyTexts)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }

    private static void onlyTexts(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
