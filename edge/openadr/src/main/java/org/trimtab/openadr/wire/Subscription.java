package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Flat;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A subscription as the server gives it.
 *
 * @param meta what the server wrote
 * @param clientID whose it is
 * @param request what the client wrote
 */
public record Subscription(
        @Flat Meta meta,
        @Expected @Size @Nullable String clientID,
        @Flat SubscriptionRequest request)
        implements WireObject {}
