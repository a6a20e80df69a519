package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.OneOf;

/**
 * What the server writes into every object (objectMetadata).
 *
 * @param id the id the server gave
 * @param createdDateTime when it was made
 * @param modificationDateTime when it was last changed
 * @param objectType what it is
 */
public record Meta(
        @Must @ObjectId String id,
        @Expected @Nullable WireTime createdDateTime,
        @Expected @Nullable WireTime modificationDateTime,
        @Expected @OneOf({"PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE"})
                @Nullable String objectType) {}
