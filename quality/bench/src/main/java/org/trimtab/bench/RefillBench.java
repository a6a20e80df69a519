package org.trimtab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.testkit.Plant;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.PlantFaults.DeviceKind;

/**
 * A part of a plan turns out deaf: how soon others are asked instead, and how soon the meter is where it is owed. All
 * in simulated time.
 *
 * <p>The shortfall is <i>visible</i> once the family's own time has passed since the first commands: its longest answer
 * and its longest fall together. Before that nobody can tell a deaf device from one that is about to fall.
 */
final class RefillBench {
    static final int DEVICES = 20_000;

    /** Simulated time is the same on every machine; more runs only show other seeds. */
    private static final int RUNS_MOST = 2;

    private static final double DEAF = 0.05;
    private static final int WAKE_WAVE_MAX = 2_000;
    private static final int LIMIT_PERCENT = 60;
    private static final Instant BEGIN = Instant.parse("2026-07-01T18:00:00Z");
    private static final Duration SETTLES = Duration.ofSeconds(30);
    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(5);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final InstructionId EVENT = new InstructionId("event");
    private static final double TARGET_S = 2;
    private static final double MILLIS_PER_S = 1e3;

    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    RefillBench(Figures figures, List<String> notes, Consumer<String> progress) {
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
        new RefillBench(figures, notes, progress).measure(Math.min(RUNS_MOST, sizes.runs()));
    }

    /** One event a run, each with other deaf devices. */
    void measure(int runs) {
        figures.expect(
                        "refill_commands_s",
                        "refill: shortfall visible to refill commanded",
                        Unit.S,
                        TARGET_S)
                .expect(
                        "refill_meter_s",
                        "refill: to the meter at its limit, less the family's time",
                        Unit.S,
                        TARGET_S)
                .expect("refill_devices", "  devices asked instead", Unit.COUNT, null)
                .expect(
                        "refill_overshoot_percent",
                        "  then below the limit by",
                        Unit.PERCENT,
                        null);
        // Without a margin, so that the whole of what the deaf ones do not give is a shortfall.
        EngineStepFleet fleet =
                EngineStepFleet.of(DEVICES, 0, EngineStepFleet.policy(Share.NONE, WAKE_WAVE_MAX));
        for (int run = 0; run < runs; run++) {
            progress.accept("a shortfall, run " + (run + 1) + " of " + runs + " …");
            new Event(fleet, run + 1).play();
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "refill: %,d simulated devices, %.0f %% of them deaf, told to draw %d %% of their load;"
                                + " the family's own time is %.0f s; no margin; times are the engine's",
                        DEVICES,
                        DEAF * 100,
                        LIMIT_PERCENT,
                        familyTime().toMillis() / MILLIS_PER_S));
    }

    private static Duration familyTime() {
        return EngineStepFleet.QUICK.answersWithin().plus(EngineStepFleet.QUICK.fallsWithin());
    }

    /** One event of one plant. */
    private final class Event {
        private final Engine engine;
        private final Plant plant;
        private final Power limit;
        private Instant now = BEGIN;
        private @Nullable Instant commandedAt;
        private @Nullable Instant refilledAt;
        private @Nullable Instant atLimitAt;
        private int refilled;
        private long leastWatts = Long.MAX_VALUE;

        Event(EngineStepFleet fleet, int seed) {
            engine = new Engine(fleet.definition());
            plant =
                    new Plant(
                            fleet.definition(),
                            seed,
                            PlantFaults.all(DeviceKind.DEAF, 0, DEAF, fleet.definition(), seed),
                            BEGIN,
                            FollowingBench.PLANT);
            limit = Power.ofWatts(fleet.fullWatts() * LIMIT_PERCENT / 100);
        }

        void play() {
            while (now.isBefore(BEGIN.plus(SETTLES))) {
                turn(List.of());
            }
            Notice notice =
                    new Notice(
                            EVENT, "bench", now, MarketInterval.starting(now, Duration.ofHours(1)));
            turn(
                    List.of(
                            new Input.InstructionArrived(
                                    new Instruction.LimitTo(notice, limit), "bench")));
            Instant givesUp = now.plus(GIVES_UP_AFTER);
            while (atLimitAt == null && now.isBefore(givesUp)) {
                turn(List.of());
            }
            if (commandedAt == null || atLimitAt == null) {
                throw new BenchFailure(
                        "the meter did not come to its limit within " + GIVES_UP_AFTER);
            }
            Instant settled = now.plus(familyTime().multipliedBy(3));
            while (now.isBefore(settled)) {
                turn(List.of());
            }
            Instant visible = commandedAt.plus(familyTime());
            figures.add(
                    "refill_commands_s",
                    refilledAt == null ? null : Math.max(0, seconds(visible, refilledAt)));
            figures.add(
                    "refill_meter_s", Math.max(0, seconds(visible.plus(familyTime()), atLimitAt)));
            figures.add("refill_devices", (double) refilled);
            figures.add(
                    "refill_overshoot_percent",
                    100.0 * (limit.watts() - leastWatts) / limit.watts());
        }

        private void turn(List<Input> more) {
            now = now.plus(TICK);
            List<Input> inputs = new ArrayList<>(plant.until(now));
            inputs.addAll(more);
            if (commandedAt != null) {
                inputs.forEach(this::see);
            }
            List<Output> outputs = engine.step(now, inputs);
            plant.take(outputs, now);
            outputs.forEach(this::see);
        }

        private void see(Input input) {
            if (input instanceof Input.MeterRead(var reading)) {
                leastWatts = Math.min(leastWatts, reading.power().watts());
                if (atLimitAt == null && reading.power().isAtMost(limit)) {
                    atLimitAt = now;
                }
            }
        }

        private void see(Output output) {
            switch (output) {
                case Output.CommandIssued _ ->
                        commandedAt = commandedAt == null ? now : commandedAt;
                case Output.PlanMade(Plan plan) when plan.kind() == Plan.Kind.REFILL -> {
                    refilled += plan.chosen().size();
                    refilledAt = refilledAt == null ? now : refilledAt;
                }
                default -> {}
            }
        }

        private static double seconds(Instant from, Instant to) {
            return Duration.between(from, to).toMillis() / MILLIS_PER_S;
        }
    }
}
