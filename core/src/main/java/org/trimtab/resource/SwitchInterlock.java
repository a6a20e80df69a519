package org.trimtab.resource;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a switch may be moved now. It knows no clock and moves nothing; whoever moves a switch asks here
 * first and says why not.
 */
public final class SwitchInterlock {
    private static final int NAMED_MAX = 3;

    private SwitchInterlock() {}

    /** Why a switch is left as it stands. */
    public enum Reason {
        /** The site does not allow it to be moved. */
        NOT_ENABLED,
        /** Where it stands is not known. */
        POSITION_UNKNOWN,
        /** It stands there already. */
        ALREADY_THERE,
        /** It has not been closed for long enough. */
        MIN_ON,
        /** It has not been open for long enough. */
        MIN_OFF,
        /** It has been opened as often within a day as it may be. */
        OPERATIONS_EXHAUSTED,
        /** Something behind it works, or is not known to sleep. */
        DEVICES_AWAKE,
        /** Somebody else opened it, perhaps to work on what is behind it. */
        NOT_OPENED_BY_US
    }

    /** Whether a switch may be moved. */
    public sealed interface Verdict {
        /** It may. */
        record Allowed() implements Verdict {}

        /**
         * It may not.
         *
         * @param reason why
         * @param says for people
         * @param until when time alone will have lifted it; null when it takes more than time
         */
        record Refused(Reason reason, String says, @Nullable Instant until) implements Verdict {}
    }

    /**
     * Whether a switch may be opened.
     *
     * @param behind what loses its power
     * @param asleep what has been seen to sleep; what is not in it counts as working
     */
    public static Verdict mayOpen(
            Switch which,
            SwitchHistory history,
            Set<DeviceId> behind,
            Set<DeviceId> asleep,
            Instant now) {
        Switch.Rules rules = which.rules();
        if (!rules.enabled()) {
            return notEnabled(which);
        }
        if (history.position() == null) {
            return unknown(which);
        }
        if (history.position() == SwitchPosition.OPEN) {
            return refused(which, Reason.ALREADY_THERE, "it is open already", null);
        }
        Instant onUntil = history.since().plus(rules.minOn());
        if (now.isBefore(onUntil)) {
            return refused(which, Reason.MIN_ON, "it must stay closed until " + onUntil, onUntil);
        }
        if (history.openingsBefore(now) >= rules.operationsPerDayMax()) {
            Instant free = freeAgain(history, rules.operationsPerDayMax());
            return refused(
                    which,
                    Reason.OPERATIONS_EXHAUSTED,
                    "it was opened "
                            + history.openingsBefore(now)
                            + " times within a day, as often as it may be; the next may be at "
                            + free,
                    free);
        }
        if (!rules.shedsLive() && !asleep.containsAll(behind)) {
            return refused(
                    which,
                    Reason.DEVICES_AWAKE,
                    awake(behind, asleep) + " behind it not seen to sleep; put them to sleep first",
                    null);
        }
        return new Verdict.Allowed();
    }

    /** Whether a switch may be closed again: only one that we opened, and only after its shortest time open. */
    public static Verdict mayClose(Switch which, SwitchHistory history, Instant now) {
        if (!which.rules().enabled()) {
            return notEnabled(which);
        }
        if (history.position() == null) {
            return unknown(which);
        }
        if (history.position() == SwitchPosition.CLOSED) {
            return refused(which, Reason.ALREADY_THERE, "it is closed already", null);
        }
        if (!history.ours()) {
            return refused(
                    which,
                    Reason.NOT_OPENED_BY_US,
                    "somebody else opened it, perhaps to work behind it; let them close it",
                    null);
        }
        Instant offUntil = history.since().plus(which.rules().minOff());
        if (now.isBefore(offUntil)) {
            return refused(which, Reason.MIN_OFF, "it must stay open until " + offUntil, offUntil);
        }
        return new Verdict.Allowed();
    }

    private static Verdict notEnabled(Switch which) {
        return refused(
                which,
                Reason.NOT_ENABLED,
                "it is not enabled in the site file; move it by hand, or say enabled: true there",
                null);
    }

    private static Verdict unknown(Switch which) {
        return refused(
                which,
                Reason.POSITION_UNKNOWN,
                "where it stands is not known; read it first",
                null);
    }

    /** When the number of openings within a day falls below the most again. */
    private static Instant freeAgain(SwitchHistory history, int most) {
        List<Instant> openings = history.openedAt();
        return openings.get(openings.size() - most).plus(SwitchHistory.DAY);
    }

    private static String awake(Set<DeviceId> behind, Set<DeviceId> asleep) {
        List<DeviceId> awake = behind.stream().filter(id -> !asleep.contains(id)).sorted().toList();
        String named =
                awake.stream()
                        .limit(NAMED_MAX)
                        .map(DeviceId::value)
                        .collect(Collectors.joining(", "));
        int more = awake.size() - NAMED_MAX;
        return awake.size()
                + " machines ("
                + named
                + (more > 0 ? " and " + more + " more" : "")
                + ")";
    }

    private static Verdict refused(
            Switch which, Reason reason, String why, @Nullable Instant until) {
        return new Verdict.Refused(reason, "switch " + which.id() + ": " + why, until);
    }
}
