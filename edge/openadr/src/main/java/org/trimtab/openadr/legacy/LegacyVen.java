package org.trimtab.openadr.legacy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An end node of OpenADR 2.0 at one VTN. It does nothing by itself: {@link #step} does what is due
 * and says when to call again, or {@link #run} does so until it is interrupted or closed.
 *
 * <p>Failures of the VTN do not come out as exceptions: they are noted to the listener and tried
 * again with growing pauses, and no event is given up because of them.
 */
public sealed interface LegacyVen extends AutoCloseable permits Ven20a, Ven20b {

    /**
     * An end node for those settings; nothing is sent yet.
     *
     * @throws IllegalArgumentException when the settings do not fit together
     */
    static LegacyVen open(LegacySettings settings, LegacyListener listener, ReportSource reports) {
        SecureRandom random = new SecureRandom();
        return switch (settings.profile()) {
            case A -> new Ven20a(settings, listener, random);
            case B -> new Ven20b(settings, listener, reports, random);
        };
    }

    /**
     * Does what is due: register, poll, answer, report.
     *
     * @return when something is due next; {@link Instant#MAX} when the registration has ended
     */
    Instant step(Instant now);

    /** Steps until the thread is interrupted or this is closed. */
    default void run(InstantSource clock) {
        while (!Thread.currentThread().isInterrupted() && !closed()) {
            Instant next = step(clock.instant());
            Duration pause = Duration.between(clock.instant(), bounded(next, clock.instant()));
            LockSupport.parkNanos(this, Math.max(1, pause.toNanos()));
        }
    }

    private static Instant bounded(Instant next, Instant now) {
        Instant latest = now.plusSeconds(1);
        return next.isAfter(latest) ? latest : next;
    }

    /** The events that bind us, as of the last step; like the other readings it never waits. */
    Collection<LegacyEvent> events();

    /** The registration in force; empty when there is none, and always for 2.0a. */
    Optional<Registration> registration();

    /** When the VTN last gave a usable answer; empty when it never did. */
    Optional<Instant> lastHeardAt();

    /** What went wrong in the last exchange; empty while the VTN answers. */
    Optional<String> trouble();

    /** How far the VTN's clock is ahead of ours by its last answer; negative when it is behind. */
    Optional<Duration> clockAhead();

    /**
     * Changes our answer to an event that binds us; it is sent with the next step. This and all that
     * talk to the VTN wait for a step that is under way.
     *
     * @return false when no such event is held
     */
    boolean answer(String eventId, EventAnswer answer);

    /**
     * Tells the VTN when we take part or not (2.0b only).
     *
     * @return the id to cancel it by
     * @throws VtnRefused when the VTN does not take it
     * @throws ExchangeFailed when the VTN is not reached; nothing is tried again
     * @throws IllegalStateException when there is no registration, or the profile is 2.0a
     */
    String createOpt(OptSchedule schedule, Instant now);

    /**
     * Opts one resource in or out of one event (2.0b only); otherwise as {@link #createOpt}.
     *
     * @param resourceId null for the whole VEN
     * @throws IllegalArgumentException when no such event is held
     */
    String createOpt(
            String eventId,
            OptType opt,
            OptReason reason,
            @Nullable String resourceId,
            Instant now);

    /** Cancels an opt; fails as {@link #createOpt} does. */
    void cancelOpt(String optId, Instant now);

    /** Ends the registration; fails as {@link #createOpt} does. */
    void deregister(Instant now);

    /** Registers again at the next step, after the registration had ended. */
    void register();

    /** Whether {@link #close} was called. */
    boolean closed();

    /** Stops talking; the registration stays. */
    @Override
    void close();
}
