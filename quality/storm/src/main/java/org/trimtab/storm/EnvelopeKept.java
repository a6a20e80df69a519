package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Envelope;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/**
 * Judges every command by the device's envelope, from the commands' own times. A command that surely never took effect
 * (refused, unsupported, not sent) starts no time.
 */
final class EnvelopeKept implements Sentence {
    private static final Duration DAY = Duration.ofHours(24);

    /** A reading older than this says nothing of the temperature now. */
    private static final Duration TEMPERATURE_FRESH = Duration.ofSeconds(5);

    /** One device's past. */
    private static final class Past {
        private @Nullable Command last;
        private @Nullable Command lastSleep;
        private @Nullable Command lastWake;

        /** When it was put to sleep after it had been awake. */
        private final Deque<Instant> sleeps = new ArrayDeque<>();

        private @Nullable DeviceReading reading;
    }

    private final Ledger ledger;
    private final Past[] pasts;
    private final Map<CommandId, Command> open = new HashMap<>();

    EnvelopeKept(Ledger ledger) {
        this.ledger = ledger;
        pasts = new Past[ledger.devices()];
        for (int place = 0; place < pasts.length; place++) {
            pasts[place] = new Past();
        }
    }

    @Override
    public String text() {
        return "No command goes outside a device's envelope.";
    }

    @Override
    public void see(Turn turn) {
        for (Input input : turn.inputs()) {
            if (input instanceof Input.OutcomesKnown known) {
                known.outcomes().forEach(this::forgive);
            } else if (input instanceof Input.DevicesRead read) {
                for (DeviceReading reading : read.readings()) {
                    Past past = pasts[ledger.place(reading.device())];
                    if (past.reading == null
                            || reading.observedAt().isAfter(past.reading.observedAt())) {
                        past.reading = reading;
                    }
                }
            }
        }
        for (Output output : turn.outputs()) {
            if (output instanceof Output.CommandIssued issued) {
                judge(issued.command());
            }
        }
    }

    private void forgive(CommandOutcome outcome) {
        boolean tookNoEffect =
                outcome instanceof CommandOutcome.Rejected
                        || outcome instanceof CommandOutcome.Unsupported
                        || outcome instanceof CommandOutcome.Unreachable;
        Command command = open.remove(outcome.command());
        if (!tookNoEffect || command == null) {
            return;
        }
        Past past = pasts[ledger.place(command.device())];
        if (command.equals(past.lastSleep)) {
            past.lastSleep = null;
            past.sleeps.removeLastOccurrence(command.issuedAt());
        }
        if (command.equals(past.lastWake)) {
            past.lastWake = null;
        }
    }

    private void judge(Command command) {
        int place = ledger.place(command.device());
        Device device = ledger.device(place);
        Past past = pasts[place];
        if (open.putIfAbsent(command.id(), command) != null) {
            throw broken("the command id " + command.id() + " is used twice");
        }
        switch (command.action()) {
            case Action.State state when state == Action.State.SLEEP ->
                    judgeSleep(command, device, past);
            case Action.State _ -> judgeWake(command, device, past);
            case Action.CapAt cap -> judgeCap(command, cap, device, past);
        }
        past.last = command;
    }

