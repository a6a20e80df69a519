package org.trimtab.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Meter;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.testkit.PlantFaults.DeviceKind;

/**
 * A site in simulated time: its devices, meters and the lines to them, well or broken. It takes what an engine decided
 * and gives what the engine would be told, and it knows the truth beside. The same seed and the same calls give the
 * same plant on every machine.
 *
 * <p>A turn is {@link #until} (what came in up to now), the engine's step, and {@link #take} (what it decided).
 */
public final class Plant {
    private static final long SLICE_MILLIS = 1_000;

    /** From question to answer of a poll, at most. */
    private static final int POLL_MILLIS_MOST = 400;

    /** From question to answer of a meter, at most. */
    private static final int METER_MILLIS_MOST = 30;

    private static final int LATE_MILLIS_LEAST = 1_000;

    /**
     * A command whose last byte went out.
     *
     * @param command what was sent
     * @param sentAt when, by the site's clock
     */
    public record Sent(Command command, Instant sentAt) {}

    private final SiteDefinition definition;
    private final PlantFaults faults;
    private final PlantSettings settings;
    private final Instant start;
    private final PlantTimes times = new PlantTimes();
    private final PlantDevices devices;
    private final PlantMeters meters;
    private final SplittableRandom random;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final long[] busyUntilMillis;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<Integer, Deque<Command>> waiting = new HashMap<>();
    private List<Input> arrived = new ArrayList<>();
    private List<CommandOutcome> outcomes = new ArrayList<>();
    private Duration clockAhead = Duration.ZERO;
    private Instant clockSeen = Instant.MIN;
    private long life;

    public Plant(SiteDefinition definition, long seed, PlantFaults faults, Instant start) {
        this(definition, seed, faults, start, PlantSettings.DEFAULT);
    }

    public Plant(
            SiteDefinition definition,
            long seed,
            PlantFaults faults,
            Instant start,
            PlantSettings settings) {
        this.definition = definition;
        this.faults = faults;
        this.settings = settings;
        this.start = start;
        SplittableRandom seeds = new SplittableRandom(seed);
        random = seeds.split();
        List<Device> all = definition.site().devices();
        devices = new PlantDevices(all, definition.site().feeders(), times, seeds.nextLong());
        meters = new PlantMeters(definition.site(), devices, settings, seeds.nextLong());
        busyUntilMillis = new long[all.size()];
        for (int place = 0; place < all.size(); place++) {
            places.put(all.get(place).id(), place);
        }
        setFaults();
        setPolls();
        for (Meter meter : meters.all()) {
            times.at(random.nextLong(meter.every().toMillis() + 1), () -> readAgain(meter));
        }
    }

    private void setFaults() {
        for (PlantFaults.OfDevice fault : faults.devices()) {
            times.at(
                    millis(fault.from()),
                    () -> devices.breakDown(fault.place(), fault.kind(), fault.figure()));
            if (fault.until().isBefore(Instant.MAX)) {
                times.at(millis(fault.until()), () -> devices.repair(fault.place()));
            }
        }
        for (PlantFaults.OfMeter fault : faults.meters()) {
            times.at(millis(fault.from()), () -> meters.breakDown(fault.meter(), fault.kind()));
            if (fault.until().isBefore(Instant.MAX)) {
                times.at(millis(fault.until()), () -> meters.repair(fault.meter()));
            }
        }
    }

    private void setPolls() {
        int slices = Math.toIntExact(settings.pollEvery().toMillis() / SLICE_MILLIS);
        for (int slice = 0; slice < Math.min(slices, busyUntilMillis.length); slice++) {
            int first = slice;
            times.at(slice * SLICE_MILLIS, () -> pollAgain(first, slices));
        }
    }

    /** Lets time pass and tells what came in meanwhile, in the order it came. */
    public List<Input> until(Instant now) {
        times.run(millis(now));
        closeOutcomes();
        List<Input> inputs = arrived;
        arrived = new ArrayList<>();
        return inputs;
    }

    /** Takes what an engine decided: its commands are on their way from {@code now}, the others are left out. */
    public void take(List<Output> outputs, Instant now) {
        times.run(millis(now));
        long most = Math.max(1, settings.sendMost().toMillis());
        for (Output output : outputs) {
            if (output instanceof Output.CommandIssued issued) {
                Integer place = places.get(issued.command().device());
                if (place != null) {
                    waiting.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(issued.command());
                    times.in(random.nextLong(1, most + 1), () -> sendNext(place));
                }
            }
        }
    }

