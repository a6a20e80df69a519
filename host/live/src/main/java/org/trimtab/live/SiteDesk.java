package org.trimtab.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.Obligation;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.Statement;

/** What people and programs may ask of a running site. Safe for use by many threads. */
public interface SiteDesk {
    /**
     * An ask as it came in; exactly one of {@code limit} and {@code reduceBy} is given.
     *
     * @param id the sender's id; null when the sender gave none
     * @param source who sent it
     * @param limit level to stay at or below
     * @param reduceBy reduction below the baseline
     * @param from when it begins; null for now
     * @param length how long it holds
     * @param asReceived its text exactly as it came
     * @param receivedAt when its last byte came
     */
    record Ask(
            @Nullable String id,
            String source,
            @Nullable Power limit,
            @Nullable Reduction reduceBy,
            @Nullable Instant from,
            Duration length,
            String asReceived,
            Instant receivedAt) {}

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
     * Takes an instruction back; the obligation after that, or null when the id is unknown.
     *
     * @throws CannotAnswer when it cannot be taken back now, for instance because the disk is full
     */
    @Nullable Obligation cancel(String id);

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

    /** The statement of an event, or null while there is none. */
    @Nullable Statement statement(String id);

    /** The evidence bundle of an event, or null while there is none. */
    @Nullable Path evidence(String id);

    /** Sends a frame to {@code listener} about twice a second until closed; a slow listener misses frames. */
    AutoCloseable watch(Consumer<LiveFrame> listener);
}
