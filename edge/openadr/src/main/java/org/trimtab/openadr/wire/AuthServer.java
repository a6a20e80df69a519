package org.trimtab.openadr.wire;

import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * Where tokens are to be had (authServerInfo).
 *
 * @param tokenURL of the token endpoint
 * @param extras properties the text does not know
 */
public record AuthServer(@Must @Size(min = 2, max = 8000) String tokenURL, Extras extras) {}
