package org.trimtab.drivers.braiins;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.braiins.BraiinsProtocol.Ramping;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.Tokens;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/**
 * The REST interfaces of all devices: how they are talked to, and which of them have none that can be used, so that
 * those are not asked at every poll. Safe for use by many threads.
 */
final class BraiinsRest {
    /** The login these devices are delivered with. */
    static final Credentials AS_DELIVERED = new Credentials("root", "root");

    private final Surroundings surroundings;
    private final BraiinsLogin login;
    private final int port;
    private final Duration within;
    private final Duration askedAgainAfter;
    private final Ramping quick;
    private final Share overshoot;
    private final Tokens tokens = new Tokens();
    private final Map<DeviceId, Instant> asideUntil = new ConcurrentHashMap<>();
    private final Map<DeviceId, Boolean> scaling = new ConcurrentHashMap<>();

    BraiinsRest(FamilyDescriptor family, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.within = family.duration("rest-answers-within");
        this.login = new BraiinsLogin(within, family.duration("token-life"));
        this.port = Integer.parseInt(family.setting("rest-port"));
        this.askedAgainAfter = family.duration("rest-asked-again-after");
        this.quick =
                new Ramping(
                        family.duration("ramp-up").toSeconds(),
                        family.duration("ramp-down").toSeconds());
        this.overshoot = QuantityFormat.parseShare(family.setting("target-overshoot"));
    }

    RestTalk talk(Device device) {
        Access access = access(device);
        return new RestTalk(
                new RestTalk.Server(
                        device.id(),
                        device.endpoint().host(),
                        access.port("rest", port),
                        access,
                        AS_DELIVERED),
                login,
                tokens,
                now());
    }

    /** Longest time to an answer. */
    Duration within() {
        return within;
    }

    /** How quickly devices shall be paused and resumed while they are ours to command. */
    Ramping quick() {
        return quick;
    }

    /** The power target that keeps the tuner's own reckoning at or below a power. */
    long targetFor(long mostWatts) {
        return mostWatts * 1_000_000 / (1_000_000 + overshoot.partsPerMillion());
    }

    /** The power a target is reckoned to come to. */
    long powerAt(long targetWatts) {
        return targetWatts + targetWatts * overshoot.partsPerMillion() / 1_000_000;
    }

    /** False when it is known not to be usable and it is not yet time to ask again. */
    boolean worthAsking(DeviceId device) {
        Instant until = asideUntil.get(device);
        return until == null || !now().isBefore(until);
    }

    /** It cannot be used. */
    void setAside(DeviceId device) {
        asideUntil.put(device, now().plus(askedAgainAfter));
    }

    /** It can be used. */
    void found(DeviceId device) {
        asideUntil.remove(device);
    }

    /** Takes note whether a device scales its power by heat. */
    void sawScaling(DeviceId device, @Nullable Boolean on) {
        if (on == null) {
            scaling.remove(device);
        } else {
            scaling.put(device, on);
        }
    }

    /** True when the device was last seen to scale its power by heat. */
    boolean scales(DeviceId device) {
        return scaling.getOrDefault(device, false);
    }

    BraiinsPrior prior(DeviceId device) {
        return BraiinsPrior.parse(surroundings.priorState().recall(device));
    }

    void remember(DeviceId device, BraiinsPrior prior) {
        String text = prior.text();
        if (!text.equals(surroundings.priorState().recall(device))) {
            surroundings.priorState().remember(device, text);
        }
    }

    Access access(Device device) {
        return surroundings.access().apply(device.id());
    }

    /** Why a device is better read by its other interface from now on; null when that is no reason to. */
    static @Nullable String absent(RestTalk.Result result) {
        return switch (result) {
            case RestTalk.Result.Failed(Failure failure, String detail)
                    when failure == Failure.CONNECTION_REFUSED
                            || failure == Failure.CONNECT_TIMEOUT
                            || failure == Failure.WRONG_PASSWORD ->
                    detail;
            case RestTalk.Result.Refused refused
                    when refused.status() == 404 || refused.status() == 501 ->
                    refused.detail();
            default -> null;
        };
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
