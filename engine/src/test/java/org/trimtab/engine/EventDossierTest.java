package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.Baselines;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.evidence.CanonicalJson;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.program.Refusal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.Settlement;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

class EventDossierTest {
    private static final Instant T = Instant.parse("2026-07-01T15:00:00Z");
    private static final InstructionId ID = new InstructionId("e-1");
    private static final DeviceId DEVICE = new DeviceId("m-1");
    private static final FeederId FEEDER = new FeederId("f-1");

    private static final ProgramTerms TERMS =
            new ProgramTerms(
                    "reserve",
                    BaselineMethod.METER_BEFORE_METER_AFTER,
                    Duration.ofMinutes(1),
                    null,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    BigDecimal.TEN,
                    EnergyPrice.ofDollars(BigDecimal.TEN),
                    new BigDecimal("0.95"));

    private static final SiteDefinition DEFINITION =
            new SiteDefinition(
                    new Site(
                            new SiteId("west-1"),
                            List.of(meter("branch", FEEDER), meter("main", null)),
                            List.of(new Feeder(FEEDER, Power.ofWatts(9_000_000))),
                            List.of()),
                    new MiningTerms(
                            new HashPrice(55_000_000),
                            Share.NONE,
                            BigDecimal.ONE,
                            EnergyPrice.ZERO,
                            EnergyPrice.ZERO,
                            Duration.ZERO,
                            Duration.ZERO),
                    TERMS,
                    DispatchPolicy.DEFAULT);

    private static Meter meter(String id, @Nullable FeederId feeder) {
        return new Meter(
                new MeterId(id),
                "sunspec",
                new Endpoint("127.0.0.1", 502),
                1,
                Duration.ofSeconds(1),
                feeder);
    }

    private static Input.MeterRead read(String meter, Instant at, long watts) {
        return new Input.MeterRead(
                new MeterReading(new MeterId(meter), at, Power.ofWatts(watts), Quality.GOOD));
    }

    private static Instruction instruction(InstructionId id) {
        return new Instruction.LimitTo(
                new Notice(id, "operator", T, MarketInterval.starting(T, Duration.ofMinutes(1))),
                Power.ofWatts(1_000_000));
    }

    private static Obligation obligation(
            InstructionId id, ObligationState state, @Nullable Power baseline) {
        return new Obligation(
                instruction(id),
                state,
                T,
                baseline,
                baseline == null ? null : Power.ofWatts(1_000_000),
                null,
                state == ObligationState.REFUSED ? Refusal.ID_REUSED : null);
    }

    private static Command command(String id, Action action, String causedBy) {
        return new Command(new CommandId(id), DEVICE, action, T, T.plusSeconds(30), causedBy);
    }

