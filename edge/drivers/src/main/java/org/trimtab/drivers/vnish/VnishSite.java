package org.trimtab.drivers.vnish;

import java.time.Duration;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.Tokens;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** The web servers of all devices: how they are talked to, and what was changed of them. */
final class VnishSite {
    /** The login these devices are delivered with; there is no user name. */
    static final Credentials AS_DELIVERED = new Credentials("", "admin");

    private final Surroundings surroundings;
    private final VnishLogin login;
    private final Duration answersWithin;
    private final boolean sleepByStop;
    private final String throttleFrom;
    private final int leastPercent;
    private final Tokens tokens = new Tokens();

    VnishSite(FamilyDescriptor family, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.answersWithin = family.timing().answersWithin();
        this.login = new VnishLogin(answersWithin, family.duration("token-life"), scheme(family));
        this.sleepByStop = sleepByStop(family);
        this.throttleFrom = family.setting("throttle-from");
        this.leastPercent = Integer.parseInt(family.setting("throttle-least-percent"));
    }

    RestTalk talk(Device device) {
        return new RestTalk(
                new RestTalk.Server(
                        device.id(),
                        device.endpoint().host(),
                        device.endpoint().port(),
                        surroundings.access().apply(device.id()),
                        AS_DELIVERED),
                login,
                tokens,
                surroundings.clock().instant());
    }

    /** Whether the device's login is the one it was delivered with. */
    boolean asDelivered(Device device) {
        return surroundings
                .access()
                .apply(device.id())
                .or(AS_DELIVERED)
                .password()
                .equals(AS_DELIVERED.password());
    }

    Duration within() {
        return answersWithin;
    }

    /** What puts it to sleep and what wakes it, as its interface calls them. */
    String verb(Action.State state) {
        return switch (state) {
            case SLEEP -> sleepByStop ? "stop" : "pause";
            case WAKE -> sleepByStop ? "start" : "resume";
        };
    }

    /** The first version that can be throttled. */
    String throttleFrom() {
        return throttleFrom;
    }

    /** The lowest throttle it takes, percent. */
    int leastPercent() {
        return leastPercent;
    }

    VnishPrior prior(DeviceId device) {
        return VnishPrior.parse(surroundings.priorState().recall(device));
    }

    void remember(DeviceId device, VnishPrior prior) {
        String text = prior.text();
        if (!text.equals(surroundings.priorState().recall(device))) {
            surroundings.priorState().remember(device, text);
        }
    }

    private static boolean sleepByStop(FamilyDescriptor family) {
        return switch (family.setting("sleep-by")) {
            case "pause" -> false;
            case "stop" -> true;
            default -> throw unknown(family, "sleep-by", "pause or stop");
        };
    }

    private static String scheme(FamilyDescriptor family) {
        return switch (family.setting("token-shown")) {
            case "bearer" -> "Bearer";
            case "bare" -> "";
            default -> throw unknown(family, "token-shown", "bearer or bare");
        };
    }

    private static IllegalStateException unknown(
            FamilyDescriptor family, String setting, String known) {
        return new IllegalStateException(
                "the descriptor of family "
                        + family.family()
                        + ", settings, "
                        + setting
                        + ": \""
                        + family.setting(setting)
                        + "\" must be "
                        + known);
    }
}
