package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;

/**
 * One version of a grid event of OpenADR 2.0, in words that do not depend on the profile.
 *
 * @param modificationNumber rises with every change of the event
 * @param priority 1 is the highest; null when the VTN gives none or 0, which is the lowest
 * @param modifiedAt when the VTN says this version was made; null when it does not
 * @param test a test event: the VTN wants the answer and the behaviour it has agreed for tests
 * @param statedStartAt the start as the VTN wrote it
 * @param duration of the whole event; zero means until it is cancelled
 * @param startAfter the window in which the start is to be drawn at random; zero means none
 * @param startDelay what was drawn from that window for this VEN and this event id; the same after
 *     a restart, and the same for every version of the event with the same window
 * @param notification how long before the start the VTN meant to tell us; null when absent
 * @param rampUp how long the load may take to move at the start; null when absent
 * @param recovery how long the load may take to come back; null when absent
 */
public record LegacyEvent(
        Profile profile,
        String vtnId,
        String eventId,
        long modificationNumber,
        @Nullable Long priority,
        String marketContext,
        EventStatus status,
        Instant createdAt,
        @Nullable Instant modifiedAt,
        boolean test,
        @Nullable String comment,
        boolean responseRequired,
        Instant statedStartAt,
        CalendarSpan duration,
        CalendarSpan startAfter,
        Duration startDelay,
        @Nullable CalendarSpan notification,
        @Nullable CalendarSpan rampUp,
        @Nullable CalendarSpan recovery,
        List<LegacySignal> signals,
        LegacyTargets targets) {

    public LegacyEvent {
        signals = List.copyOf(signals);
    }

    /** The start we keep: the stated start and what was drawn. */
    public Instant startAt() {
        return statedStartAt.plus(startDelay);
    }

    /** The end we keep, not included; empty when the event lasts until it is cancelled. */
    public Optional<Instant> endAt() {
        return duration.isZero()
                ? Optional.empty()
                : Optional.of(duration.from(statedStartAt).plus(startDelay));
    }

    /** Whether its end has passed at that moment. */
    public boolean over(Instant now) {
        return endAt().filter(end -> !now.isBefore(end)).isPresent();
    }

    /** The signal of that name, if there is one. */
    public Optional<LegacySignal> signal(String name) {
        return signals.stream().filter(signal -> signal.name().equals(name)).findFirst();
    }

    /**
     * This event in the words of version 3.1, for a VEN that follows those: every interval with its
     * own start and length, the random delay already in them, powers in kW. Only what has one
     * meaning in both versions is taken over; empty when no signal has. Whether it is a test is not
     * said in there: see {@link #test}.
     *
     * @param programId the program it is to count for
     */
    public Optional<Event> toEvent(String programId) {
        return Conversion.toEvent(this, programId);
    }

    /** The same instruction: what binds us is equal, whatever the VTN says of status and time. */
    boolean sameInstruction(LegacyEvent other) {
        return Objects.equals(priority, other.priority)
                && statedStartAt.equals(other.statedStartAt)
                && duration.equals(other.duration)
                && startAfter.equals(other.startAfter)
                && marketContext.equals(other.marketContext)
                && test == other.test
                && targets.equals(other.targets)
                && levels().equals(other.levels());
    }

    private List<List<Object>> levels() {
        return signals.stream()
                .map(signal -> List.<Object>of(signal.name(), signal.type(), signal.intervals()))
                .toList();
    }
}
