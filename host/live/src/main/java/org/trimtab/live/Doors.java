package org.trimtab.live;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.transport.DeviceLoop;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Obligation;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;

/** Every way in and out of a site's devices and meters. */
final class Doors implements AutoCloseable {
    /** Opens the doors once it is known where what comes in goes to. */
    interface Opening {
        Doors open(Inlets inlets);
    }

    /**
     * Where what comes in goes to.
     *
     * @param meterRead readings of meters
     * @param frequencyRead samples of the grid's frequency, from meters that measure it
     * @param deviceRead what was read of the device at a place
     * @param outcomeKnown outcomes of commands
     * @param curveKnown levels a device can be held at; false when they could not be taken
     */
    record Inlets(
            Consumer<MeterReading> meterRead,
            Consumer<FrequencySample> frequencyRead,
            BiConsumer<Integer, DeviceReport> deviceRead,
            Consumer<CommandOutcome> outcomeKnown,
            BiPredicate<DeviceId, PowerCurve> curveKnown) {}

    /** What must be done now and then, and at the end. */
    interface Housekeeping extends AutoCloseable {
        void keep();

        @Override
        void close();
    }

    private final List<Device> devices;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final Map<String, Driver> drivers;
    private final DeviceLoop loop;
    private final Rounds rounds;
    private final Readying readying;
    private final LevelRound levels;
    private final List<MeterWatch> meters;
    private final Consumer<CommandOutcome> outcomeKnown;
    private final AtomicReferenceArray<Phase> phases;
    private final Housekeeping housekeeping;

    Doors(
            List<Device> devices,
            Map<String, Driver> drivers,
            DeviceLoop loop,
            List<MeterWatch> meters,
            Inlets inlets,
            InstantSource clock,
            Housekeeping housekeeping) {
        this.devices = devices;
        this.drivers = drivers;
        this.loop = loop;
        this.meters = meters;
        outcomeKnown = inlets.outcomeKnown();
        this.housekeeping = housekeeping;
        phases = new AtomicReferenceArray<>(devices.size());
        for (int place = 0; place < devices.size(); place++) {
            places.put(devices.get(place).id(), place);
            phases.set(place, Phase.FREE);
        }
        rounds = new Rounds(devices, drivers, loop, Rounds.Pace.STANDARD, inlets.deviceRead());
        readying = new Readying(devices, drivers, loop, clock, Readying.Pace.STANDARD);
        levels = new LevelRound(devices, drivers, loop, clock, inlets.curveKnown());
    }

    void start(Engine engine) {
        for (int place = 0; place < devices.size(); place++) {
            stood(devices.get(place).id(), engine.standing(place).phase());
        }
        engine.obligations().forEach(this::changed);
        rounds.start();
        readying.start();
        levels.start();
        meters.forEach(MeterWatch::start);
    }

    /** Sends a command on its way; its outcome comes in by itself. */
    void send(Command command) {
        Device device = devices.get(place(command.device()));
        Driver driver = drivers.get(device.family());
        if (driver == null) {
            throw new IllegalStateException("no driver for family " + device.family());
        }
        loop.command(driver, device, command, outcomeKnown);
    }

    /** A device came to stand differently: it is read as often as that needs. */
    void stood(DeviceId device, Phase phase) {
        int place = place(device);
        Phase before = phases.getAndSet(place, phase);
        rounds.expect(place, isExpected(place));
        if (phase == Phase.FREE && before != Phase.FREE) {
            rounds.readPools(place);
        }
    }

    /** An obligation came to stand differently: devices are made ready while one is near or in force. */
    void changed(Obligation obligation) {
        readying.changed(obligation);
        levels.changed(obligation);
    }

    /** True while the device is on its way to sleep or back, or has failed on it. */
    boolean isExpected(int place) {
        return switch (phases.get(place)) {
            case FREE, CURTAILED, RESTORE_FAILED -> false;
            case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAIL_FAILED, RESTORE_SENT, RESTORE_ACCEPTED ->
                    true;
        };
    }

    void readPools() {
        for (int place = 0; place < devices.size(); place++) {
            rounds.readPools(place);
        }
    }

    int place(DeviceId device) {
        Integer place = places.get(device);
        if (place == null) {
            throw new IllegalArgumentException("the site has no device " + device);
        }
        return place;
    }

    Device device(int place) {
        return devices.get(place);
    }

    @Nullable String readFailure(int place) {
        return rounds.lastFailure(place);
    }

    /** Meters that cannot be read, in words. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        for (MeterWatch meter : meters) {
            String trouble = meter.trouble();
            if (trouble != null) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    void keepHouse() {
        housekeeping.keep();
    }

    @Override
    public void close() {
        rounds.close();
        readying.close();
        levels.close();
        meters.forEach(MeterWatch::close);
        loop.close();
        housekeeping.close();
    }
}
