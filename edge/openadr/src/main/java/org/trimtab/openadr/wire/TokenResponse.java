package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A token (RFC 6749 section 5.1).
 *
 * @param accessToken the token
 * @param tokenType Bearer
 * @param expiresIn seconds
 * @param refreshToken not used by client credentials
 * @param scope given
 * @param extras properties the text does not know
 */
public record TokenResponse(
        @Must @Named("access_token") @Size(max = 16384) String accessToken,
        @Must @Named("token_type") @Size String tokenType,
        @Named("expires_in") @Nullable Integer expiresIn,
        @Named("refresh_token") @Size(max = 16384) @Nullable String refreshToken,
        @Size(min = 0, max = 4096) @Nullable String scope,
        Extras extras) {
    /** The answer without its tokens. */
    @Override
    public String toString() {
        return "TokenResponse[" + tokenType + " expires in " + expiresIn + " s, " + scope + "]";
    }
}