    /** The steps of one event from two minutes before it until it is settled. */
    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int s = -200; s < 0; s++) {
            Instant at = T.plusSeconds(s);
            List<Input> inputs = List.of(read("branch", at, 5), read("main", at, 3_000_000));
            steps.add(new Step(steps.size() + 1L, at, inputs, List.of()));
        }
        steps.add(
                new Step(
                        steps.size() + 1L,
                        T,
                        List.of(new Input.InstructionArrived(instruction(ID), "{\"limit\": 1}")),
                        decided()));
        for (int s = 0; s < 150; s++) {
            Instant at = T.plusSeconds(s);
            List<Input> inputs = new ArrayList<>(List.of(read("main", at, 900_000)));
            List<Output> outputs = new ArrayList<>();
            if (s == 2) {
                inputs.add(outcome("c-1"));
                outputs.add(
                        new Output.StandingChanged(
                                DEVICE, Standing.Phase.CURTAIL_FAILED, Failure.DEVICE_ERROR));
                outputs.add(new Output.LimitReached(ID));
            }
            if (s == 65) {
                outputs.add(
                        new Output.ObligationChanged(
                                obligation(
                                        ID, ObligationState.RESTORING, Power.ofWatts(3_000_000))));
                outputs.add(new Output.Alarm("METER_LOST", "the meter is silent"));
            }
            steps.add(new Step(steps.size() + 1L, at, inputs, outputs));
        }
        return steps;
    }

    private static List<Output> decided() {
        Plan plan =
                new Plan(
                        ID,
                        Plan.Kind.BEGIN,
                        T,
                        Power.ofWatts(1_000_000),
                        Power.ofWatts(3_000_000),
                        Reduction.ofWatts(2_020_000),
                        List.of(
                                new Plan.Chosen(
                                        DEVICE,
                                        Action.SLEEP,
                                        Reduction.ofWatts(3_400),
                                        new EnergyPrice(7),
                                        Because.CHEAPEST)),
                        Map.of(
                                LeftOut.EXEMPT,
                                List.of(
                                        new DeviceRange(
                                                new DeviceId("m-2"), new DeviceId("m-2"), 1))),
                        Reduction.ofWatts(2_016_600));
        return List.of(
                new Output.ObligationChanged(
                        obligation(ID, ObligationState.ACTIVE, Power.ofWatts(3_000_000))),
                new Output.PlanMade(plan),
                new Output.StandingChanged(DEVICE, Standing.Phase.CURTAIL_SENT, null),
                new Output.CommandIssued(command("c-1", Action.SLEEP, ID.value())));
    }

    private static Input outcome(String command) {
        return new Input.OutcomesKnown(
                List.of(
                        new CommandOutcome.Rejected(
                                new CommandId(command),
                                DEVICE,
                                T.plusMillis(20),
                                T.plusMillis(45),
                                Failure.DEVICE_ERROR,
                                "no")));
    }

    private static EventDossier dossier(List<Step> steps) {
        EventDossier dossier = new EventDossier(DEFINITION);
        steps.forEach(dossier::observe);
        return dossier;
    }

    private static List<EvidenceKind> kinds(List<EvidenceRecord> records) {
        return records.stream().map(EvidenceRecord::kind).toList();
    }

    @Test
    void shouldKeepEverythingOfAnEventInOrder() {
        List<EvidenceRecord> records = dossier(steps()).records(ID);
        assertThat(kinds(records).getFirst()).isEqualTo(EvidenceKind.PROGRAM_TERMS);
        assertThat(EnumSet.copyOf(kinds(records)))
                .isEqualTo(
                        EnumSet.of(
                                EvidenceKind.PROGRAM_TERMS,
                                EvidenceKind.INSTRUCTION,
                                EvidenceKind.OBLIGATION,
                                EvidenceKind.PLAN,
                                EvidenceKind.COMMAND,
                                EvidenceKind.OUTCOME,
                                EvidenceKind.STANDING,
                                EvidenceKind.METER_READING,
                                EvidenceKind.LIMIT_REACHED,
                                EvidenceKind.ALARM));
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).sequence()).isEqualTo(i + 1L);
        }
        assertThat(records).extracting(EvidenceRecord::at).isSorted();
        assertThat(records.stream().filter(r -> r.kind() == EvidenceKind.OUTCOME))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.causedBy()).isEqualTo("c-1");
                    assertThat(CanonicalJson.text(r.body()))
                            .contains("\"failure\":\"device_error\"")
                            .contains("\"written_at\":\"2026-07-01T15:00:00.020Z\"");
                });
        assertThat(records.stream().filter(r -> r.kind() == EvidenceKind.STANDING)).hasSize(2);
    }

    @Test
    void shouldKeepTheSettlementMetersReadingsFromBeforeTheWindowUntilAfterTheEnd() {
        List<MeterReading> readings = dossier(steps()).readings(ID);
        assertThat(readings).extracting(r -> r.meter().value()).containsOnly("main");
        assertThat(readings.getFirst().observedAt()).isEqualTo(T.minusSeconds(120));
        assertThat(readings.getLast().observedAt()).isEqualTo(T.plusSeconds(120));
        assertThat(Baselines.find(TERMS, readings, T).level()).isEqualTo(Power.ofWatts(3_000_000));
    }

    @Test
    void shouldLeaveOutAReadingThatIsNoNewerThanTheLast() {
        List<Step> steps = steps();
        List<MeterReading> before = dossier(steps).readings(ID);
        List<Input> late =
                List.of(read("main", T.plusSeconds(30), 7), read("main", T.plusSeconds(30), 7));
        steps.add(new Step(999, T.plusSeconds(151), late, List.of()));
        assertThat(dossier(steps).readings(ID)).isEqualTo(before);
    }

    @Test
    void shouldHoldTheSameWhenTheStepsAreReplayed() {
        assertThat(dossier(steps()).records(ID)).isEqualTo(dossier(steps()).records(ID));
        EventDossier halves = new EventDossier(DEFINITION);
        for (Step step : steps()) {
            halves.observeInputs(step.now(), step.inputs());
            halves.observeOutputs(step.now(), step.outputs());
        }
        assertThat(halves.records(ID)).isEqualTo(dossier(steps()).records(ID));
    }

    @Test
    void shouldSettleWithTheReadingsThatStandBeforeTheStatement() {
        EventDossier dossier = dossier(steps());
        Obligation owed = obligation(ID, ObligationState.RESTORING, Power.ofWatts(3_000_000));
        Statement statement =
                Settlement.settle(DEFINITION.site().id(), TERMS, owed, dossier.readings(ID));
        dossier.observe(
                new Step(
                        999,
                        T.plusSeconds(151),
                        List.of(),
                        List.of(new Output.StatementIssued(statement))));
        assertThat(dossier.records(ID).getLast().kind()).isEqualTo(EvidenceKind.STATEMENT);
        assertThat(statement.intervals()).hasSize(2).allMatch(i -> i.metered() != null);
    }

    @Test
    void shouldHoldNoDossierWhenTheInstructionIsRefused() {
        EventDossier dossier = new EventDossier(DEFINITION);
        dossier.observe(
                new Step(
                        1,
                        T,
                        List.of(new Input.InstructionArrived(instruction(ID), "x")),
                        List.of(
                                new Output.ObligationChanged(
                                        obligation(ID, ObligationState.REFUSED, null)))));
        assertThat(dossier.holds(ID)).isFalse();
    }

    @Test
    void shouldKeepTheFirstDossierWhenItsIdIsUsedAgain() {
        EventDossier dossier = dossier(steps());
        int before = dossier.records(ID).size();
        dossier.observe(
                new Step(
                        999,
                        T.plusSeconds(300),
                        List.of(new Input.InstructionArrived(instruction(ID), "again")),
                        List.of(
                                new Output.ObligationChanged(
                                        obligation(ID, ObligationState.REFUSED, null)))));
        assertThat(dossier.records(ID)).hasSize(before + 2);
    }

    @Test
    void shouldForgetAnEventAndWhatBelongsToIt() {
        EventDossier dossier = dossier(steps());
        dossier.forget(ID);
        assertThat(dossier.held()).isEmpty();
        assertThat(dossier.records(ID)).isEmpty();
        dossier.observe(new Step(999, T.plusSeconds(200), List.of(outcome("c-1")), List.of()));
        assertThat(dossier.readings(ID)).isEmpty();
    }

    @Test
    void shouldNotTakeCommandsForAPriceAsPartOfAnEvent() {
        EventDossier dossier = dossier(steps());
        int before = dossier.records(ID).size();
        dossier.observe(
                new Step(
                        999,
                        T.plusSeconds(200),
                        List.of(),
                        List.of(
                                new Output.CommandIssued(command("p-1", Action.SLEEP, "price")),
                                new Output.StandingChanged(
                                        DEVICE, Standing.Phase.CURTAIL_SENT, null))));
        dossier.observe(new Step(1000, T.plusSeconds(201), List.of(outcome("p-1")), List.of()));
        assertThat(dossier.records(ID)).hasSize(before);
    }

    @Test
    void shouldStayBoundedWhenManyEventsAndReadingsCome() {
        EventDossier dossier = new EventDossier(DEFINITION);
        Set<InstructionId> asked = new LinkedHashSet<>();
        for (int i = 0; i < EventDossier.EVENTS_MAX + 10; i++) {
            InstructionId id = new InstructionId("n-" + i);
            asked.add(id);
            dossier.observe(
                    new Step(
                            i + 1L,
                            T,
                            List.of(new Input.InstructionArrived(instruction(id), "x")),
                            List.of(
                                    new Output.ObligationChanged(
                                            obligation(id, ObligationState.PENDING, null)))));
        }
        assertThat(dossier.held()).containsExactlyElementsOf(asked.stream().skip(10).toList());
        for (int i = 0; i < 5_000; i++) {
            Instant at = T.plusSeconds(3_600L + i);
            dossier.observe(new Step(i, at, List.of(read("main", at, 1)), List.of()));
        }
        assertThat(dossier.recentReadings()).hasSizeBetween(120, 200);
    }

    @Test
    void shouldCountWhatDoesNotFit() {
        EventDossier dossier = dossier(steps());
        Output alarm = new Output.Alarm("X", "y".repeat(40_000));
        for (int i = 0; i <= OpenEvent.ALARMS_MAX; i += 1_000) {
            dossier.observe(
                    new Step(
                            1_000 + i,
                            T.plusSeconds(66),
                            List.of(),
                            Collections.nCopies(1_000, alarm)));
        }
        List<EvidenceRecord> records = dossier.records(ID);
        assertThat(records.getLast().kind()).isEqualTo(EvidenceKind.LEFT_OUT);
        assertThat(CanonicalJson.text(records.getLast().body())).matches("\\{\"alarm\":\\d+}");
        assertThat(CanonicalJson.text(records.get(records.size() - 2).body()))
                .hasSizeLessThan(600)
                .contains("cut, 39500 characters more");
    }
}
