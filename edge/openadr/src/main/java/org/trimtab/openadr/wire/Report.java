package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Flat;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A report as the server gives it.
 *
 * @param meta what the server wrote
 * @param clientID whose it is
 * @param request what the client wrote
 */
public record Report(
        @Flat Meta meta, @Expected @Size @Nullable String clientID, @Flat ReportRequest request)
        implements WireObject {}
