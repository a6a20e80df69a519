package org.trimtab.openadr.wire;

import org.trimtab.openadr.wire.Rules.Flat;

/**
 * An event as the server gives it.
 *
 * @param meta what the server wrote
 * @param request what the client wrote
 */
public record Event(@Flat Meta meta, @Flat EventRequest request) implements WireObject {}
