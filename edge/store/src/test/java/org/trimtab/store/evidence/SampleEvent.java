package org.trimtab.store.evidence;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.EventDossier;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Manifest;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.Settlement;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** The records of an event as the engine's dossier gives them. */
final class SampleEvent {
    static final Manifest.About ABOUT =
            new Manifest.About("west-1", "e-1", "0.1.0-test", "test clock");

    private static final Instant T = Instant.parse("2026-07-01T15:00:00Z");
    private static final InstructionId ID = new InstructionId("e-1");
    private static final MeterId METER = new MeterId("main");

    private static final SiteDefinition SITE =
            new SiteDefinition(
                    new Site(
                            new SiteId("west-1"),
                            List.of(
                                    new Meter(
                                            METER,
                                            "sunspec",
                                            new Endpoint("127.0.0.1", 502),
                                            1,
                                            Duration.ofSeconds(1),
                                            null)),
                            List.of(),
                            List.of()),
                    new MiningTerms(
                            new HashPrice(55_000_000),
                            Share.NONE,
                            BigDecimal.ONE,
                            EnergyPrice.ZERO,
                            EnergyPrice.ZERO,
                            Duration.ZERO,
                            Duration.ZERO),
                    new ProgramTerms(
                            "reserve",
                            BaselineMethod.METER_BEFORE_METER_AFTER,
                            Duration.ofSeconds(10),
                            null,
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(5),
                            new BigDecimal("12.50"),
                            EnergyPrice.ofDollars(new BigDecimal("80")),
                            new BigDecimal("0.95")),
                    DispatchPolicy.DEFAULT);

    private SampleEvent() {}

    /**
     * An event of {@code seconds} with a reading every {@code spacing} seconds.
     *
     * @param statement what to make of the right statement, to try a wrong one
     */
    static List<EvidenceRecord> records(
            int seconds, int devices, int spacing, UnaryOperator<Statement> statement) {
        EventDossier dossier = new EventDossier(SITE);
        for (int s = -12; s < 0; s += spacing) {
            dossier.observe(step(T.plusSeconds(s), List.of(read(s, 3_000_000)), List.of()));
        }
        Instruction instruction =
                new Instruction.LimitTo(
                        new Notice(
                                ID,
                                "operator",
                                T,
                                MarketInterval.starting(T, Duration.ofSeconds(seconds))),
                        Power.ofWatts(1_000_000));
        List<Output> decided = new ArrayList<>();
        decided.add(new Output.ObligationChanged(owed(instruction, ObligationState.ACTIVE)));
        List<CommandOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            CommandId command = new CommandId("c-" + i);
            DeviceId device = new DeviceId("miner-" + i);
            decided.add(
                    new Output.CommandIssued(
                            new Command(
                                    command, device, Action.SLEEP, T, T.plusSeconds(30), "e-1")));
            outcomes.add(
                    new CommandOutcome.Accepted(
                            command, device, T.plusMillis(20), T.plusMillis(31)));
        }
        dossier.observe(
                step(
                        T,
                        List.of(
                                new Input.InstructionArrived(
                                        instruction, "limit \"1 MW\" für 1 J\n")),
                        decided));
        dossier.observe(step(T, List.of(new Input.OutcomesKnown(outcomes)), List.of()));
        for (int s = 0; s < seconds; s += spacing) {
            dossier.observe(
                    step(
                            T.plusSeconds(s),
                            List.of(read(s, s < 3 ? 2_500_000 : 990_000 + s)),
                            List.of()));
        }
        Obligation over = owed(instruction, ObligationState.RESTORING);
        Statement right =
                Settlement.settle(SITE.site().id(), SITE.program(), over, dossier.readings(ID));
        dossier.observe(
                step(
                        T.plusSeconds(seconds),
                        List.of(),
                        List.of(
                                new Output.ObligationChanged(over),
                                new Output.StatementIssued(statement.apply(right)))));
        return dossier.records(ID);
    }

    private static Obligation owed(Instruction instruction, ObligationState state) {
        return new Obligation(
                instruction,
                state,
                T,
                Power.ofWatts(3_000_000),
                Power.ofWatts(1_000_000),
                null,
                null);
    }

    private static Step step(Instant now, List<Input> inputs, List<Output> outputs) {
        return new Step(1, now, inputs, outputs);
    }

    private static Input read(int second, long watts) {
        return new Input.MeterRead(
                new MeterReading(METER, T.plusSeconds(second), Power.ofWatts(watts), Quality.GOOD));
    }
}
