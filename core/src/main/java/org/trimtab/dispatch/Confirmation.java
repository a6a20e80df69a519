package org.trimtab.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * How well it is proven that a device is in the state asked for, the best first. There is one rule for it, used
 * wherever somebody must not take a yes for the deed: only a reading that was asked for after the command counts, and
 * nothing in it may contradict the state.
 */
public enum Confirmation {
    /** Its own power supply measured the power. */
    MEASURED,
    /** Its firmware computed the power. */
    MODELLED,
    /** It gives no power figure; its state was read back. */
    STATE;

    /**
     * How far above standby a sleeper may draw: a tenth of the way up to full work. Fans run on for a while and
     * figures are a few percent off; a machine at work never draws so little.
     */
    public static final Share SLEEP_MARGIN = new Share(100_000);

    /** How far above a cap the figure may lie: 5 % of the cap, since devices hold it by their own estimate. */
    public static final Share CAP_MARGIN = new Share(50_000);

    /**
     * What a reading proves of an action.
     *
     * @param askedAt when the command was issued or written
     * @return how well it is proven; null when it is not
     */
    public static @Nullable Confirmation of(
            Action action, Device device, DeviceReading reading, Instant askedAt) {
        if (!reading.observedAt().isAfter(askedAt) || reading.quality() == Quality.SUSPECT) {
            return null;
        }
        boolean proven =
                switch (action) {
                    case Action.State state ->
                            state == Action.State.SLEEP
                                    ? isAsleep(device, reading)
                                    : reading.activity() == Activity.HASHING;
                    case Action.CapAt cap -> isHeld(cap, reading);
                };
        return proven ? grade(reading.source()) : null;
    }

    /**
     * True when the device cannot be drawing more than a little above its standby: it says it sleeps, it does no work,
     * and its own power figure, where it has one, does not contradict it.
     */
    public static boolean isAsleep(Device device, DeviceReading reading) {
        boolean figureAgrees =
                reading.source() == PowerSource.NAMEPLATE
                        || reading.power().isAtMost(sleepMost(device));
        return reading.activity() == Activity.ASLEEP && reading.hashRate().isZero() && figureAgrees;
    }

    /** The most a sleeper may draw. */
    public static Power sleepMost(Device device) {
        return device.standby().plus(SLEEP_MARGIN.of(device.running().minus(device.standby())));
    }

    /** The most a capped device may draw. */
    public static Power capMost(Action.CapAt cap) {
        return cap.most().plus(CAP_MARGIN.of(cap.most()));
    }

    /** A nameplate is no figure of the device's own, and so proves nothing of a cap. */
    private static boolean isHeld(Action.CapAt cap, DeviceReading reading) {
        return reading.source() != PowerSource.NAMEPLATE
                && reading.activity() == Activity.HASHING
                && reading.power().isAtMost(capMost(cap));
    }

    private static Confirmation grade(PowerSource source) {
        return switch (source) {
            case MEASURED -> MEASURED;
            case MODELLED -> MODELLED;
            case NAMEPLATE -> STATE;
        };
    }
}