    /** The site's process died and starts again: what was not sent is forgotten, answers on their way are lost. */
    public void restart() {
        life++;
        waiting.clear();
        outcomes = new ArrayList<>();
        arrived = new ArrayList<>();
        Arrays.fill(busyUntilMillis, times.nowMillis());
    }

    /** Sets the site's clock; stamps of readings follow it, and expiries follow it unless it goes back. */
    public void setClock(Duration aheadOfTruth) {
        clockAhead = aheadOfTruth;
    }

    /** What the site's clock shows. */
    public Instant clock() {
        return start.plusMillis(times.nowMillis()).plus(clockAhead);
    }

    /** Somebody at the device puts it to sleep or wakes it. */
    public void actByHand(int place, Action action) {
        devices.act(place, action);
    }

    /** Commands sent since this was last asked. */
    public List<Sent> sent() {
        List<Sent> told = List.copyOf(sent);
        sent.clear();
        return told;
    }

    /** What a device really draws. */
    public Power truth(int place) {
        return Power.ofWatts(devices.watts(place));
    }

    /** What is really drawn behind a feeder; of the whole site when null. */
    public Power truth(@Nullable FeederId feeder) {
        return Power.ofWatts(meters.drawnWatts(feeder));
    }

    /** What a device really does. */
    public Activity activity(int place) {
        return devices.activity(place);
    }

    /** What is broken at a device now; null when it is well. */
    public @Nullable DeviceKind fault(int place) {
        return devices.fault(place);
    }

    /** How often a device really fell asleep. */
    public int sleeps(int place) {
        return devices.sleeps(place);
    }

    /** The shortest time a device really slept; null when it has not slept and woken. */
    public @Nullable Duration shortestOff(int place) {
        long least = devices.shortestOffMillis(place);
        return least == Long.MAX_VALUE ? null : Duration.ofMillis(least);
    }

    /** The shortest time a device really worked between two sleeps; null when there was none. */
    public @Nullable Duration shortestOn(int place) {
        long least = devices.shortestOnMillis(place);
        return least == Long.MAX_VALUE ? null : Duration.ofMillis(least);
    }

    /** Milliseconds since the start, in which the plant counts; what lies before it counts as the start. */
    private long millis(Instant at) {
        return at.isBefore(start) ? 0 : Duration.between(start, at).toMillis();
    }

    /** One talk at a time with each device, in the order of its commands. */
    private void sendNext(int place) {
        Deque<Command> own = waiting.get(place);
        if (own == null || own.isEmpty()) {
            return;
        }
        long wait = Math.max(stalledUntilMillis(), busyUntilMillis[place]) - times.nowMillis();
        if (wait > 0) {
            times.in(wait + random.nextLong(1, 20), () -> sendNext(place));
            return;
        }
        send(place, own.removeFirst());
        if (own.isEmpty()) {
            waiting.remove(place);
        }
    }

    private void send(int place, Command command) {
        Instant clock = clock();
        clockSeen = clock.isAfter(clockSeen) ? clock : clockSeen;
        if (settings.keepsExpiry() && clockSeen.isAfter(command.expiresAt())) {
            answer(0, at -> expired(command, at));
            return;
        }
        if (!devices.isAble(place, command.action())) {
            answer(0, at -> unable(command, at));
            return;
        }
        sent.add(new Sent(command, clockSeen));
        talk(place, command, clock);
    }

    private void talk(int place, Command command, Instant writtenAt) {
        long patience = definition.site().devices().get(place).timing().answersWithin().toMillis();
        long takes = Math.max(1, patience * random.nextLong(2, 60) / 100);
        DeviceKind fault = devices.fault(place);
        if (fault == DeviceKind.SLOW) {
            takes *= devices.figure(place);
        }
        boolean answers = fault != DeviceKind.SILENT && takes <= patience;
        busyUntilMillis[place] = times.nowMillis() + Math.min(takes, patience);
        if (fault == DeviceKind.REFUSES) {
            answer(takes, at -> refused(command, writtenAt, at));
            return;
        }
        if (!answers) {
            answer(patience, at -> unanswered(command, writtenAt, at));
        }
        boolean acts =
                fault != DeviceKind.SILENT
                        && fault != DeviceKind.DEAF
                        && !(fault == DeviceKind.STAYS_ASLEEP && command.action().isWake());
        if (answers) {
            boolean isThere = acts && devices.isThere(place, command.action());
            answer(takes, at -> taken(command, writtenAt, at, isThere));
        }
        if (acts) {
            times.in(takes, () -> devices.act(place, command.action()));
        }
    }