    private void judgeSleep(Command command, Device device, Past past) {
        Envelope envelope = device.envelope();
        if (envelope.exempt()) {
            throw broken(device.id() + " is exempt and was asked to sleep");
        }
        if (!device.can(Capability.CURTAIL)) {
            throw broken(device.id() + " cannot sleep and was asked to");
        }
        boolean isFirst = past.last == null || !past.last.action().isSleep();
        Command woken = past.lastWake;
        if (isFirst && woken != null) {
            Instant mayAt = woken.issuedAt().plus(envelope.minOn());
            if (command.issuedAt().isBefore(mayAt)) {
                throw broken(
                        device.id()
                                + " was woken at "
                                + woken.issuedAt()
                                + ", must run "
                                + envelope.minOn()
                                + ", and was asked to sleep at "
                                + command.issuedAt());
            }
        }
        DeviceReading reading = past.reading;
        if (isFirst && envelope.coldest() != null && isFresh(reading, command.issuedAt())) {
            if (reading != null
                    && reading.temperature() != null
                    && reading.temperature().compareTo(envelope.coldest()) < 0) {
                throw broken(
                        device.id()
                                + " has "
                                + reading.temperature()
                                + ", below its coldest "
                                + envelope.coldest()
                                + ", and was asked to sleep");
            }
        }
        past.lastSleep = command;
        if (isFirst || past.sleeps.isEmpty()) {
            past.sleeps.addLast(command.issuedAt());
        }
        while (past.sleeps.getFirst().plus(DAY).isBefore(command.issuedAt())) {
            past.sleeps.removeFirst();
        }
        if (past.sleeps.size() > envelope.sleepsPerDay()) {
            throw broken(
                    device.id()
                            + " may sleep "
                            + envelope.sleepsPerDay()
                            + " times a day and was put to sleep at "
                            + past.sleeps);
        }
    }

    private void judgeWake(Command command, Device device, Past past) {
        Envelope envelope = device.envelope();
        if (!device.can(Capability.CURTAIL) && !device.can(Capability.CAP)) {
            throw broken(device.id() + " takes no commands and was asked to wake");
        }
        Command slept = past.lastSleep;
        boolean isFirst = past.last == null || past.last.action().isSleep();
        if (isFirst && slept != null) {
            Instant mayAt = slept.issuedAt().plus(envelope.minOff());
            if (command.issuedAt().isBefore(mayAt)) {
                throw broken(
                        device.id()
                                + " was put to sleep at "
                                + slept.issuedAt()
                                + ", must sleep "
                                + envelope.minOff()
                                + ", and was asked to wake at "
                                + command.issuedAt());
            }
            DeviceReading reading = past.reading;
            if (envelope.hottest() != null
                    && isFresh(reading, command.issuedAt())
                    && reading != null
                    && reading.activity() == Activity.ASLEEP
                    && reading.temperature() != null
                    && reading.temperature().compareTo(envelope.hottest()) > 0) {
                throw broken(
                        device.id()
                                + " has "
                                + reading.temperature()
                                + ", above its hottest "
                                + envelope.hottest()
                                + ", and was asked to wake");
            }
        }
        if (slept != null) {
            past.lastWake = command;
        }
    }

    private void judgeCap(Command command, Action.CapAt cap, Device device, Past past) {
        if (device.envelope().exempt()) {
            throw broken(device.id() + " is exempt and was asked for " + cap.text());
        }
        if (!device.can(Capability.CAP)) {
            throw broken(device.id() + " cannot be capped and was asked for " + cap.text());
        }
        Power standby = device.standby();
        if (cap.most().compareTo(standby) <= 0) {
            throw broken(
                    device.id() + " was asked for " + cap.text() + ", its standby is " + standby);
        }
        Command slept = past.last != null && past.last.action().isSleep() ? past.lastSleep : null;
        if (slept != null && !isSeenAwake(past.reading, slept.issuedAt())) {
            throw broken(
                    device.id()
                            + " was put to sleep at "
                            + slept.issuedAt()
                            + " and then asked for "
                            + cap.text()
                            + " at "
                            + command.issuedAt()
                            + "; from asleep it only ever wakes");
        }
        // What is woken from a cap has not slept, and so starts no shortest run.
        past.lastSleep = null;
    }

    private static boolean isSeenAwake(@Nullable DeviceReading reading, Instant since) {
        return reading != null
                && reading.activity() == Activity.HASHING
                && reading.observedAt().isAfter(since);
    }

    private static boolean isFresh(@Nullable DeviceReading reading, Instant now) {
        return reading != null && !reading.observedAt().plus(TEMPERATURE_FRESH).isBefore(now);
    }
}
