package org.trimtab.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.Instruction;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.Statement;

/** What people and programs may ask of a running site. Safe for use by many threads. */
public interface SiteDesk {
    /** How far ahead of the site's clock a signal may be dated; a later one would hide all that come after it. */
    Duration SIGNAL_AHEAD_MAX = Duration.ofMinutes(1);

    /**
     * An ask as it came in.
     *
     * @param id the sender's id; null when the sender gave none
     * @param source who sent it
     * @param program the program it counts for
     * @param wanted what it asks
     * @param from when it begins; null for now
     * @param length how long it holds
     * @param asReceived its text exactly as it came
     * @param receivedAt when its last byte came
     */
    record Ask(
            @Nullable String id,
            String source,
            String program,
            Wanted wanted,
            @Nullable Instant from,
            Duration length,
            String asReceived,
            Instant receivedAt) {}

    /** What can be asked of a site. */
    sealed interface Wanted {
        /** The instruction this makes under a notice. */
        default Instruction under(Notice notice) {
            return switch (this) {
                case AtMost wanted -> new Instruction.LimitTo(notice, wanted.limit());
                case Less wanted -> new Instruction.ReduceBy(notice, wanted.reduction());
                case Follow wanted -> new Instruction.Track(notice, wanted.basePoint());
                case Ready wanted -> new Instruction.HoldReserve(notice, wanted.reserve());
            };
        }

        /** Stay at or below a level. */
        record AtMost(Power limit) implements Wanted {}

        /** Draw so much less than the baseline. */
        record Less(Reduction reduction) implements Wanted {}

        /** Follow an operator, from this level on. */
        record Follow(Power basePoint) implements Wanted {}

        /** Keep so much running that it can fall on call. */
        record Ready(Reduction reserve) implements Wanted {}
    }

    /** What became of signals. */
    enum SignalsTaken {
        /** They are before the engine. */
        TAKEN,
        /** No instruction has that id. */
        UNKNOWN_TRACK,
        /** The instruction is not one that is followed. */
        NOT_A_TRACK,
        /** It is over, or was refused. */
        OVER
    }

    /** Now, on the site's clock. */
    Instant now();

    /**
     * Puts an ask before the engine and waits for the step that decides it.
     *
     * @return the obligation; its state says whether it was taken on, its refusal why not
     * @throws IllegalArgumentException when the ask itself makes no sense; the message says why
     */
    Obligation instruct(Ask ask);

    /**
     * What an instruction would bring about if it came now. Nothing is commanded and nothing kept.
     *
     * @throws IllegalArgumentException when the ask itself makes no sense; the message says why
     */
    PlanPreview preview(Ask ask);

    /**
     * Takes an instruction back; the obligation after that, or null when the id is unknown.
     *
     * @throws CannotAnswer when it cannot be taken back now, for instance because the disk is full
     */
    @Nullable Obligation cancel(String id);

    /**
     * Hands new levels of a followed operator on, all or none of them.
     *
     * @param track the instruction they belong to
     * @param signals in the order they came
     * @throws CannotAnswer when nothing new is taken now
     */
    SignalsTaken signal(String track, List<Signal> signals);

    /** What people do with their own hands: holds and the under-frequency plan. */
    Hands hands();

    /** The plans for days to come that the site follows. */
    DayPlans dayPlans();

    /** What the site can promise, now and in the hours to come. */
    Offers offers();

    /** How the site stands. */
    SiteStatus status();

    /** Every device, in the order of the site file. */
    List<DeviceView> devices();

    /** Every firmware family the site has, by name. */
    List<FamilyView> families();

    /** Every event known, newest first; at most 1,000. */
    List<EventView> events();

    /** One event, or null when the id is unknown. */
    @Nullable EventView event(String id);

    /**
     * Why an event went as it did, or null when the id is unknown.
     *
     * @param device tells of this device too; null for none
     * @throws IllegalArgumentException when the site has no such device
     */
    @Nullable Explanation explanation(String id, @Nullable String device);

    /** The statement of an event, or null while there is none. */
    @Nullable Statement statement(String id);

    /** The evidence bundle of an event, or null while there is none. */
    @Nullable Path evidence(String id);

    /** Sends a frame to {@code listener} about twice a second until closed; a slow listener misses frames. */
    AutoCloseable watch(Consumer<LiveFrame> listener);
}
