package org.trimtab.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;

/** Makes plans from what devices say now and what is remembered of them. */
public final class Planner {
    /** Longest wait for a shortest sleep or run to end; a device that needs longer is left out. */
    public static final Duration WAIT_MAX = Duration.ofMinutes(5);

    /** The slow are sent first, so that all are done soonest. */
    private static final Comparator<PlannedDevice> SLOW_FIRST =
            Comparator.comparing((PlannedDevice planned) ->
                            planned.device()
                                    .timing()
                                    .answersWithin()
                                    .plus(planned.device().timing().fallsWithin()))
                    .reversed();

    private final FleetSession session;
    private final boolean withoutSnapshot;

    /**
     * A planner.
     *
     * @param withoutSnapshot true to command devices too whose settings could not be read before
     */
    public Planner(FleetSession session, boolean withoutSnapshot) {
        this.session = session;
        this.withoutSnapshot = withoutSnapshot;
    }

    /** Looks at every device and plans; changes nothing. */
    public FleetPlan plan(
            Wish wish, List<Device> devices, Progress progress, BooleanSupplier stopped) {
        List<FleetSession.Taken<Inspection>> looks =
                session.inspect("looking", devices, progress, stopped);
        if (looks.size() < devices.size()) {
            throw new FleetFailure("stopped before anything was commanded");
        }
        Instant now = session.now();
        List<PlannedDevice> planned = new ArrayList<>();
        for (FleetSession.Taken<Inspection> look : looks) {
            planned.add(planned(wish, look.device(), look.result(), now));
        }
        planned.sort(SLOW_FIRST);
        return new FleetPlan(wish, planned);
    }

    private record Hindrance(Obstacle obstacle, String detail) {}

    private PlannedDevice planned(Wish wish, Device device, Inspection look, Instant now) {
        Action action = wish.action(device);
        DeviceReading reading = look.report().reading();
        Remembered remembered = session.memory().of(device.id());
        Instant notBefore = notBefore(action, device, remembered, now);
        Hindrance hindrance =
                action.isWake()
                        ? hindranceToWake(wish, look, remembered)
                        : hindranceToFall(action, device, look, remembered);
        if (hindrance == null && Duration.between(now, notBefore).compareTo(WAIT_MAX) > 0) {
            hindrance = new Hindrance(Obstacle.TOO_SOON, "not before " + notBefore);
        }
        return new PlannedDevice(
                device,
                action,
                look,
                reading == null ? null : reading.power(),
                expected(action, device, reading),
                notBefore,
                hindrance == null ? null : hindrance.obstacle(),
                hindrance == null ? "" : hindrance.detail());
    }

    private static @Nullable Hindrance hindranceToWake(
            Wish wish, Inspection look, Remembered remembered) {
        boolean othersToo = wish instanceof Wish.Restore restore && restore.othersToo();
        if (remembered.ours()) {
            return null;
        }
        if (!othersToo) {
            return new Hindrance(Obstacle.NOT_OURS, "");
        }
        return look.report().reading() == null ? unreadable(look) : null;
    }

    private @Nullable Hindrance hindranceToFall(
            Action action, Device device, Inspection look, Remembered remembered) {
        if (device.envelope().exempt()) {
            return new Hindrance(Obstacle.EXEMPT, "");
        }
        DeviceReading reading = look.report().reading();
        Capability wanted = action.isSleep() ? Capability.CURTAIL : Capability.CAP;
        if (!device.can(wanted) || (reading != null && !look.capabilities().contains(wanted))) {
            return new Hindrance(Obstacle.CANNOT, "");
        }
        if (reading == null) {
            return withoutSnapshot || remembered.ours() ? null : unreadable(look);
        }
        if (Confirmation.isAsleep(device, reading)) {
            return new Hindrance(Obstacle.ASLEEP_ALREADY, "");
        }
        if (action instanceof Action.CapAt cap) {
            Hindrance low = tooLow(cap, device, look);
            if (low != null) {
                return low;
            }
        }
        boolean snapshot = remembered.ours() || !look.settings().isEmpty();
        return snapshot || withoutSnapshot ? null : new Hindrance(Obstacle.NO_SNAPSHOT, "");
    }

    private static Hindrance unreadable(Inspection look) {
        return new Hindrance(Obstacle.UNREADABLE, look.report().detail());
    }

    private @Nullable Hindrance tooLow(Action.CapAt cap, Device device, Inspection look) {
        FamilyDescriptor.Cap family = session.family(device).cap();
        Power least =
                look.curve() != null
                        ? look.curve().least()
                        : family == null ? device.standby() : family.least().of(device.running());
        return cap.most().compareTo(least) < 0
                ? new Hindrance(Obstacle.CAP_TOO_LOW, "its lowest level is " + least)
                : null;
    }

    /** The envelope: once asleep it sleeps for a while, once awake it runs for a while. */
    private static Instant notBefore(
            Action action, Device device, Remembered remembered, Instant now) {
        Instant since = action.isWake() ? remembered.sleptAt() : remembered.wokenAt();
        if (since == null) {
            return now;
        }
        Instant until =
                since.plus(
                        action.isWake() ? device.envelope().minOff() : device.envelope().minOn());
        return until.isAfter(now) ? until : now;
    }

    private static Reduction expected(
            Action action, Device device, @Nullable DeviceReading reading) {
        if (reading == null || reading.hashRate().isZero()) {
            return Reduction.ofWatts(0);
        }
        return switch (action) {
            case Action.State state ->
                    state == Action.State.SLEEP
                            ? device.standby().below(reading.power())
                            : Reduction.ofWatts(0);
            case Action.CapAt cap -> cap.most().below(reading.power());
        };
    }
}
