package org.trimtab.openadr.vtn.rest;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.ObjectKind;
import org.trimtab.openadr.wire.MqttNotifier;
import org.trimtab.openadr.wire.OperationTopics;

/** What the API needs of those who tell others of a change. */
public interface Announcer {
    /**
     * Makes sure that callbacks may be called and belong to who names them.
     *
     * @throws CannotAnnounce when one does not, with words for the one who asked
     */
    void requireReachable(Collection<String> callbackUrls);

    /** How notifications are had from a broker; null when there is none. */
    @Nullable MqttNotifier mqtt();

    /** The topic names of one look-up; only asked for when there is a broker. */
    OperationTopics topics(Topics asked);

    /**
     * A look-up of topics.
     *
     * @param kind the objects told of
     * @param programId of this program only: it itself, or its events
     * @param venId for this VEN only: its own ven, or what it may see
     */
    record Topics(ObjectKind kind, @Nullable String programId, @Nullable String venId) {}

    /** A callback that a subscription cannot have; the message says why. */
    final class CannotAnnounce extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CannotAnnounce(String message) {
            super(message);
        }
    }
}
