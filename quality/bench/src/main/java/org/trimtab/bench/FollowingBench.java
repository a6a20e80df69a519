package org.trimtab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.FeederId;
import org.trimtab.settlement.FollowingScore.Verdict;
import org.trimtab.testkit.Plant;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.PlantFaults.DeviceKind;
import org.trimtab.testkit.PlantSettings;

/**
 * A large site follows an operator's set-point for an hour of simulated time: the engine as it is, a simulated plant
 * instead of machines and meter.
 */
final class FollowingBench {
    static final int DEVICES = 20_000;

    /** Simulated time is the same on every machine; more runs only show other seeds. */
    private static final int RUNS_MOST = 2;

    private static final int PLAIN_EVERY = 10;
    private static final int WAKE_WAVE_MAX = 2_000;
    private static final double DEAF = 0.02;

    /** Read every 3 s, as a site reads devices it expects something of; meters off by up to 0.1 %, as real ones are. */
    static final PlantSettings PLANT =
            new PlantSettings(
                    Duration.ofSeconds(3),
                    PlantSettings.DEFAULT.sendMost(),
                    Power.ZERO,
                    new Share(1_000),
                    true);

    private static final Instant BEGIN = Instant.parse("2026-07-01T17:59:00Z");
    private static final Duration SETTLES = Duration.ofMinutes(1);
    private static final Duration FOLLOWS = Duration.ofHours(1);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration SET_POINT_EVERY = Duration.ofSeconds(4);
    private static final Duration SCORED_EVERY = Duration.ofMinutes(5);
    private static final InstructionId TRACK = new InstructionId("track");

    private static final double ERROR_SHARE_MOST = 0.01;
    private static final double ERROR_WATTS_MOST = 500_000;
    private static final double MISSED_TARGET_PERCENT = 5;
    private static final double NANOS_PER_MS = 1e6;
    private static final double WATTS_PER_MW = 1e6;

    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    FollowingBench(Figures figures, List<String> notes, Consumer<String> progress) {
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
        new FollowingBench(figures, notes, progress).measure(Math.min(RUNS_MOST, sizes.runs()));
    }

