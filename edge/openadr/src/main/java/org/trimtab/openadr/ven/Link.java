package org.trimtab.openadr.ven;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything a VEN does with one VTN, whatever version of OpenADR they speak. */
public interface Link extends AutoCloseable {
    /**
     * What a link works with beside its settings.
     *
     * @param notes what must outlive the process
     * @param clock the site's
     * @param measures what reports say
     * @param door where webhooks come in; null for none
     * @param said is told what people should know
     * @param reported is told of each report that is in
     */
    record Surroundings(
            VenNotes notes,
            InstantSource clock,
            Measures measures,
            @Nullable WebhookDoor door,
            Consumer<String> said,
            Consumer<String> reported) {}

    /** What the site calls the VTN. */
    String name();

    /** Where the VTN is. */
    URI address();

    /** Begins, on threads of its own. */
    void start();

    /** Asks the VTN once on the caller's thread, for those who do not start it. */
    void poll();

    /** Where the following stands. */
    VtnFollower.State state();

    /** What the VTN's events ask in a window. */
    Agenda agenda(Instant from, Instant until);

    /** Whether the VTN wants to be told if the site takes part in an event. */
    default boolean wantsAnswers() {
        return false;
    }

    /**
     * Tells a VTN that wants to know that the site does not take part in an event, or no longer. It
     * returns at once; an event that is not held is passed over.
     */
    default void declined(String eventId, String why) {}

    @Override
    void close();
}
