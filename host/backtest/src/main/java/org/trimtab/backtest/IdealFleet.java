package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.Agenda.Change;
import org.trimtab.backtest.Agenda.Entry;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Input;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * Devices that do what they are asked, each as slowly as its family may. Asked to sleep, one earns nothing from then
 * on and draws its full power until its power has fallen; asked to wake, it draws standby power until it hashes, then
 * its full power, and earns once it is warm.
 */
final class IdealFleet {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Device> devices;
    private final Duration warmUp;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final @Nullable Command[] lastCommand;
    private final boolean[] drawing;
    private final boolean[] earning;
    private final boolean[] broken;
    private final int[] starts;
    private final Agenda agenda;
    private long drawnWatts;
    private long earningMegahashes;

    IdealFleet(List<Device> devices, Duration warmUp, Agenda agenda) {
        this.devices = devices;
        this.warmUp = wholeSeconds(warmUp);
        this.agenda = agenda;
        int count = devices.size();
        lastCommand = new Command[count];
        drawing = new boolean[count];
        earning = new boolean[count];
        broken = new boolean[count];
        starts = new int[count];
        for (int place = 0; place < count; place++) {
            places.put(devices.get(place).id(), place);
            drawing[place] = true;
            earning[place] = true;
        }
        drawnWatts = devices.stream().mapToLong(d -> d.running().watts()).sum();
        earningMegahashes =
                devices.stream().mapToLong(d -> d.hashRate().megahashesPerSecond()).sum();
    }

    /** What the devices draw now, W. */
    long drawnWatts() {
        return drawnWatts;
    }

    /** What earns now, MH/s. */
    long earningMegahashes() {
        return earningMegahashes;
    }

    /** Sum of all starts so far. */
    long startsInAll() {
        long sum = 0;
        for (int count : starts) {
            sum += count;
        }
        return sum;
    }

    Map<DeviceId, Integer> starts() {
        Map<DeviceId, Integer> byDevice = new HashMap<>();
        for (int place = 0; place < starts.length; place++) {
            byDevice.put(devices.get(place).id(), starts[place]);
        }
        return byDevice;
    }

    /** Every device, hashing. */
    Input firstReading(Instant now) {
        List<DeviceReading> readings = new ArrayList<>();
        for (int place = 0; place < devices.size(); place++) {
            readings.add(reading(place, now));
        }
        return new Input.DevicesRead(readings);
    }

    /** Takes a command. One for the state a device is already going to changes nothing but brings its answer. */
    void take(Command command, Instant now) {
        int place = place(command.device());
        Device device = devices.get(place);
        Command last = lastCommand[place];
        boolean wasAsleep = last != null && last.action().isSleep();
        lastCommand[place] = command;
        Instant answersAt = now.plus(atLeastOneSecond(device.timing().answersWithin()));
        agenda.add(answersAt, new Entry(place, Change.ANSWERS, command));
        if (command.action().isSleep()) {
            stopEarning(place);
            agenda.add(
                    answersAt.plus(atLeastOneSecond(device.timing().fallsWithin())),
                    new Entry(place, Change.HAS_FALLEN, command));
        } else {
            if (wasAsleep) {
                starts[place]++;
            }
            agenda.add(
                    answersAt.plus(atLeastOneSecond(device.timing().wakesWithin())),
                    new Entry(place, Change.DRAWS, command));
        }
    }

    /** Lets due changes happen and says what the engine gets to see of them. */
    List<Input> happen(List<Entry> due, Instant now) {
        List<CommandOutcome> outcomes = new ArrayList<>();
        List<DeviceReading> readings = new ArrayList<>();
        for (Entry entry : due) {
            Command command = entry.command();
            if (!command.equals(lastCommand[entry.place()])) {
                continue;
            }
            switch (entry.change()) {
                case ANSWERS ->
                        outcomes.add(
                                new CommandOutcome.Accepted(
                                        command.id(), command.device(), command.issuedAt(), now));
                case HAS_FALLEN -> {
                    draw(entry.place(), false);
                    readings.add(reading(entry.place(), now));
                }
                case DRAWS -> {
                    draw(entry.place(), true);
                    readings.add(reading(entry.place(), now));
                    agenda.add(now.plus(warmUp), new Entry(entry.place(), Change.EARNS, command));
                }
                case EARNS -> earn(entry.place());
            }
        }
        List<Input> inputs = new ArrayList<>();
        if (!outcomes.isEmpty()) {
            inputs.add(new Input.OutcomesKnown(outcomes));
        }
        if (!readings.isEmpty()) {
            inputs.add(new Input.DevicesRead(readings));
        }
        return inputs;
    }

    /** Something broke: it draws standby power and earns nothing until it is repaired. */
    Input breaks(int place, Instant now) {
        stopEarning(place);
        draw(place, false);
        broken[place] = true;
        return new Input.DevicesRead(List.of(reading(place, now)));
    }

    /** It can work again, and does unless it is asked to sleep. */
    Input repaired(int place, Instant now) {
        broken[place] = false;
        Command last = lastCommand[place];
        if (last == null || !last.action().isSleep()) {
            draw(place, true);
            earn(place);
        }
        return new Input.DevicesRead(List.of(reading(place, now)));
    }

    private void draw(int place, boolean on) {
        if (drawing[place] != on && !broken[place]) {
            drawing[place] = on;
            Device device = devices.get(place);
            long difference = device.running().watts() - device.standby().watts();
            drawnWatts += on ? difference : -difference;
        }
    }

    private void earn(int place) {
        if (!earning[place] && !broken[place]) {
            earning[place] = true;
            earningMegahashes += devices.get(place).hashRate().megahashesPerSecond();
        }
    }

    private void stopEarning(int place) {
        if (earning[place]) {
            earning[place] = false;
            earningMegahashes -= devices.get(place).hashRate().megahashesPerSecond();
        }
    }

    private DeviceReading reading(int place, Instant now) {
        Device device = devices.get(place);
        boolean on = drawing[place];
        Power power = on ? device.running() : device.standby();
        return new DeviceReading(
                device.id(),
                now,
                on ? Activity.HASHING : Activity.ASLEEP,
                power,
                PowerSource.NAMEPLATE,
                on ? device.hashRate() : HashRate.ZERO,
                Quality.ESTIMATED);
    }

    /** A device's place in the site. */
    int place(DeviceId id) {
        Integer place = places.get(id);
        if (place == null) {
            throw new IllegalStateException("a command names " + id + ", which the site has not");
        }
        return place;
    }

    /** In whole seconds, and no shorter than one. */
    static Duration atLeastOneSecond(Duration duration) {
        Duration whole = wholeSeconds(duration);
        return whole.compareTo(SECOND) < 0 ? SECOND : whole;
    }

    /** Rounded up, so that energy stays whole joules. */
    static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0));
    }
}
