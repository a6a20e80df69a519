package org.trimtab.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteLimits;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.FrequencySample;
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

    static Stream<Class<?>> signals() {
        return Stream.of(Signal.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldReturnEveryKindOfSignalAsItWasWhenReadBack(Class<?> kind) {
        for (int seed = 0; seed < 50; seed++) {
            Signal signal = (Signal) new AnyValue(seed).of(kind);
            assertRoundTrip(step(new Input.SignalArrived(signal, NOW)));
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
    void shouldWriteATemperatureBehindTheRowOnlyWhenTheDeviceTellsOne() {
        DeviceReading silent = reading(1);
        DeviceReading telling =
                new DeviceReading(
                        silent.device(),
                        silent.observedAt(),
                        silent.activity(),
                        silent.power(),
                        silent.source(),
                        silent.hashRate(),
                        silent.quality(),
                        new Temperature(-12_500));
        Step step = step(new Input.DevicesRead(List.of(telling, silent, telling)));

        assertRoundTrip(step);
        assertThat(text(StepCodec.encode(step)))
                .contains("\"GOOD\",-12500],[\"lux-a-0001\"", "\"GOOD\"],[\"lux-a-0001\"");
    }

    @Test
    void shouldWriteAFrequencySampleAsARowWhenTheInstrumentGaveNumberOrNone() {
        Step step =
                step(
                        new Input.FrequencyRead(
                                List.of(
                                        new FrequencySample(
                                                NOW, Frequency.ofMillihertz(59_850), Quality.GOOD),
                                        new FrequencySample(NOW, null, Quality.SUSPECT))));

        assertRoundTrip(step);
        assertThat(text(StepCodec.encode(step)))
                .contains(
                        "[\"2026-07-01T12:00:00.123456789Z\",59850000,\"GOOD\"],"
                                + "[\"2026-07-01T12:00:00.123456789Z\",null,\"SUSPECT\"]");
    }

    @Test
    void shouldSortHeldDevicesWhateverTheOrderOfTheSet() {
        List<DeviceId> devices =
                IntStream.rangeClosed(1, 40).mapToObj(i -> new DeviceId("d" + (100 + i))).toList();
        String expected =
                devices.stream()
                        .map(d -> "\"" + d + "\"")
                        .collect(Collectors.joining(",", "\"devices\":[", "]"));

        for (Set<DeviceId> set :
                List.of(Set.copyOf(devices), new LinkedHashSet<>(devices.reversed()))) {
            Hold hold = new Hold("h-1", set, Hold.Kind.AWAKE, null, "ops");
            assertThat(text(StepCodec.encode(step(new Input.HoldPlaced(hold))))).contains(expected);
        }
    }

    @Test
    void shouldNameUnitsOfRampsFrequenciesAndTemperaturesInKeys() {
        SiteLimits limits = new SiteLimits(null, Power.ZERO, new RampRate(5), new RampRate(6));
        FrequencyDuty duty =
                new FrequencyDuty(
                        Frequency.ofMillihertz(60_000),
                        null,
                        new FrequencyDuty.Droop(
                                "clr", new Share(50_000), new Frequency(17_000), Power.ofWatts(9)),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5));
        SiteDefinition any = new AnyValue(3).of(SiteDefinition.class);
        Device device = any.site().devices().getFirst();
        Device warm =
                new Device(
                        device.id(),
                        device.family(),
                        device.model(),
                        device.endpoint(),
                        null,
                        device.running(),
                        device.standby(),
                        device.hashRate(),
                        new Envelope(
                                Duration.ZERO,
                                Duration.ZERO,
                                false,
                                24,
                                Temperature.ofCelsius(-5),
                                Temperature.ofCelsius(85)),
                        device.timing(),
                        device.capabilities());
        SiteDefinition site =
                new SiteDefinition(
                        new Site(any.site().id(), List.of(), List.of(), List.of(warm), limits),
                        any.mining(),
                        any.program(),
                        any.policy(),
                        any.programs(),
                        duty);

        assertThat(text(StepCodec.encodeDefinition(site)))
                .contains(
                        "\"least_w\":0,\"ramp_up_w_per_min\":5,\"ramp_down_w_per_min\":6",
                        "\"nominal_microhertz\":60000000",
                        "\"droop_ppm\":50000,\"dead_band_microhertz\":17000,\"capacity_w\":9",
                        "\"coldest_millicelsius\":-5000,\"hottest_millicelsius\":85000");
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

    /** What stands where one input should, and what the refusal must name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"kind":"devices","readings":[["a"]]}; observed_at
                    {"kind":"devices","readings":[["a","$NOW","HASHING",1,"MEASURED",2]]}; quality
                    {"kind":"devices","readings":[["a","$NOW","HASHING",1,"MEASURED",2,"GOOD",3,4]]}; fewer columns
                    {"kind":"devices","readings":[["a","$NOW","HASHING",1,"MEASURED",2,"GOOD",null]]}; temperature_millicelsius
                    {"kind":"devices","readings":[["a","$NOW","HASHING",1.5,"MEASURED",2,"GOOD"]]}; power_w
                    {"kind":"devices","readings":[["a","$NOW","HASHING","1","MEASURED",2,"GOOD"]]}; power_w
                    {"kind":"devices","readings":[["a","$NOW","HASHING",99999999999999999999,"MEASURED",2,"GOOD"]]}; out of range
                    {"kind":"devices","readings":[["a","$NOW","HASHING",1,"MEASURED",-2,"GOOD"]]}; cannot be negative
                    {"kind":"devices","readings":[["a","noon","HASHING",1,"MEASURED",2,"GOOD"]]}; noon
                    {"kind":"devices","readings":[["a","$NOW","DANCING",1,"MEASURED",2,"GOOD"]]}; DANCING
                    {"kind":"devices","readings":[["a b","$NOW","HASHING",1,"MEASURED",2,"GOOD"]]}; a b
                    {"kind":"devices","readings":[{"device":"a"}]}; row of columns
                    {"kind":"devices","readings":[null]}; readings
                    {"kind":"devices","readings":[[]]}; device
                    {"kind":"frequency","samples":[["$NOW","NaN","GOOD"]]}; frequency_microhertz
                    {"kind":"frequency","samples":[["$NOW",59.85,"GOOD"]]}; frequency_microhertz
                    {"kind":"frequency","samples":[["$NOW",NaN,"GOOD"]]}; NaN
                    {"kind":"frequency","samples":[["$NOW",59850000]]}; quality
                    {"kind":"frequency","samples":[["$NOW",59850000,"GOOD",1]]}; fewer columns
                    {"kind":"frequency_armed","armed":"yes","by":"ops"}; armed
                    {"kind":"frequency_armed","armed":1,"by":"ops"}; armed
                    {"kind":"frequency_armed","armed":true}; by
                    {"kind":"signal","signal":{"kind":"nudge"},"received_at":"$NOW"}; nudge
                    {"kind":"signal","signal":{"kind":"set_point","track":"t","issued_at":"$NOW"},"received_at":"$NOW"}; level_w
                    {"kind":"signal","signal":{"kind":"set_point","track":"t","issued_at":"$NOW","level_w":1e3},"received_at":"$NOW"}; whole number
                    {"kind":"signal","received_at":"$NOW"}; signal
                    {"kind":"hold_placed","hold":{"id":"a b","devices":[],"kind":"AWAKE","by":"ops"}}; hold id
                    {"kind":"hold_placed","hold":{"id":"h","devices":["a b"],"kind":"AWAKE","by":"ops"}}; a b
                    {"kind":"hold_placed","hold":{"id":"h","devices":[null],"kind":"AWAKE","by":"ops"}}; null
                    {"kind":"hold_placed","hold":{"id":"h","kind":"AWAKE","by":"ops"}}; devices
                    {"kind":"hold_placed","hold":{"id":"h","devices":[],"kind":0,"by":"ops"}}; Kind
                    {"kind":"hold_lifted","hold":"h"}; by
                    {"kind":"curve","device":"a","curve":{"levels":[],"origin":"LIMITS"}}; at least one level
                    {"kind":"curve","device":"a","curve":{"levels":[{"name":"x","power_w":1}],"origin":"LIMITS"}}; hash_rate_mh_per_s
                    {"kind":"instruction","instruction":{"kind":"track","notice":$NOTICE},"as_received":""}; base_point_w
                    {"kind":"instruction","instruction":{"kind":"hold_reserve","notice":$NOTICE,"reserve_w":-1},"as_received":""}; reserve_w
                    {"kind":"instruction","instruction":{"kind":"limit_to","notice":$NOTICE,"limit_w":1},"as_received":1}; as_received
                    """)
    void shouldRefuseAndNameTheFieldWhenAnInputIsHostile(String input, String named) {
        String notice =
                "{\"id\":\"i\",\"source\":\"s\",\"received_at\":\"$NOW\","
                        + "\"interval\":{\"from\":\"$NOW\",\"until\":\"2027-07-01T12:00:00Z\"},"
                        + "\"program\":\"event\"}";
        assertRefused(inStep(input.replace("$NOTICE", notice)), named);
    }

    /** Format version 1 had none; such journals are refused whole, by their version. */
    @Test
    void shouldRefuseAnInstructionThatNamesNoProgram() {
        assertRefused(
                inStep(
                        "{\"kind\":\"instruction\",\"instruction\":{\"kind\":\"limit_to\",\"notice\":{"
                                + "\"id\":\"i\",\"source\":\"s\",\"received_at\":\"$NOW\",\"interval\":{"
                                + "\"from\":\"$NOW\",\"until\":\"2027-07-01T12:00:00Z\"}},\"limit_w\":1},"
                                + "\"as_received\":\"\"}"),
                "program");
    }

    @Test
    void shouldRefuseAndNotOverflowWhenBracketsAreNestedWithoutEnd() {
        assertRefused(inStep("[".repeat(2_000_000)), "");
        assertRefused(inStep("{\"kind\":".repeat(500_000)), "");
    }

    private static String inStep(String input) {
        return "{\"number\":1,\"now\":\"$NOW\",\"inputs\":[$INPUT],\"outputs\":[]}"
                .replace("$INPUT", input)
                .replace("$NOW", "2026-07-01T12:00:00Z");
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
        reasons.forEach(reason -> leftOut.put(reason, List.of(new DeviceRange(device, device, 1))));
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
