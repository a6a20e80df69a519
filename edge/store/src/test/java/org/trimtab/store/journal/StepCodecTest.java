package org.trimtab.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

class StepCodecTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00.123456789Z");
    private static final int BYTES_PER_READING_MAX = 110;

    static Stream<Class<?>> inputs() {
        return Stream.of(Input.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> outputs() {
        return Stream.of(Output.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> outcomes() {
        return Stream.of(CommandOutcome.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> instructions() {
        return Stream.of(Instruction.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldReturnEveryKindOfInputAsItWasWhenReadBack(Class<?> kind) {
        for (int seed = 0; seed < 50; seed++) {
            Input input = (Input) new AnyValue(seed).of(kind);
            assertRoundTrip(new Step(1, NOW, List.of(input), List.of()));
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void shouldReturnEveryKindOfOutputAsItWasWhenReadBack(Class<?> kind) {
        for (int seed = 0; seed < 50; seed++) {
            Output output = (Output) new AnyValue(seed).of(kind);
            assertRoundTrip(new Step(1, NOW, List.of(), List.of(output)));
        }
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void shouldReturnEveryKindOfOutcomeAsItWasWhenReadBack(Class<?> kind) {
        for (int seed = 0; seed < 50; seed++) {
            CommandOutcome outcome = (CommandOutcome) new AnyValue(seed).of(kind);
            assertRoundTrip(step(new Input.OutcomesKnown(List.of(outcome))));
        }
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void shouldReturnEveryKindOfInstructionAsItWasWhenReadBack(Class<?> kind) {
        for (int seed = 0; seed < 50; seed++) {
            Instruction instruction = (Instruction) new AnyValue(seed).of(kind);
            assertRoundTrip(step(new Input.InstructionArrived(instruction, "as received")));
        }
    }

    @Test
    void shouldReturnAnyStepAsItWasWhenReadBack() {
        for (int seed = 0; seed < 500; seed++) {
            assertRoundTrip(new AnyValue(seed).withListsUpTo(12).of(Step.class));
        }
    }

    @Test
    void shouldReturnASiteDefinitionAsItWasWhenReadBack() {
        for (int seed = 0; seed < 200; seed++) {
            SiteDefinition definition = new AnyValue(seed).of(SiteDefinition.class);
            byte[] json = StepCodec.encodeDefinition(definition);
            assertThat(StepCodec.decodeDefinition(json)).isEqualTo(definition);
            assertThat(StepCodec.encodeDefinition(StepCodec.decodeDefinition(json)))
                    .isEqualTo(json);
        }
    }

    @Test
    void shouldWriteTheSameBytesWhenMapsWereFilledInAnotherOrder() {
        List<LeftOut> reasons = new ArrayList<>(List.of(LeftOut.values()));
        byte[] forwards = StepCodec.encodeOutputs(List.of(planLeavingOut(reasons)));
        Collections.reverse(reasons);
        byte[] backwards = StepCodec.encodeOutputs(List.of(planLeavingOut(reasons)));

        assertThat(backwards).isEqualTo(forwards);
        assertThat(text(forwards))
                .contains("\"left_out\":{\"NOT_NEEDED\":[{\"first\":\"d\",\"last\":\"d\",");
    }

    @Test
    void shouldKeepAReadingShortWhenAThousandComeAtOnce() {
        List<DeviceReading> readings =
                IntStream.rangeClosed(1, 1_000).mapToObj(StepCodecTest::reading).toList();
        byte[] json = StepCodec.encode(step(new Input.DevicesRead(readings)));

        assertThat(json.length / 1_000).isLessThanOrEqualTo(BYTES_PER_READING_MAX);
        assertThat(text(json))
                .contains(
                        "[\"lux-a-0001\",\"2026-07-01T12:00:00.123456789Z\",\"HASHING\",3501,"
                                + "\"MEASURED\",200000000,\"GOOD\"]");
    }

    @Test
    void shouldNameUnitsInKeysAndLeaveOutWhatIsAbsent() {
        Output.StandingChanged standing =
                new Output.StandingChanged(
                        new DeviceId("a"), org.trimtab.engine.Standing.Phase.CURTAILED, null);

        assertThat(text(StepCodec.encodeOutputs(List.of(standing))))
                .isEqualTo("[{\"kind\":\"standing\",\"device\":\"a\",\"phase\":\"CURTAILED\"}]");
        assertThat(text(StepCodec.encodeOutputs(List.of(planLeavingOut(List.of())))))
                .contains("\"limit_w\":1500000", "\"required_w\":500", "\"shortfall_w\":0");
    }

    @Test
    void shouldKeepTheScaleOfADecimalWhenItEndsInZeros() {
        SiteDefinition definition = new AnyValue(7).of(SiteDefinition.class);
        var mining = definition.mining();
        var exact =
                new org.trimtab.market.MiningTerms(
                        mining.hashPrice(),
                        mining.poolFee(),
                        new BigDecimal("1.030"),
                        mining.adders(),
                        mining.hysteresis(),
                        mining.minOff(),
                        mining.minOn());
        SiteDefinition changed =
                new SiteDefinition(
                        definition.site(), exact, definition.program(), definition.policy());

        assertThat(text(StepCodec.encodeDefinition(changed)))
                .contains("\"power_usage_effectiveness\":\"1.030\"");
    }

    @Test
    void shouldRefuseWhenAKeyIsMissingUnknownOrNull() {
        assertRefused("{\"number\":1,\"inputs\":[],\"outputs\":[]}", "now");
        assertRefused("{\"number\":1,\"now\":null,\"inputs\":[],\"outputs\":[]}", "now");
        assertRefused(
                "{\"number\":1,\"now\":\"2026-07-01T12:00:00Z\",\"inputs\":[],\"outputs\":[],\"x\":1}",
                "x");
        assertRefused(
                "{\"number\":1,\"now\":\"2026-07-01T12:00:00Z\",\"inputs\":[{\"kind\":\"rain\"}],"
                        + "\"outputs\":[]}",
                "rain");
        assertRefused("{\"number\":1,\"now\":\"noon\",\"inputs\":[],\"outputs\":[]}", "noon");
        assertRefused("{\"number\":1", "");
        assertRefused("{} {}", "");
    }

    private static void assertRefused(String json, String named) {
        assertThatThrownBy(() -> StepCodec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StepCodec.BadRecord.class)
                .hasMessageContaining(named);
    }

    private static void assertRoundTrip(Step step) {
        byte[] json = StepCodec.encode(step);
        Step back = StepCodec.decode(json);
        assertThat(back).isEqualTo(step);
        assertThat(StepCodec.encode(back)).isEqualTo(json);
        assertThat(text(json)).doesNotContain("\n").isPrintable();
    }

    private static Step step(Input input) {
        return new Step(1, NOW, List.of(input), List.of());
    }

    private static DeviceReading reading(int i) {
        return new DeviceReading(
                new DeviceId(String.format("lux-a-%04d", i)),
                NOW,
                Activity.HASHING,
                Power.ofWatts(3_500 + i),
                PowerSource.MEASURED,
                HashRate.ofTerahashes(200),
                Quality.GOOD);
    }

    private static Output planLeavingOut(List<LeftOut> reasons) {
        Map<LeftOut, List<DeviceRange>> leftOut = new LinkedHashMap<>();
        DeviceId device = new DeviceId("d");
        reasons.forEach(reason ->
                leftOut.put(reason, List.of(new DeviceRange(device, device, 1))));
        return new Output.PlanMade(
                new Plan(
                        new InstructionId("i-1"),
                        Plan.Kind.BEGIN,
                        NOW,
                        Power.ofWatts(1_500_000),
                        Power.ofWatts(1_500_500),
                        Reduction.ofWatts(500),
                        List.of(
                                new Plan.Chosen(
                                        new DeviceId("x"),
                                        Action.SLEEP,
                                        Reduction.ofWatts(500),
                                        new EnergyPrice(1),
                                        Because.CHEAPEST)),
                        leftOut,
                        Reduction.NONE));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
