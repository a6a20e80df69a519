package org.trimtab.openadr.legacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a site does with what a VTN of OpenADR 2.0 says. Called on the thread that calls {@link
 * LegacyVen#step}; a call should return at once.
 */
public interface LegacyListener {

    /**
     * A new event, or a new version of one that was handed over before, which it replaces.
     *
     * @return what the VTN is told; only an answer with {@link OptType#OPT_IN} promises anything;
     *     null to tell it nothing, for one who only looks
     */
    @Nullable EventAnswer received(LegacyEvent event);

    /** An event handed over before no longer binds. */
    void withdrawn(LegacyEvent event, Withdrawal why);

    /** The VTN has registered us; keep this to be known again after a restart. */
    default void registered(Registration registration) {}

    /** The registration ended; nothing is polled until {@link LegacyVen#register}. */
    default void registrationEnded(String why) {}

    /** Something a person may want to read, such as a refused payload or a VTN that is away. */
    default void noted(Instant at, String text) {}
}
