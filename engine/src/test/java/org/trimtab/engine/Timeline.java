package org.trimtab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.DeviceRange;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.Plan;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.MiningTerms;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Reduction;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.Timing;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/** Drives an engine by hand, so that a test reads like the log of a control room. Every step is kept. */
final class Timeline {
    static final Instant START = Instant.parse("2026-07-01T18:00:00Z");
    private static final MeterId METER = new MeterId("main");

    final List<Step> steps = new ArrayList<>();
    final SiteDefinition definition;
    final Engine engine;
    private Instant now = START;
    private List<Output> last = List.of();
    private final List<Command> sent = new ArrayList<>();
    private final Map<String, Device> devices = new HashMap<>();

    Timeline(SiteDefinition definition) {
        this.definition = definition;
        engine = new Engine(definition);
        definition.site().devices().forEach(device -> devices.put(device.id().value(), device));
    }

    /** Three Antminers on LuxOS, worst J/TH last: m1 13.5, m2 29.5, m3 34.2; 10 kW with the rest of the site. */
    static Timeline threeMinersOneMeter() {
        return new Timeline(
                site(
                        miner("m1", "3645 W", "270 TH/s"),
                        miner("m2", "3068 W", "104 TH/s"),
                        miner("m3", "3250 W", "95 TH/s")));
    }