    private long stalledUntilMillis() {
        for (PlantFaults.Stall stall : faults.stalls()) {
            long from = millis(stall.from());
            long until = millis(stall.until());
            if (from <= times.nowMillis() && times.nowMillis() < until) {
                return until;
            }
        }
        return 0;
    }

    /** An outcome, told when it is known. */
    private interface Telling {
        CommandOutcome at(Instant knownAt);
    }

    private void answer(long inMillis, Telling telling) {
        long sentIn = life;
        long late = isOnBadLine(faults.line().latePercent()) ? lateness() : 0;
        boolean lost = isOnBadLine(faults.line().lostPercent());
        boolean twice = isOnBadLine(faults.line().twicePercent());
        if (lost) {
            return;
        }
        times.in(
                inMillis + late,
                () -> {
                    if (sentIn == life) {
                        CommandOutcome outcome = telling.at(clock());
                        outcomes.add(outcome);
                        if (twice) {
                            outcomes.add(outcome);
                        }
                    }
                });
    }

    private boolean isOnBadLine(int percent) {
        return percent > 0
                && times.nowMillis() < millis(faults.line().until())
                && random.nextInt(100) < percent;
    }

    private long lateness() {
        long most = Math.max(LATE_MILLIS_LEAST + 1, faults.line().lateMost().toMillis());
        return random.nextLong(LATE_MILLIS_LEAST, most);
    }

    private void pollAgain(int slice, int slices) {
        Instant askedAt = clock();
        List<DeviceReading> readings = new ArrayList<>();
        for (int place = slice; place < busyUntilMillis.length; place += slices) {
            boolean answers =
                    !devices.has(place, DeviceKind.SILENT)
                            && busyUntilMillis[place] <= times.nowMillis();
            if (answers) {
                readings.add(devices.reading(place, askedAt));
            }
        }
        if (!readings.isEmpty()) {
            deliver(random.nextLong(5, POLL_MILLIS_MOST), new Input.DevicesRead(readings));
        }
        times.in(settings.pollEvery().toMillis(), () -> pollAgain(slice, slices));
    }

    private void readAgain(Meter meter) {
        MeterReading reading = meters.reading(meter, clock());
        if (reading != null) {
            deliver(random.nextLong(1, METER_MILLIS_MOST), new Input.MeterRead(reading));
        }
        times.in(Math.max(1, meter.every().toMillis()), () -> readAgain(meter));
    }

    private void deliver(long inMillis, Input input) {
        if (isOnBadLine(faults.line().lostPercent())) {
            return;
        }
        long late = isOnBadLine(faults.line().latePercent()) ? lateness() : 0;
        arrive(inMillis + late, input);
        if (isOnBadLine(faults.line().twicePercent())) {
            arrive(inMillis + lateness(), input);
        }
    }

    private void arrive(long inMillis, Input input) {
        long sentIn = life;
        times.in(
                inMillis,
                () -> {
                    if (sentIn == life) {
                        closeOutcomes();
                        arrived.add(input);
                    }
                });
    }

    /** Outcomes that came one after another come as one input. */
    private void closeOutcomes() {
        if (!outcomes.isEmpty()) {
            arrived.add(new Input.OutcomesKnown(outcomes));
            outcomes = new ArrayList<>();
        }
    }

    private static CommandOutcome taken(
            Command command, Instant writtenAt, Instant at, boolean isThere) {
        return isThere
                ? new CommandOutcome.Confirmed(command.id(), command.device(), writtenAt, at)
                : new CommandOutcome.Accepted(command.id(), command.device(), writtenAt, at);
    }

    private static CommandOutcome refused(Command command, Instant writtenAt, Instant at) {
        return new CommandOutcome.Rejected(
                command.id(),
                command.device(),
                writtenAt,
                at,
                Failure.DEVICE_ERROR,
                "it answered no");
    }

    private static CommandOutcome unanswered(Command command, Instant writtenAt, Instant at) {
        return new CommandOutcome.Uncertain(
                command.id(), command.device(), writtenAt, at, Failure.NO_ANSWER, "no answer");
    }

    private static CommandOutcome expired(Command command, Instant at) {
        return new CommandOutcome.Unreachable(
                command.id(),
                command.device(),
                null,
                at,
                Failure.EXPIRED,
                "it expired before it could be sent");
    }

    private static CommandOutcome unable(Command command, Instant at) {
        return new CommandOutcome.Unsupported(
                command.id(), command.device(), null, at, "it has no such state");
    }
}