    /** Follows one hour per run, each with another signal and other deaf devices. */
    void measure(int runs) {
        figures.expect(
                        "following_missed_percent",
                        "following: 5-min intervals off by more than 1 % and 0.5 MW",
                        Unit.PERCENT,
                        MISSED_TARGET_PERCENT)
                .expect("following_error_mw", "  largest mean error of an interval", Unit.MW, null)
                .expect(
                        "following_clredp_percent",
                        "following: scored intervals that failed CLREDP",
                        Unit.PERCENT,
                        null)
                .expect(
                        "following_sleeps",
                        "following: sleeps per device and hour",
                        Unit.COUNT,
                        null)
                .expect(
                        "following_commands",
                        "following: commands per device and hour",
                        Unit.COUNT,
                        null)
                .expect("following_step_ms", "following: a step, median", Unit.MS, null)
                .expect("following_step_p99_ms", "following: a step, p99", Unit.MS, null);
        EngineStepFleet fleet =
                EngineStepFleet.of(
                        DEVICES,
                        PLAIN_EVERY,
                        EngineStepFleet.policy(DispatchPolicy.DEFAULT.margin(), WAKE_WAVE_MAX));
        for (int run = 0; run < runs; run++) {
            progress.accept("an hour of following, run " + (run + 1) + " of " + runs + " …");
            new Hour(fleet, run + 1).follow();
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "following: %,d simulated devices of %.0f MW, %.0f %% of them deaf, one in %d without levels"
                                + " between sleep and full work, each there within %d s; set-point every %d s between"
                                + " %.0f and %.0f %%; at most %,d raised a second; a step every %d ms",
                        DEVICES,
                        fleet.fullWatts() / WATTS_PER_MW,
                        DEAF * 100,
                        PLAIN_EVERY,
                        EngineStepFleet.QUICK
                                .answersWithin()
                                .plus(EngineStepFleet.QUICK.fallsWithin())
                                .toSeconds(),
                        SET_POINT_EVERY.toSeconds(),
                        FollowingSignal.LEAST * 100,
                        FollowingSignal.MOST * 100,
                        WAKE_WAVE_MAX,
                        TICK.toMillis()));
    }

    /** One hour of one plant. */
    private final class Hour {
        private final EngineStepFleet fleet;
        private final Engine engine;
        private final Plant plant;
        private final FollowingSignal signal;
        private final double[] stepNanos = new double[Math.toIntExact(FOLLOWS.dividedBy(TICK)) + 1];
        private int steps;
        private Instant now = BEGIN;
        private double askedWatts;
        private double errorSum;
        private double askedSum;
        private int samples;
        private int intervals;
        private int missed;
        private double worst;
        private int scored;
        private int failed;
        private long commands;

        Hour(EngineStepFleet fleet, int seed) {
            this.fleet = fleet;
            engine = new Engine(fleet.definition());
            signal = new FollowingSignal(seed);
            plant =
                    new Plant(
                            fleet.definition(),
                            seed,
                            PlantFaults.all(DeviceKind.DEAF, 0, DEAF, fleet.definition(), seed),
                            BEGIN,
                            PLANT);
        }

        void follow() {
            Instant from = BEGIN.plus(SETTLES);
            while (now.isBefore(from)) {
                turn(List.of());
            }
            askedWatts = signal.after(0) * fleet.fullWatts();
            Power first = Power.ofWatts(Math.round(askedWatts));
            turn(
                    List.of(
                            new Input.InstructionArrived(
                                    new Instruction.Track(
                                            new Notice(
                                                    TRACK,
                                                    "bench",
                                                    now,
                                                    MarketInterval.starting(
                                                            now, FOLLOWS.plus(SETTLES)),
                                                    EngineStepFleet.TRACK),
                                            first),
                                    "bench")));
            Instant until = now.plus(FOLLOWS);
            Instant nextSignal = now;
            Instant nextScore = now.plus(SCORED_EVERY);
            Instant nextBase = now;
            while (now.isBefore(until)) {
                List<Input> signals = new ArrayList<>();
                if (!now.isBefore(nextSignal)) {
                    nextSignal = nextSignal.plus(SET_POINT_EVERY);
                    askedWatts =
                            signal.after((double) SET_POINT_EVERY.toSeconds()) * fleet.fullWatts();
                    Power level = Power.ofWatts(Math.round(askedWatts));
                    if (!now.isBefore(nextBase)) {
                        nextBase = nextBase.plus(SCORED_EVERY);
                        signals.add(arrived(new Signal.BasePoint(TRACK, now, level)));
                    }
                    signals.add(arrived(new Signal.SetPoint(TRACK, now, level)));
                }
                timed(signals);
                score();
                if (!now.isBefore(nextScore)) {
                    nextScore = nextScore.plus(SCORED_EVERY);
                    closeInterval();
                }
            }
            report();
        }

        private Input arrived(Signal one) {
            return new Input.SignalArrived(one, now);
        }

        private void timed(List<Input> more) {
            long nanos = turn(more);
            if (steps < stepNanos.length) {
                stepNanos[steps++] = nanos;
            }
        }

        /** One tick; tells how long the engine's step took, ns. */
        private long turn(List<Input> more) {
            now = now.plus(TICK);
            List<Input> inputs = new ArrayList<>(plant.until(now));
            inputs.addAll(more);
            long begun = System.nanoTime();
            List<Output> outputs = engine.step(now, inputs);
            long took = System.nanoTime() - begun;
            plant.take(outputs, now);
            for (Output output : outputs) {
                switch (output) {
                    case Output.CommandIssued _ -> commands++;
                    case Output.FollowingScored one -> {
                        if (one.score().verdict() == Verdict.PASSED) {
                            scored++;
                        } else if (one.score().verdict() == Verdict.FAILED) {
                            scored++;
                            failed++;
                        }
                    }
                    case Output.ObligationChanged changed -> {
                        if (changed.obligation().refusal() != null) {
                            throw new BenchFailure(
                                    "the engine refused to follow: "
                                            + changed.obligation().refusal());
                        }
                    }
                    default -> {}
                }
            }
            plant.sent();
            return took;
        }

        /** Measured at what the plant draws in truth, not at its meter. */
        private void score() {
            errorSum += plant.truth((FeederId) null).watts() - askedWatts;
            askedSum += askedWatts;
            samples++;
        }

        private void closeInterval() {
            double error = Math.abs(errorSum / samples);
            double most = Math.max(ERROR_SHARE_MOST * askedSum / samples, ERROR_WATTS_MOST);
            intervals++;
            missed += error > most ? 1 : 0;
            worst = Math.max(worst, error);
            errorSum = 0;
            askedSum = 0;
            samples = 0;
        }

        private void report() {
            double[] nanos = Arrays.copyOf(stepNanos, steps);
            long sleeps = 0;
            for (int place = 0; place < DEVICES; place++) {
                sleeps += plant.sleeps(place);
            }
            figures.add("following_missed_percent", 100.0 * missed / intervals);
            figures.add("following_error_mw", worst / WATTS_PER_MW);
            figures.add("following_clredp_percent", scored == 0 ? null : 100.0 * failed / scored);
            figures.add("following_sleeps", sleeps / (double) DEVICES);
            figures.add("following_commands", commands / (double) DEVICES);
            figures.add("following_step_ms", Burst.percentile(nanos, 0.5) / NANOS_PER_MS);
            figures.add("following_step_p99_ms", Burst.percentile(nanos, 0.99) / NANOS_PER_MS);
        }
    }
}
