package org.trimtab.storm;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.program.Instruction;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.store.journal.StepCodec;
import org.trimtab.testkit.Plant;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.PlantSettings;
import org.trimtab.testkit.Seeded;

/**
 * One storm: a fleet, what is asked of it, what breaks, and what must hold all the same. Everything comes from the
 * seed, so the same seed brings the same storm back.
 */
final class Storm {
    static final String NO_EXCEPTION = "The engine never throws.";
    static final String REPLAY = "The same inputs at the same times give the same outputs.";
    static final String JOURNAL = "A step comes back from the journal as it went in.";

    /** Every so many steps the step is put through the journal's own words. */
    private static final int CODEC_EVERY = 97;

    /** So many of a hundred turns have a step in between that is told nothing. */
    private static final int IDLE_PERCENT = 20;

    /** Where frequency matters a site steps at least so often, ms; seldomer, and no sample would be fresh. */
    private static final long FRESH = 1_000;

    private final long seed;
    private final Seeded any;
    private final SiteDefinition definition;
    private final StormScript.Drawn script;
    private final Plant plant;
    private final Ledger ledger;
    private final List<Sentence> sentences;
    private final StormLog log;
    private final Mutation mutation;
    private final Duration tick;
    private final Tally tally = new Tally();
    private final List<Step> steps = new ArrayList<>();
    private final boolean[] touched;
    private Engine engine;
    private Instant engineNow = Instant.MIN;
    private Instant turnedAt = Instant.MIN;
    private @Nullable Instant idleAt;
    private Instant now = StormScript.START;
    private int nextMoment;

    Storm(long seed, Bug bug, @Nullable PrintWriter trace) {
        this.seed = seed;
        any = Seeded.of(seed);
        definition = StormFleet.of(any);
        script = StormScript.of(any, definition);
        plant =
                new Plant(
                        definition,
                        seed,
                        script.faults(),
                        StormScript.START,
                        settings(bug != Bug.DROP_EXPIRY));
        ledger = new Ledger(definition);
        sentences = new ArrayList<>(sentences(ledger));
        if (script.isFair()) {
            sentences.add(new LimitsMet(ledger, plant));
        }
        log = new StormLog(trace);
        mutation = new Mutation(bug, ledger);
        long pace = any.pick(List.of(500, 1_000, 1_000, 1_000, 2_000, 4_000));
        tick = Duration.ofMillis(definition.frequency() == null ? pace : Math.min(pace, FRESH));
        touched = new boolean[ledger.devices()];
        engine = new Engine(definition);
        script.faults().devices().forEach(fault -> tally.fault(fault.kind().name()));
        script.faults().meters().forEach(fault -> tally.fault("METER_" + fault.kind().name()));
        script.faults().stalls().forEach(_ -> tally.fault("SENDER_STALL"));
        if (!script.faults().line().equals(PlantFaults.Line.CLEAR)) {
            tally.fault("BAD_LINE");
        }
        tally.storm(ledger.devices());
        log.note(StormScript.START, told(definition));
        definition.site().devices().forEach(device -> log.note(StormScript.START, told(device)));
        script.faults().devices().forEach(fault -> log.note(fault.from(), told(fault)));
        script.faults().meters().forEach(fault -> log.note(fault.from(), "will break: " + fault));
        script.faults().stalls().forEach(stall -> log.note(stall.from(), "will be: " + stall));
    }

    private static String told(SiteDefinition definition) {
        return definition.site().devices().size()
                + " devices, "
                + definition.site().limits()
                + ", "
                + definition.site().feeders()
                + ", "
                + definition.policy()
                + ", "
                + definition.frequency();
    }

    private static String told(Device device) {
        return device.id()
                + " on "
                + device.feeder()
                + ", "
                + device.running()
                + ", "
                + device.envelope()
                + ", "
                + device.capabilities()
                + ", "
                + device.curve();
    }

    private String told(PlantFaults.OfDevice fault) {
        return "will break: "
                + ledger.device(fault.place()).id()
                + " "
                + fault.kind()
                + " "
                + fault.figure()
                + " until "
                + fault.until();
    }

    private static List<Sentence> sentences(Ledger ledger) {
        return List.of(
                new EnvelopeKept(ledger),
                new ExpiryKept(),
                new HoldsKept(ledger),
                new PlansAddUp(ledger),
                new OneAskAtATime(),
                new OrderKept(ledger),
                new NeverShedsUnarmed(ledger),
                new SleepersOwed(ledger),
                new TellsTheTruth(ledger));
    }

    private PlantSettings settings(boolean keepsExpiry) {
        long load = definition.site().devices().stream().mapToLong(d -> d.running().watts()).sum();
        return new PlantSettings(
                Duration.ofSeconds(any.intFrom(2, 15)),
                Duration.ofMillis(any.longFrom(10, 2_000)),
                Power.ofWatts(any.chance(50) ? 0 : load * any.longFrom(1, 20) / 100),
                any.chance(50) ? Share.NONE : new Share(any.intFrom(100, 5_000)),
                keepsExpiry);
    }

    /** Lets it blow over. */
    Outcome run() {
        try {
            weather();
            calm();
            replay(true);
            return new Outcome(seed, tally, null, List.of());
        } catch (Broken broken) {
            return new Outcome(seed, tally, broken, log.last());
        }
    }

    /**
     * How a storm went.
     *
     * @param broken the first sentence that did not hold; null when all held
     * @param lastLines the log before it
     */
    record Outcome(long seed, Tally tally, @Nullable Broken broken, List<String> lastLines) {}

    private void weather() {
        while (now.isBefore(script.calmAt())) {
            turn(now.plus(tick));
        }
    }

