package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * How to prove oneself to the broker.
 *
 * @param method {@link #ANONYMOUS}, {@link #BEARER} or {@link #CERTIFICATE}
 * @param username of a bearer token; {@code {clientID}} stands for the client id
 * @param caCert PEM
 * @param clientCert PEM
 * @param clientKey PEM
 * @param extras properties the text does not know
 */
public record MqttAuthentication(
        @Must @OneOf({ANONYMOUS, BEARER, CERTIFICATE}) String method,
        @Size(min = 0, max = 8192) @Nullable String username,
        @Size(max = 100_000) @Nullable String caCert,
        @Size(max = 100_000) @Nullable String clientCert,
        @Size(max = 100_000) @Nullable String clientKey,
        Extras extras) {
    /** No proof. */
    public static final String ANONYMOUS = "ANONYMOUS";

    /** The access token as the password. */
    public static final String BEARER = "OAUTH2_BEARER_TOKEN";

    /** A client certificate. */
    public static final String CERTIFICATE = "CERTIFICATE";

    /** The method alone. */
    @Override
    public String toString() {
        return "MqttAuthentication[" + method + "]";
    }
}
