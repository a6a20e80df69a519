package org.trimtab.openadr.vtn.push;

import java.time.Duration;

/**
 * What a callback may be.
 *
 * @param http plain http is allowed too; for tests and for a loopback only
 * @param privateAddresses private, loopback and other reserved addresses are allowed too
 * @param within longest time for one request, from the look-up of the name to the answer
 */
public record CallbackPolicy(boolean http, boolean privateAddresses, Duration within) {
    /** OpenADR 3.1.0, "Webhooks", recommends 10 to 30 s. */
    public static final Duration WITHIN = Duration.ofSeconds(10);

    /** What a VTN on the open internet allows: HTTPS to public addresses. */
    public static final CallbackPolicy STRICT = new CallbackPolicy(false, false, WITHIN);

    public CallbackPolicy {
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("a callback needs time to answer, not " + within);
        }
    }
}
