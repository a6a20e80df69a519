package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A request for a token by client credentials (RFC 6749 section 4.4).
 *
 * @param grantType client_credentials
 * @param clientId who
 * @param clientSecret the secret
 * @param scope asked for
 * @param extras properties the text does not know
 */
public record TokenRequest(
        @Must @Named("grant_type") @OneOf("client_credentials") String grantType,
        @Must @Named("client_id") @Size(max = 4096) String clientId,
        @Must @Named("client_secret") @Size(max = 4096) String clientSecret,
        @Size(min = 0, max = 4096) @Nullable String scope,
        Extras extras) {
    /** The request without its secret. */
    @Override
    public String toString() {
        return "TokenRequest[" + clientId + "]";
    }
}
