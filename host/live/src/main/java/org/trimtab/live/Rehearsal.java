package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.store.journal.StepCodec;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * Decides made-up emergencies on throw-away engines of the real site, so that the first real one does not run on cold
 * code. Nothing of it reaches a device, a journal or a person.
 */
final class Rehearsal {
    /** Devices stepped through at most in one rehearsal, so that a large site starts as fast as a small one. */
    private static final int DEVICE_STEPS_MAX = 100_000;

    private static final int ROUNDS_MAX = 40;

    private Rehearsal() {}

    static void play(SiteDefinition definition) {
        int devices = Math.max(1, definition.site().devices().size());
        int rounds = Math.clamp(DEVICE_STEPS_MAX / devices, 1, ROUNDS_MAX);
        for (int round = 0; round < rounds; round++) {
            round(definition);
        }
    }

    private static void round(SiteDefinition definition) {
        Instant now = Instant.EPOCH;
        Engine engine = new Engine(definition);
        Memory memory = new Memory(definition);
        List<DeviceReading> readings = new ArrayList<>();
        long watts = 0;
        for (Device device : definition.site().devices()) {
            watts += device.running().watts();
            readings.add(
                    new DeviceReading(
                            device.id(),
                            now,
                            Activity.HASHING,
                            device.running(),
                            PowerSource.MODELLED,
                            device.hashRate(),
                            Quality.ESTIMATED));
        }
        step(engine, memory, 1, now, List.of(new Input.DevicesRead(readings)));
        Notice notice =
                new Notice(
                        new InstructionId("rehearsal"),
                        "rehearsal",
                        now,
                        MarketInterval.starting(now, Duration.ofMinutes(10)));
        Instruction instruction = new Instruction.LimitTo(notice, Power.ofWatts(watts / 3));
        List<Output> outputs =
                step(
                        engine,
                        memory,
                        2,
                        now,
                        List.of(new Input.InstructionArrived(instruction, "rehearsal")));
        List<Input> outcomes = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.CommandIssued issued) {
                outcomes.add(
                        new Input.OutcomesKnown(
                                List.of(
                                        new CommandOutcome.Accepted(
                                                issued.command().id(),
                                                issued.command().device(),
                                                now,
                                                now))));
            }
        }
        step(engine, memory, 3, now, outcomes);
    }

    private static List<Output> step(
            Engine engine, Memory memory, long number, Instant now, List<Input> inputs) {
        List<Output> outputs = engine.step(now, inputs);
        Step step = new Step(number, now, inputs, outputs);
        StepCodec.encode(step);
        memory.stepped(step, Duration.ZERO);
        return outputs;
    }
}
