package org.trimtab.drivers.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of an exchange. */
public sealed interface Reply {
    /** When the request's last byte was handed to the network; null when it never was. */
    @Nullable Instant writtenAt();

    /** When this was known. */
    Instant knownAt();

    /** A whole answer by its framing. */
    record Answered(byte[] bytes, Instant writtenAt, Instant knownAt) implements Reply {}

    /** Nobody listens there. */
    record Refused(@Nullable Instant writtenAt, Instant knownAt) implements Reply {}

    /** The connection did not come up in time. */
    record NoConnection(@Nullable Instant writtenAt, Instant knownAt) implements Reply {}

    /** Connected and sent, but no whole answer came in time. */
    record TimedOut(byte[] partial, @Nullable Instant writtenAt, Instant knownAt)
            implements Reply {}

    /** The connection was closed or reset before a whole answer. */
    record Cut(byte[] partial, @Nullable Instant writtenAt, Instant knownAt) implements Reply {}

    /** The answer grew past the limit and was dropped. */
    record TooLong(int limitBytes, Instant writtenAt, Instant knownAt) implements Reply {}

    /**
     * Connected, but not encrypted as asked, so nothing was sent.
     *
     * @param distrusted true when its certificate is not believed, false when it does not speak TLS as we do
     * @param why a few words for a person
     */
    record NotSecured(boolean distrusted, String why, Instant knownAt) implements Reply {
        @Override
        public @Nullable Instant writtenAt() {
            return null;
        }
    }
}
