package org.trimtab.openadr.wire;

import org.trimtab.openadr.wire.Rules.Flat;

/**
 * A program as the server gives it.
 *
 * @param meta what the server wrote
 * @param request what the client wrote
 */
public record Program(@Flat Meta meta, @Flat ProgramRequest request) implements WireObject {}