    /** From here on nothing is broken, and in time nothing may be left of the storm. */
    private void calm() {
        Instant restFrom = now;
        Duration within = EndsWell.within(ledger);
        EndsWell end = new EndsWell(ledger, plant, touched);
        while (true) {
            turn(now.plus(tick));
            if (isOwedAnything()) {
                restFrom = now;
            }
            Broken unrest = end.unrest(engine, engineNow);
            if (unrest == null) {
                break;
            }
            if (restFrom.plus(within).isBefore(now)) {
                throw unrest;
            }
        }
        tally.converged(Duration.between(restFrom, now), seed);
    }

    private boolean isOwedAnything() {
        return ledger.obligations().values().stream()
                .anyMatch(o -> !o.state().isFinal() && o.owedInterval().until().isAfter(engineNow));
    }

    private void turn(Instant until) {
        List<Input> inputs = new ArrayList<>();
        if (any.chance(IDLE_PERCENT)) {
            idle(any.instant(now, until), inputs);
        }
        List<Moment> due = new ArrayList<>();
        while (nextMoment < script.moments().size()
                && !script.moments().get(nextMoment).at().isAfter(until)) {
            due.add(script.moments().get(nextMoment++));
        }
        for (Moment moment : due) {
            inputs.addAll(plant.until(moment.at()));
            switch (moment) {
                case Moment.Tell tell -> {
                    inputs.add(tell.input());
                    count(tell.input());
                }
                case Moment.Hand hand -> {
                    touched[hand.place()] = true;
                    plant.actByHand(hand.place(), hand.action());
                    log.note(
                            plant.clock(),
                            "by hand: "
                                    + ledger.device(hand.place()).id()
                                    + " "
                                    + hand.action().text());
                }
                case Moment.Clock clock -> {
                    plant.setClock(clock.ahead());
                    tally.fault(clock.ahead().isNegative() ? "CLOCK_BACK" : "CLOCK_SET");
                    log.note(plant.clock(), "the clock was set; it is ahead by " + clock.ahead());
                }
                case Moment.Restart _ -> {
                    tally.fault("RESTART");
                    log.note(plant.clock(), "restart");
                    inputs.clear();
                    plant.restart();
                    engine = replay(false);
                    inputs.add(new Input.Restarted());
                }
            }
        }
        inputs.addAll(plant.until(until));
        now = until;
        step(inputs);
    }

    /** A step that is told nothing: the journal keeps it only when it decides something. */
    private void idle(Instant at, List<Input> cameIn) {
        cameIn.addAll(plant.until(at));
        now = at;
        step(List.of());
    }

    private void count(Input input) {
        if (input instanceof Input.InstructionArrived arrived) {
            Instruction asked = arrived.instruction();
            tally.obligation(asked.getClass().getSimpleName());
        } else if (input instanceof Input.SignalArrived) {
            tally.obligation("Signal");
        } else if (input instanceof Input.HoldPlaced) {
            tally.obligation("Hold");
        }
    }

    private void step(List<Input> inputs) {
        Instant at = plant.clock();
        engineNow = at.isAfter(engineNow) ? at : engineNow;
        List<Input> told = List.copyOf(inputs);
        log.see(engineNow, told);
        List<Output> decided = decide(engine, at, told);
        keep(at, told, decided);
        List<Output> outputs = mutation.of(decided, engineNow);
        plant.take(outputs, now);
        Turn turn = new Turn(engineNow, told, outputs, plant.sent(), engine);
        log.see(turn);
        ledger.see(turn);
        for (Sentence sentence : sentences) {
            sentence.see(turn);
        }
        tally.turn(outputs);
        if (steps.size() % CODEC_EVERY == 0 && !steps.isEmpty()) {
            journal(steps.getLast());
        }
    }

    /** What a journal keeps: all but the steps in which nothing happened, and those too where the clock goes back. */
    private void keep(Instant at, List<Input> told, List<Output> decided) {
        boolean wentBack = at.isBefore(turnedAt);
        if (wentBack && idleAt != null) {
            steps.add(new Step(steps.size() + 1, idleAt, List.of(), List.of()));
        }
        boolean isIdle = told.isEmpty() && decided.isEmpty() && !wentBack;
        if (!isIdle) {
            steps.add(new Step(steps.size() + 1, at, told, decided));
        }
        turnedAt = at;
        idleAt = isIdle ? at : null;
    }

    private static List<Output> decide(Engine by, Instant at, List<Input> inputs) {
        try {
            return List.copyOf(by.step(at, inputs));
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            throw new Broken(
                    NO_EXCEPTION,
                    e
                            + " at "
                            + at
                            + " in "
                            + Arrays.asList(trace).subList(0, Math.min(6, trace.length)));
        }
    }

    private static void journal(Step step) {
        byte[] once = StepCodec.encode(step);
        byte[] twice = StepCodec.encode(StepCodec.decode(once));
        if (!Arrays.equals(once, twice)) {
            throw new Broken(JOURNAL, "step " + step.number() + " at " + step.now());
        }
    }

    /** A fresh engine, brought where the old one stood by what the old one was told, as far as a journal keeps it. */
    private Engine replay(boolean isEnd) {
        Engine fresh = new Engine(definition);
        for (Step step : steps) {
            List<Output> again = decide(fresh, step.now(), step.inputs());
            if (!again.equals(step.outputs())) {
                throw new Broken(
                        REPLAY,
                        (isEnd ? "at the end" : "at a restart")
                                + " step "
                                + step.number()
                                + " at "
                                + step.now()
                                + " gave "
                                + step.outputs()
                                + " and now gives "
                                + again);
            }
        }
        return fresh;
    }
}
