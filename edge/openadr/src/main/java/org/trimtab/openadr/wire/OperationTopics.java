package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * Topic names by operation.
 *
 * @param create not given for one object
 * @param update of updates
 * @param delete of deletions
 * @param all of all, where the VTN has it
 * @param extras properties the text does not know
 */
public record OperationTopics(
        @Named("CREATE") @Size(max = 8192) @Nullable String create,
        @Must @Named("UPDATE") @Size(max = 8192) String update,
        @Must @Named("DELETE") @Size(max = 8192) String delete,
        @Named("ALL") @Size(max = 8192) @Nullable String all,
        Extras extras) {}
