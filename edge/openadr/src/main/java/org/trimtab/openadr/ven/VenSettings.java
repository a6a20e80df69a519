package org.trimtab.openadr.ven;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one VTN is followed.
 *
 * @param vtn where it is
 * @param meanings what its signals mean here
 * @param poll time between polls while all is well
 * @param webhook where this VEN can be called back; null to ask for no webhooks
 * @param mqtt whether to listen on the VTN's broker, when it has one
 * @param reports whether reports are made as asked
 * @param seed of the chance for back-off and random starts
 */
public record VenSettings(
        VtnAddress vtn,
        Meanings meanings,
        Duration poll,
        @Nullable Webhook webhook,
        boolean mqtt,
        boolean reports,
        long seed) {
    /** The shortest time between polls. */
    public static final Duration POLL_MIN = Duration.ofSeconds(1);

    /**
     * A place to be called back at.
     *
     * @param url as the VTN reaches it; the text says it must be https
     * @param bearer what the VTN must show; made anew at each start when null
     */
    public record Webhook(URI url, @Nullable String bearer) {
        /** Without what the VTN must show. */
        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }

    /** Checks the time between polls. */
    public VenSettings {
        if (poll.compareTo(POLL_MIN) < 0) {
            throw new IllegalArgumentException(
                    "a VTN is polled at most once a second, not every " + poll.toMillis() + " ms");
        }
    }
}
