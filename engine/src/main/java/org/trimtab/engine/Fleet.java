package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.ValueOfWork;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.Quality;

/** Every device with what was last read of it and where it stands with us. Devices go by their place in the site. */
final class Fleet {
    private final List<Device> devices;
    private final Map<DeviceId, Integer> places = new HashMap<>();
    private final @Nullable DeviceReading[] readings;
    private final Standing[] standings;
    private final Reduction[] given;
    private final Instant[] sleptAt;
    private final Instant[] wokeAt;
    private final EnergyPrice[] valueOfWork;
    private final int[] cheapestFirst;
    private final Duration commandLife;
    private final Outbox outbox;
    private long commandsIssued;

    Fleet(SiteDefinition definition, Outbox outbox) {
        this.devices = definition.site().devices();
        this.commandLife = definition.policy().commandLife();
        this.outbox = outbox;
        int count = devices.size();
        readings = new DeviceReading[count];
        standings = new Standing[count];
        given = new Reduction[count];
        sleptAt = new Instant[count];
        wokeAt = new Instant[count];
        valueOfWork = new EnergyPrice[count];
        Arrays.fill(standings, Standing.FREE);
        Arrays.fill(given, Reduction.NONE);
        Arrays.fill(sleptAt, Instant.MIN);
        Arrays.fill(wokeAt, Instant.MIN);
        MiningTerms mining = definition.mining();
        for (int place = 0; place < count; place++) {
            Device device = devices.get(place);
            places.put(device.id(), place);
            valueOfWork[place] = ValueOfWork.perMwh(device.efficiency(), mining);
        }
        cheapestFirst =
                java.util.stream.IntStream.range(0, count)
                        .boxed()
                        .sorted(
                                Comparator.comparing((Integer place) -> valueOfWork[place])
                                        .thenComparing(place -> devices.get(place).id()))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    int size() {
        return devices.size();
    }

    Device device(int place) {
        return devices.get(place);
    }

    /** The place of a device, or -1 when the site has none of that name. */
    int place(DeviceId device) {
        return places.getOrDefault(device, -1);
    }

    /** Places in merit order: the device whose work is worth least comes first. */
    int[] cheapestFirst() {
        return cheapestFirst;
    }

    EnergyPrice valueOfWork(int place) {
        return valueOfWork[place];
    }

    Standing standing(int place) {
        return standings[place];
    }

    @Nullable DeviceReading reading(int place) {
        return readings[place];
    }

    /** What the site's level fell, or is to fall, because this device sleeps for us; none while it is free. */
    Reduction given(int place) {
        return given[place];
    }

    /** Takes a reading; false when it is no newer than the one we have. */
    boolean read(int place, DeviceReading reading) {
        DeviceReading known = readings[place];
        if (known != null && !reading.observedAt().isAfter(known.observedAt())) {
            return false;
        }
        readings[place] = reading;
        return true;
    }

    /** True when the device was read recently and well enough to count on. */
    boolean isKnown(int place, Instant now, Duration staleAfter) {
        DeviceReading reading = readings[place];
        return reading != null
                && reading.quality() != Quality.SUSPECT
                && !reading.observedAt().plus(staleAfter).isBefore(now);
    }

    /** How much the site's level falls when this device goes to sleep now. */
    Reduction expectedReduction(int place) {
        Device device = devices.get(place);
        DeviceReading reading = readings[place];
        return reading == null ? Reduction.NONE : device.standby().below(reading.power());
    }

    boolean mayWake(int place, Instant now) {
        Duration minOff = devices.get(place).envelope().minOff();
        return sleptAt[place].equals(Instant.MIN) || !sleptAt[place].plus(minOff).isAfter(now);
    }

    boolean maySleep(int place, Instant now) {
        Duration minOn = devices.get(place).envelope().minOn();
        return wokeAt[place].equals(Instant.MIN) || !wokeAt[place].plus(minOn).isAfter(now);
    }

    Instant sleptAt(int place) {
        return sleptAt[place];
    }

    Instant wokeAt(int place) {
        return wokeAt[place];
    }

    /** Asks a device for a state. */
    void command(int place, Action action, String causedBy, int attempt, Instant now) {
        commandsIssued++;
        Device device = devices.get(place);
        CommandId id = new CommandId("c" + commandsIssued);
        Phase phase = action.isSleep() ? Phase.CURTAIL_SENT : Phase.RESTORE_SENT;
        if (action.isSleep()) {
            Phase before = standings[place].phase();
            if (before == Phase.FREE || before == Phase.CURTAIL_FAILED) {
                given[place] = expectedReduction(place);
            }
            sleptAt[place] = now;
        } else {
            wokeAt[place] = now;
        }
        outbox.add(
                new Output.CommandIssued(
                        new Command(
                                id, device.id(), action, now, now.plus(commandLife), causedBy)));
        stand(place, new Standing(phase, now, causedBy, action, id, attempt, null));
    }

    /** Moves a device to another phase. */
    void move(int place, Phase phase, @Nullable Failure failure, Instant now) {
        Standing old = standings[place];
        stand(
                place,
                new Standing(
                        phase,
                        now,
                        old.causedBy(),
                        old.wanted(),
                        old.command(),
                        old.attempts(),
                        failure));
    }

    /** Puts another cause behind a device that stays as it is. */
    void hand(int place, String causedBy) {
        Standing old = standings[place];
        standings[place] =
                new Standing(
                        old.phase(),
                        old.since(),
                        causedBy,
                        old.wanted(),
                        old.command(),
                        old.attempts(),
                        old.failure());
    }

    /** Lets go of a device: nothing is asked of it any more. */
    void free(int place, Instant now) {
        given[place] = Reduction.NONE;
        stand(place, new Standing(Phase.FREE, now, null, null, null, 0, null));
    }

    /** Places whose standing satisfies nothing but being in {@code phase}. */
    List<Integer> in(Phase phase) {
        List<Integer> found = new ArrayList<>();
        for (int place = 0; place < standings.length; place++) {
            if (standings[place].phase() == phase) {
                found.add(place);
            }
        }
        return found;
    }

    private void stand(int place, Standing next) {
        Standing old = standings[place];
        standings[place] = next;
        if (old.phase() != next.phase() || !Objects.equals(old.failure(), next.failure())) {
            outbox.add(
                    new Output.StandingChanged(
                            devices.get(place).id(), next.phase(), next.failure()));
        }
    }
}
