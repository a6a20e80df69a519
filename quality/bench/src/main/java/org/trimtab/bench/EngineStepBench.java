package org.trimtab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;

/** What one step of the engine costs on a very large site, without threads, sockets or journal. */
final class EngineStepBench {
    static final int DEVICES = 100_000;

    private static final int PART_PERCENT = 60;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 50;
    private static final int SINGLES = 200;
    private static final int WARM_UP_RUNS = 3;
    private static final int COLLECTIONS = 4;
    private static final Instant BEGIN = Instant.parse("2026-07-01T18:00:00Z");
    private static final double NANOS_PER_US = 1e3;
    private static final double NANOS_PER_MS = 1e6;
    private static final double READING_TARGET_US = 2;
    private static final double IMAGE_TARGET_BYTES = 300;

    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    EngineStepBench(Figures figures, List<String> notes, Consumer<String> progress) {
        this.figures = figures;
        this.notes = notes;
        this.progress = progress;
    }

    /** One part of {@code bench dispatch}. */
    static void measure(
            DispatchVerb.Sizes sizes,
            Figures figures,
            List<String> notes,
            Consumer<String> progress) {
        new EngineStepBench(figures, notes, progress).measure(sizes.runs());
    }

    /** Runs everything; {@code runs} counted after those that warm up. */
    void measure(int runs) {
        expect();
        progress.accept("memory of " + DEVICES + " devices …");
        EngineStepFleet fleet = memory();
        for (int run = -WARM_UP_RUNS; run < runs; run++) {
            progress.accept(
                    run < 0
                            ? "engine steps, warming up …"
                            : "engine steps, run " + (run + 1) + " of " + runs + " …");
            new Run(fleet, run >= 0).part();
            new Run(fleet, run >= 0).all();
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "engine step: %,d devices with four points each, no threads, sockets or journal;"
                                + " a reading's share is that of a step that takes in %,d of them, the step's own"
                                + " work included",
                        DEVICES,
                        BATCH));
    }

    private void expect() {
        figures.expect("step_idle_us", "engine: a step without inputs", Unit.US, null)
                .expect(
                        "step_reading_batched_us",
                        "engine: one reading applied, in batches of 1,000",
                        Unit.US,
                        READING_TARGET_US)
                .expect(
                        "step_reading_single_us",
                        "engine: a step with a single reading",
                        Unit.US,
                        null)
                .expect(
                        "step_plan_part_ms",
                        "engine: instruction for 60 % to commands issued",
                        Unit.MS,
                        null)
                .expect("step_plan_part_commands", "  commands issued by it", Unit.COUNT, null)
                .expect(
                        "step_plan_all_ms",
                        "engine: instruction for nothing to commands issued",
                        Unit.MS,
                        null)
                .expect("step_plan_all_commands", "  commands issued by it", Unit.COUNT, null)
                .expect("step_outcomes_ms", "engine: all outcomes in one step", Unit.MS, null)
                .expect("step_outcomes", "  outcomes in it", Unit.COUNT, null)
                .expect(
                        "step_image_bytes",
                        "engine: image per device, without its definition",
                        Unit.BYTES,
                        IMAGE_TARGET_BYTES)
                .expect("step_definition_bytes", "  with its definition", Unit.BYTES, null);
    }

    /** Heap after collections: before the site is defined, with it, and with an engine that has seen it work. */
    private EngineStepFleet memory() {
        long empty = usedBytes();
        EngineStepFleet fleet = EngineStepFleet.of(DEVICES, 0, DispatchPolicy.DEFAULT);
        long defined = usedBytes();
        Engine engine = new Engine(fleet.definition());
        new Crank(engine).readAll(fleet);
        long known = usedBytes();
        figures.add("step_image_bytes", (known - defined) / (double) DEVICES);
        figures.add("step_definition_bytes", (known - empty) / (double) DEVICES);
        if (engine.image().device(fleet.devices().getFirst().id()) == null) {
            throw new BenchFailure("the engine does not know what it has read");
        }
        return fleet;
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Turns an engine's crank on a clock of its own, a tenth of a second a step. */
    private static final class Crank {
        private static final Duration TICK = Duration.ofMillis(100);

        private final Engine engine;
        private Instant now = BEGIN;

        Crank(Engine engine) {
            this.engine = engine;
        }

        List<Output> step(List<Input> inputs) {
            now = now.plus(TICK);
            return engine.step(now, inputs);
        }

        void readAll(EngineStepFleet fleet) {
            List<DeviceReading> readings = new ArrayList<>();
            for (Device device : fleet.devices()) {
                readings.add(EngineStepFleet.atWork(device, now));
                if (readings.size() == BATCH) {
                    step(List.of(new Input.DevicesRead(List.copyOf(readings))));
                    readings.clear();
                }
            }
            if (!readings.isEmpty()) {
                step(List.of(new Input.DevicesRead(List.copyOf(readings))));
            }
            step(List.of(new Input.MeterRead(EngineStepFleet.metered(now, fleet.fullWatts()))));
        }
    }

    /** One fresh engine through everything. */
    private final class Run {
        private final EngineStepFleet fleet;
        private final boolean counted;
        private final Crank crank;

        Run(EngineStepFleet fleet, boolean counted) {
            this.fleet = fleet;
            this.counted = counted;
            this.crank = new Crank(new Engine(fleet.definition()));
        }

        /** Readings and a plan for a part of the load. */
        void part() {
            crank.readAll(fleet);
            readings();
            plan("part", Power.ofWatts(fleet.fullWatts() * PART_PERCENT / 100));
        }

        /** A plan for everything, and all its outcomes at once. */
        void all() {
            crank.readAll(fleet);
            outcomes(plan("all", Power.ZERO));
        }

        private void readings() {
            add("step_idle_us", perStep(SINGLES, _ -> List.of()) / NANOS_PER_US);
            add("step_reading_single_us", perStep(SINGLES, i -> batch(i, 1)) / NANOS_PER_US);
            add(
                    "step_reading_batched_us",
                    perStep(BATCHES, i -> batch(i, BATCH)) / NANOS_PER_US / BATCH);
        }

        /** Mean time of a step, ns; its inputs are made before the clock runs. */
        private double perStep(int steps, IntFunction<List<Input>> inputs) {
            List<List<Input>> all = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                all.add(inputs.apply(i));
            }
            long begun = System.nanoTime();
            for (List<Input> one : all) {
                crank.step(one);
            }
            return (System.nanoTime() - begun) / (double) steps;
        }

        private List<Input> batch(int number, int size) {
            List<DeviceReading> readings = new ArrayList<>(size);
            List<Device> devices = fleet.devices();
            for (int i = 0; i < size; i++) {
                // Strides through the fleet, as answers come in, not in the order of the site file.
                int place = (int) ((number * (long) size + i) * 7_919L % devices.size());
                readings.add(
                        EngineStepFleet.atWork(
                                devices.get(place), crank.now.plusMillis(100L * number)));
            }
            return List.of(new Input.DevicesRead(readings));
        }

        private List<Output> plan(String which, Power limit) {
            Instant now = crank.now.plus(Crank.TICK);
            Instruction instruction =
                    new Instruction.LimitTo(
                            new Notice(
                                    new InstructionId("bench"),
                                    "bench",
                                    now,
                                    MarketInterval.starting(now, Duration.ofHours(1))),
                            limit);
            List<Input> inputs =
                    List.of(
                            new Input.MeterRead(
                                    EngineStepFleet.metered(crank.now, fleet.fullWatts())),
                            new Input.InstructionArrived(instruction, "bench"));
            long begun = System.nanoTime();
            List<Output> outputs = crank.step(inputs);
            add("step_plan_" + which + "_ms", (System.nanoTime() - begun) / NANOS_PER_MS);
            long commands = outputs.stream().filter(o -> o instanceof Output.CommandIssued).count();
            if (commands == 0) {
                throw new BenchFailure("the engine commanded nobody, so nothing was measured");
            }
            add("step_plan_" + which + "_commands", (double) commands);
            return outputs;
        }

        private void outcomes(List<Output> planned) {
            List<CommandOutcome> outcomes = new ArrayList<>();
            for (Output output : planned) {
                if (output instanceof Output.CommandIssued(Command command)) {
                    outcomes.add(
                            new CommandOutcome.Accepted(
                                    command.id(),
                                    command.device(),
                                    crank.now,
                                    crank.now.plusMillis(50)));
                }
            }
            List<Input> inputs = List.of(new Input.OutcomesKnown(outcomes));
            long begun = System.nanoTime();
            crank.step(inputs);
            add("step_outcomes_ms", (System.nanoTime() - begun) / NANOS_PER_MS);
            add("step_outcomes", outcomes.size());
        }

        private void add(String key, double sample) {
            if (counted) {
                figures.add(key, sample);
            }
        }
    }
}
