package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * Why there is no token (RFC 6749 section 5.2).
 *
 * @param error such as invalid_client
 * @param description in words
 * @param uri a page about it
 * @param extras properties the text does not know
 */
public record AuthError(
        @Must @Size String error,
        @Named("error_description") @Size(min = 0, max = 8192) @Nullable String description,
        @Named("error_uri") @Size(min = 0, max = 8000) @Nullable String uri,
        Extras extras) {}
