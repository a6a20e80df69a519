package org.trimtab.openadr.wire;

import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * Where a program is described.
 *
 * @param url a page for people or machines
 * @param extras properties the text does not know
 */
public record ProgramDescription(
        @Must @Named("URL") @Size(min = 2, max = 8000) String url, Extras extras) {}
