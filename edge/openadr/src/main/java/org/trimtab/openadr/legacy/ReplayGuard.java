package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses a signed payload that is too old, from the future, or was seen before. */
final class ReplayGuard {

    /** Nonces remembered; when all are young enough to matter, further payloads are refused. */
    static final int MAX_NONCES = 10_000;

    private static final int MAX_NONCE_LENGTH = 256;

    private final Duration window;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    ReplayGuard(Duration window) {
        this.window = window;
    }

    /**
     * Takes one nonce.
     *
     * @throws RefusedPayload when the timestamp is outside the window or the nonce was used
     */
    void accept(Instant timestamp, String nonce, Instant now) {
        Duration ahead = Duration.between(now, timestamp);
        if (ahead.abs().compareTo(window) > 0) {
            throw RefusedPayload.invalid(
                    ("The payload was signed at %s, %s %s our time; at most %s is accepted. Compare"
                                    + " the clocks.")
                            .formatted(
                                    timestamp,
                                    ahead.abs(),
                                    ahead.isNegative() ? "before" : "after",
                                    window));
        }
        if (nonce.isEmpty() || nonce.length() > MAX_NONCE_LENGTH) {
            throw RefusedPayload.invalid(
                    "The nonce has %d characters; 1 to %d are needed."
                            .formatted(nonce.length(), MAX_NONCE_LENGTH));
        }
        forget(now);
        if (seen.containsKey(nonce)) {
            throw RefusedPayload.invalid("The payload was received before: its nonce was used.");
        }
        if (seen.size() >= MAX_NONCES) {
            throw RefusedPayload.invalid(
                    "%d signed payloads came within %s; no more are accepted for now."
                            .formatted(MAX_NONCES, window.multipliedBy(2)));
        }
        seen.put(nonce, now);
    }

    /** A payload accepted now can be replayed until its timestamp leaves the window. */
    private void forget(Instant now) {
        Instant horizon = now.minus(window.multipliedBy(2));
        Iterator<Instant> ages = seen.values().iterator();
        while (ages.hasNext() && ages.next().isBefore(horizon)) {
            ages.remove();
        }
    }
}
