package org.trimtab.live;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Because;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramTerms;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** Writes steps as an engine would, for a site of six devices of which the first earns least. */
final class Script {
    static final Instant START = Instant.parse("2026-07-14T18:00:00Z");
    private static final MeterId MAIN = new MeterId("main");

    final List<Step> steps = new ArrayList<>();
    final SiteDefinition definition = definition();
    private final Memory memory = new Memory(definition);
    private int commands;

    Memory memory() {
        return memory;
    }

    /** A step so many milliseconds after the start. */
    void step(long ms, List<Input> inputs, Output... outputs) {
        Step step = new Step(steps.size() + 1L, START.plusMillis(ms), inputs, List.of(outputs));
        steps.add(step);
        memory.stepped(step, Duration.ZERO);
    }

    void step(long ms, Output... outputs) {
        step(ms, List.of(), outputs);
    }

    static Instruction limit(String id) {
        return new Instruction.LimitTo(
                new Notice(
                        new InstructionId(id),
                        "operator",
                        START,
                        MarketInterval.starting(START, Duration.ofMinutes(10)),
                        "ers"),
                Power.ofWatts(14_000));
    }

    static Output stands(Instruction instruction, ObligationState state, long ms) {
        boolean began = state != ObligationState.PENDING && state != ObligationState.REFUSED;
        boolean over = state == ObligationState.RESTORING || state == ObligationState.COMPLETED;
        return new Output.ObligationChanged(
                new Obligation(
                        instruction,
                        state,
                        START.plusMillis(ms),
                        began ? Power.ofWatts(21_000) : null,
                        began ? Power.ofWatts(14_000) : null,
                        over ? instruction.interval().until() : null,
                        null));
    }

    static Output plan(Instruction by, Plan.Kind kind, long ms, int required, String... chosen) {
        List<Plan.Chosen> who = new ArrayList<>();
        for (String name : chosen) {
            who.add(
                    new Plan.Chosen(
                            new DeviceId(name),
                            Action.SLEEP,
                            Reduction.ofWatts(3_500),
                            EnergyPrice.ofDollars(new BigDecimal(80 + who.size())),
                            kind == Plan.Kind.REFILL ? Because.REFILL : Because.CHEAPEST));
        }
        Map<LeftOut, List<DeviceRange>> leftOut =
                Map.of(
                        LeftOut.NOT_NEEDED,
                        List.of(new DeviceRange(new DeviceId("d3"), new DeviceId("d5"), 3)),
                        LeftOut.EXEMPT,
                        List.of(new DeviceRange(new DeviceId("d6"), new DeviceId("d6"), 1)));
        return new Output.PlanMade(
                new Plan(
                        by.id(),
                        kind,
                        START.plusMillis(ms),
                        Power.ofWatts(14_000),
                        Power.ofWatts(21_000),
                        Reduction.ofWatts(required),
                        who,
                        kind == Plan.Kind.FOLLOW ? Map.of() : leftOut,
                        Reduction.NONE));
    }

    Output.CommandIssued command(Instruction by, String device, Action action, long ms) {
        commands++;
        return new Output.CommandIssued(
                new Command(
                        new CommandId("c-" + commands),
                        new DeviceId(device),
                        action,
                        START.plusMillis(ms),
                        START.plusMillis(ms + 30_000),
                        by.id().value()));
    }

    static Input metered(long ms, long watts) {
        return new Input.MeterRead(
                new MeterReading(MAIN, START.plusMillis(ms), Power.ofWatts(watts), Quality.GOOD));
    }

    private static SiteDefinition definition() {
        List<Device> devices = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            devices.add(
                    new Device(
                            new DeviceId("d" + i),
                            "virtual",
                            "Antminer S21",
                            new Endpoint("127.0.0." + (i + 1), 4028),
                            null,
                            Power.ofWatts(3_500),
                            Power.ofWatts(25),
                            HashRate.ofTerahashes(190 + i),
                            new Envelope(Duration.ZERO, Duration.ZERO, i == 6),
                            new Timing(
                                    Duration.ofSeconds(5),
                                    Duration.ofSeconds(8),
                                    Duration.ofSeconds(15)),
                            Set.of(Capability.CURTAIL),
                            new Labels(i < 3 ? "r1" : "r2", Set.of())));
        }
        Site site =
                new Site(
                        new SiteId("site"),
                        List.of(
                                new Meter(
                                        MAIN,
                                        "sunspec",
                                        new Endpoint("127.0.0.1", 1502),
                                        1,
                                        Duration.ofSeconds(1),
                                        null)),
                        List.of(),
                        devices);
        return new SiteDefinition(
                site,
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal("60")),
                        Share.NONE,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        EnergyPrice.ZERO,
                        Duration.ZERO,
                        Duration.ZERO),
                new ProgramTerms(
                        "Test",
                        ProgramTerms.BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(1),
                        null,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        BigDecimal.ONE),
                DispatchPolicy.DEFAULT,
                ProgramBook.PLAIN,
                new FrequencyDuty(
                        Frequency.ofMillihertz(60_000),
                        new FrequencyDuty.UnderFrequency(
                                "rrs-ufr",
                                Frequency.ofMillihertz(59_850),
                                Duration.ofMillis(100),
                                Duration.ofMinutes(10),
                                Frequency.ofMillihertz(59_950),
                                Duration.ofMinutes(1)),
                        null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10)));
    }
}