    static SiteDefinition site(Device... devices) {
        Site site =
                new Site(
                        new SiteId("test"),
                        List.of(
                                new Meter(
                                        METER,
                                        "sunspec",
                                        new Endpoint("127.0.0.1", 1502),
                                        1,
                                        Duration.ofSeconds(1),
                                        null)),
                        List.of(),
                        Arrays.asList(devices));
        MiningTerms mining =
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal("60")),
                        Share.NONE,
                        BigDecimal.ONE,
                        EnergyPrice.ZERO,
                        QuantityFormat.parseEnergyPrice("5 $/MWh"),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(20));
        ProgramTerms program =
                new ProgramTerms(
                        "Test program",
                        ProgramTerms.BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(1),
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        new BigDecimal("10"),
                        QuantityFormat.parseEnergyPrice("100 $/MWh"),
                        new BigDecimal("0.95"));
        return new SiteDefinition(site, mining, program, DispatchPolicy.DEFAULT);
    }

    static Device miner(String id, String power, String hashRate) {
        return miner(id, power, hashRate, false);
    }

    static Device miner(String id, String power, String hashRate, boolean exempt) {
        return new Device(
                new DeviceId(id),
                "luxos",
                "Antminer",
                new Endpoint("127.1.0." + id.substring(1), 4028),
                null,
                QuantityFormat.parsePower(power),
                Power.ofWatts(25),
                QuantityFormat.parseHashRate(hashRate),
                new Envelope(Duration.ofSeconds(10), Duration.ofSeconds(10), exempt),
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(15)),
                Set.of(Capability.CURTAIL, Capability.METERED));
    }

    /** Moves on to so long after the start, turning the crank once. */
    Timeline at(String offset) {
        now = START.plus(QuantityFormat.parseDuration(offset));
        return step();
    }

    /** Moves on, and begins with a restart. */
    Timeline atRestart(String offset) {
        now = START.plus(QuantityFormat.parseDuration(offset));
        return step(new Input.Restarted());
    }

    Timeline step(Input... inputs) {
        last = engine.step(now, Arrays.asList(inputs));
        steps.add(new Step(steps.size() + 1, now, Arrays.asList(inputs), last));
        for (Output output : last) {
            if (output instanceof Output.CommandIssued issued) {
                sent.add(issued.command());
            }
        }
        return this;
    }

    Timeline meterReads(String power) {
        return step(
                new Input.MeterRead(
                        new MeterReading(
                                METER, now, QuantityFormat.parsePower(power), Quality.GOOD)));
    }

    /** The meter read {@code power} every second for the last {@code seconds} seconds. */
    Timeline meterHasRead(String power, int seconds) {
        for (int back = seconds; back >= 0; back--) {
            step(
                    new Input.MeterRead(
                            new MeterReading(
                                    METER,
                                    now.minusSeconds(back),
                                    QuantityFormat.parsePower(power),
                                    Quality.GOOD)));
        }
        return this;
    }

    Timeline allHash() {
        return hashing(
                definition.site().devices().stream()
                        .map(d -> d.id().value())
                        .toArray(String[]::new));
    }

    Timeline hashing(String... ids) {
        return read(Activity.HASHING, ids);
    }

    Timeline asleep(String... ids) {
        return read(Activity.ASLEEP, ids);
    }

    private Timeline read(Activity activity, String... ids) {
        List<DeviceReading> readings = new ArrayList<>();
        for (String id : ids) {
            Device device = device(id);
            boolean asleep = activity == Activity.ASLEEP;
            readings.add(
                    new DeviceReading(
                            device.id(),
                            now,
                            activity,
                            asleep ? device.standby() : device.running(),
                            PowerSource.MODELLED,
                            asleep ? HashRate.ZERO : device.hashRate(),
                            Quality.GOOD));
        }
        return step(new Input.DevicesRead(readings));
    }

    Timeline instructLimit(String id, String limit, String length) {
        return instruct(
                new Instruction.LimitTo(notice(id, now, length), QuantityFormat.parsePower(limit)));
    }

    Timeline instructReduceBy(String id, String reduction, String length) {
        return instruct(
                new Instruction.ReduceBy(
                        notice(id, now, length),
                        Reduction.ofWatts(QuantityFormat.parsePower(reduction).watts())));
    }

    Timeline instruct(Instruction instruction) {
        return step(new Input.InstructionArrived(instruction, "as received"));
    }

    Notice notice(String id, Instant from, String length) {
        return new Notice(
                new InstructionId(id),
                "operator",
                now,
                MarketInterval.starting(from, QuantityFormat.parseDuration(length)));
    }

    Notice notice(String id, Instant from, String length, String program) {
        return new Notice(
                new InstructionId(id),
                "operator",
                now,
                MarketInterval.starting(from, QuantityFormat.parseDuration(length)),
                program);
    }

    Timeline setPoint(String track, String level) {
        return setPointSentAt(track, level, now);
    }

    Timeline setPointSentAt(String track, String level, Instant issuedAt) {
        return step(
                new Input.SignalArrived(
                        new Signal.SetPoint(
                                new InstructionId(track),
                                issuedAt,
                                QuantityFormat.parsePower(level)),
                        now));
    }

    Timeline basePointSentAt(String track, String level, Instant issuedAt) {
        return step(
                new Input.SignalArrived(
                        new Signal.BasePoint(
                                new InstructionId(track),
                                issuedAt,
                                QuantityFormat.parsePower(level)),
                        now));
    }

    /** Ten samples a second, the last one now. */
    Timeline frequency(String frequency, int samples) {
        List<FrequencySample> row = new ArrayList<>();
        Frequency figure = QuantityFormat.parseFrequency(frequency);
        for (int back = samples - 1; back >= 0; back--) {
            row.add(
                    new FrequencySample(
                            now.minusMillis(back * 100L),
                            new Frequency(figure.microhertz() + back % 2),
                            Quality.GOOD));
        }
        return step(new Input.FrequencyRead(row));
    }

    /** Every command of the last step is accepted. */
    Timeline acceptsAll() {
        Map<String, Command> latest = new LinkedHashMap<>();
        sent.forEach(command -> latest.put(command.device().value(), command));
        List<CommandOutcome> outcomes = new ArrayList<>();
        latest.values()
                .forEach(command ->
                        outcomes.add(
                                new CommandOutcome.Accepted(
                                        command.id(), command.device(), now, now)));
        return step(new Input.OutcomesKnown(outcomes));
    }

    /** Every device draws what it was last asked for, but for these, which work on. */
    Timeline drawAsAsked(String... butFor) {
        Map<String, Action> asked = new LinkedHashMap<>();
        sent.forEach(command -> asked.put(command.device().value(), command.action()));
        List<DeviceReading> readings = new ArrayList<>();
        asked.forEach((id, action) -> {
            if (!List.of(butFor).contains(id)) {
                readings.add(reading(device(id), action));
            }
        });
        return step(new Input.DevicesRead(readings));
    }

    /** Every device whose last command is this does it. */
    Timeline drawAsAskedOf(String action) {
        Map<String, Action> asked = new LinkedHashMap<>();
        sent.forEach(command -> asked.put(command.device().value(), command.action()));
        asked.values().removeIf(a -> !a.text().equals(action));
        List<DeviceReading> readings = new ArrayList<>();
        asked.forEach((id, a) -> readings.add(reading(device(id), a)));
        return step(new Input.DevicesRead(readings));
    }

    private DeviceReading reading(Device device, Action action) {
        Power power =
                switch (action) {
                    case Action.State state ->
                            state == Action.State.SLEEP ? device.standby() : device.running();
                    case Action.CapAt cap -> cap.most();
                };
        return new DeviceReading(
                device.id(),
                now,
                action.isSleep() ? Activity.ASLEEP : Activity.HASHING,
                power,
                PowerSource.MODELLED,
                action.isSleep() ? HashRate.ZERO : device.hashRate(),
                Quality.GOOD);
    }

    /** These work on at this power. */
    Timeline draws(String power, String... ids) {
        List<DeviceReading> readings = new ArrayList<>();
        for (String id : ids) {
            readings.add(reading(device(id), new Action.CapAt(QuantityFormat.parsePower(power))));
        }
        return step(new Input.DevicesRead(readings));
    }

    /** Commands of the last step. */
    List<Command> commands() {
        return last.stream()
                .filter(Output.CommandIssued.class::isInstance)
                .map(o -> ((Output.CommandIssued) o).command())
                .toList();
    }

    /** Every command so far. */
    List<Command> sent() {
        return List.copyOf(sent);
    }

    Timeline expectQuiet() {
        assertThat(commands()).as("commands at %s", now).isEmpty();
        return this;
    }

    Timeline expectCommanded() {
        assertThat(commands()).as("commands at %s", now).isNotEmpty();
        return this;
    }

    Timeline cancel(String id) {
        return step(new Input.CancelArrived(new InstructionId(id), now));
    }

    Timeline accepts(String... ids) {
        List<CommandOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            Command command = lastCommand(id);
            outcomes.add(new CommandOutcome.Accepted(command.id(), command.device(), now, now));
        }
        return step(new Input.OutcomesKnown(outcomes));
    }

    Timeline fails(String id, Failure failure) {
        Command command = lastCommand(id);
        return step(
                new Input.OutcomesKnown(
                        List.of(
                                new CommandOutcome.Uncertain(
                                        command.id(),
                                        command.device(),
                                        now,
                                        now,
                                        failure,
                                        "in a test"))));
    }

    Timeline price(String price, String length) {
        return step(
                new Input.PriceKnown(
                        MarketInterval.starting(now, QuantityFormat.parseDuration(length)),
                        QuantityFormat.parseEnergyPrice(price)));
    }

    Timeline expectSleep(String... ids) {
        return expectCommands(Action.SLEEP, ids);
    }

    Timeline expectWake(String... ids) {
        return expectCommands(Action.WAKE, ids);
    }

    Timeline expectNoCommands() {
        assertThat(lastCommands(Action.SLEEP)).as("sleeps at %s", now).isEmpty();
        assertThat(lastCommands(Action.WAKE)).as("wakes at %s", now).isEmpty();
        return this;
    }

    private Timeline expectCommands(Action action, String... ids) {
        assertThat(lastCommands(action)).as("%s at %s", action, now).containsExactly(ids);
        return this;
    }

    Timeline expectState(String id, ObligationState state) {
        Obligation obligation = engine.obligation(new InstructionId(id));
        assertThat(obligation).isNotNull();
        assertThat(obligation.state()).as("obligation %s at %s", id, now).isEqualTo(state);
        return this;
    }

    Timeline expectPhase(String id, Standing.Phase phase) {
        assertThat(standing(id).phase()).as("%s at %s", id, now).isEqualTo(phase);
        return this;
    }

    Timeline expectFailure(String id, Failure failure) {
        assertThat(standing(id).failure()).as("%s at %s", id, now).isEqualTo(failure);
        return this;
    }

    <T extends Output> T expect(Class<T> kind) {
        return last.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no " + kind.getSimpleName() + " in " + last));
    }

    Plan expectPlan() {
        return expect(Output.PlanMade.class).plan();
    }

    /** The last plan leaves this device out, and says so. */
    Timeline expectLeftOut(String id, LeftOut reason) {
        int place = definition.site().devices().indexOf(device(id));
        List<DeviceRange> ranges = expectPlan().leftOut().getOrDefault(reason, List.of());
        assertThat(ranges)
                .as("left out as %s at %s", reason, now)
                .anyMatch(range -> {
                    int first = definition.site().devices().indexOf(device(range.first().value()));
                    return place >= first && place < first + range.count();
                });
        return this;
    }

    List<Output> outputs() {
        return last;
    }

    Instant now() {
        return now;
    }

    private Standing standing(String id) {
        return engine.standing(definition.site().devices().indexOf(device(id)));
    }

    private List<String> lastCommands(Action action) {
        return commands().stream()
                .filter(c -> c.action() == action)
                .map(c -> c.device().value())
                .toList();
    }

    private Command lastCommand(String id) {
        return sent.reversed().stream()
                .filter(c -> c.device().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command to " + id));
    }

    private Device device(String id) {
        Device device = devices.get(id);
        assertThat(device).as("a device named %s", id).isNotNull();
        return device;
    }
}
