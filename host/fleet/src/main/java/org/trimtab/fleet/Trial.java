package org.trimtab.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * One device from command to proof. A yes is not believed: until its time has passed the device is read, and only a
 * reading that was asked for after the command was written ends the trial well.
 */
final class Trial {
    /** How long after its time a device may be silent before we give up seeing what it does. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private static final Duration FIRST_LOOK_AFTER = Duration.ofMillis(400);
    private static final Duration LOOK_EVERY = Duration.ofMillis(1_500);

    final PlannedDevice planned;
    private final Duration settlesWithin;
    private @Nullable CommandOutcome outcome;
    private @Nullable DeviceReading last;
    private String readTrouble = "";
    private @Nullable DeviceResult result;
    private Instant nextLookAt = Instant.MAX;

    Trial(PlannedDevice planned, Duration settlesWithin) {
        this.planned = planned;
        this.settlesWithin = settlesWithin;
    }

    @Nullable DeviceResult result() {
        return result;
    }

    boolean isLookDue(Instant now) {
        return result == null && !nextLookAt.isAfter(now);
    }

    /** Nothing more is looked at until this look is over. */
    void looking() {
        nextLookAt = Instant.MAX;
    }

    /** The driver's word on the command. */
    void answered(CommandOutcome known) {
        outcome = known;
        switch (known) {
            case CommandOutcome.Accepted _, CommandOutcome.Confirmed _ ->
                    nextLookAt = known.knownAt().plus(FIRST_LOOK_AFTER);
            case CommandOutcome.Uncertain _ -> nextLookAt = known.knownAt().plus(FIRST_LOOK_AFTER);
            case CommandOutcome.Rejected no -> end(Ending.REFUSED, no.failure(), no.detail(), no);
            case CommandOutcome.Unreachable no ->
                    end(Ending.UNREACHABLE, no.failure(), no.detail(), no);
            case CommandOutcome.Unsupported no ->
                    end(Ending.UNSUPPORTED, Failure.UNSUPPORTED, no.detail(), no);
        }
    }

    /** What a look brought. */
    void looked(DeviceReport report, Instant now) {
        CommandOutcome known = outcome;
        if (result != null || known == null) {
            return;
        }
        DeviceReading reading = report.reading();
        if (reading == null) {
            readTrouble = report.detail();
        } else {
            last = reading;
            Confirmation grade =
                    Confirmation.of(planned.action(), planned.device(), reading, askedAt(known));
            if (grade != null) {
                confirmed(grade, now);
                return;
            }
        }
        Instant due = known.knownAt().plus(patience());
        if (now.isAfter(due)) {
            judge(known, due, now);
        }
        if (result == null) {
            nextLookAt = now.plus(LOOK_EVERY);
        }
    }

    /** Stopped before the end. */
    void stop(Instant now) {
        if (result != null) {
            return;
        }
        CommandOutcome known = outcome;
        result =
                known == null
                        ? result(Ending.NOT_SENT, null, null, "stopped before its turn", null)
                        : result(
                                Ending.UNCERTAIN,
                                null,
                                null,
                                "stopped before it could be seen",
                                now);
    }

    /** Its time is over: either it was seen, or it was not. */
    private void judge(CommandOutcome known, Instant due, Instant now) {
        DeviceReading seen = last;
        boolean seenSince =
                seen != null
                        && seen.observedAt().isAfter(due)
                        && seen.quality() != Quality.SUSPECT
                        && seen.activity() != Activity.UNKNOWN;
        if (seen != null && seenSince && isItsOwnWordAll(known, seen)) {
            confirmed(Confirmation.STATE, now);
        } else if (seen != null && seenSince) {
            contradicted(known, seen, now);
        } else if (now.isAfter(due.plus(SILENCE_MAX))) {
            unseen(known, now);
        }
    }

    /** A cap read back by a device without a power figure: better proof there will never be. */
    private boolean isItsOwnWordAll(CommandOutcome known, DeviceReading seen) {
        return planned.action() instanceof Action.CapAt
                && known instanceof CommandOutcome.Confirmed
                && seen.source() == PowerSource.NAMEPLATE
                && seen.activity() == Activity.HASHING;
    }

    private void contradicted(CommandOutcome known, DeviceReading seen, Instant now) {
        String shows =
                seen.activity()
                        + " at "
                        + seen.power()
                        + " ("
                        + seen.source()
                        + "), "
                        + seen.hashRate();
        if (known instanceof CommandOutcome.Uncertain no) {
            result = result(Ending.UNCERTAIN, null, no.failure(), no.detail() + "; " + shows, now);
            return;
        }
        boolean unseeable =
                planned.action() instanceof Action.CapAt && seen.source() == PowerSource.NAMEPLATE;
        if (unseeable) {
            result =
                    result(
                            Ending.UNCERTAIN,
                            null,
                            null,
                            "it said yes; it gives no power figure to see it by",
                            now);
            return;
        }
        Failure failure = planned.action().isWake() ? Failure.STAYED_ASLEEP : Failure.STAYED_AWAKE;
        result = result(Ending.DISOBEYED, null, failure, "it said yes and shows " + shows, now);
    }

    private void unseen(CommandOutcome known, Instant now) {
        if (known instanceof CommandOutcome.Confirmed && last == null) {
            confirmed(Confirmation.STATE, now);
            return;
        }
        String since = readTrouble.isEmpty() ? "its state could not be told" : readTrouble;
        result =
                known instanceof CommandOutcome.Uncertain no
                        ? result(
                                Ending.UNCERTAIN,
                                null,
                                no.failure(),
                                no.detail() + "; then: " + since,
                                now)
                        : result(
                                Ending.UNCERTAIN,
                                null,
                                Failure.NO_ANSWER,
                                "it said yes; then: " + since,
                                now);
    }

    /** A device that says it is starting is given three times its time. */
    private Duration patience() {
        DeviceReading seen = last;
        boolean starting =
                planned.action().isWake() && seen != null && seen.activity() == Activity.STARTING;
        return starting ? settlesWithin.multipliedBy(3) : settlesWithin;
    }

    private static Instant askedAt(CommandOutcome known) {
        Instant written = known.writtenAt();
        return written == null ? known.knownAt() : written;
    }

    private void confirmed(Confirmation grade, Instant now) {
        result = result(Ending.CONFIRMED, grade, null, "", now);
    }

    private void end(Ending ending, Failure failure, String detail, CommandOutcome known) {
        result = result(ending, null, failure, detail, known.knownAt());
    }

    private DeviceResult result(
            Ending ending,
            @Nullable Confirmation grade,
            @Nullable Failure failure,
            String detail,
            @Nullable Instant endedAt) {
        CommandOutcome known = outcome;
        return new DeviceResult(
                planned,
                ending,
                grade,
                failure,
                detail,
                known == null ? null : known.writtenAt(),
                endedAt,
                last == null ? null : last.power(),
                null);
    }
}
