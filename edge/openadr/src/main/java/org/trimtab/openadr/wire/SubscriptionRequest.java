package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A subscription as a client writes it.
 *
 * @param clientName who subscribes
 * @param programID only of this program; null all
 * @param objectOperations what and where
 * @param targets plain target names; null where none were written
 * @param extras properties the text does not know
 */
@FromClient
public record SubscriptionRequest(
        @Must @Size String clientName,
        @ObjectId @Nullable String programID,
        @Must List<ObjectOperation> objectOperations,
        @Size @Nullable List<String> targets,
        Extras extras) {
    /** Copies the lists. */
    public SubscriptionRequest {
        objectOperations = List.copyOf(objectOperations);
        targets = targets == null ? null : List.copyOf(targets);
    }
}
