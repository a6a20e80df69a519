package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A resource as a client writes it; the object type tells who.
 *
 * @param objectType {@link #BL} or {@link #VEN}
 * @param clientID required of business logic
 * @param resourceName unique in a ven
 * @param venID the ven it belongs to
 * @param targets plain target names; null where none were written
 * @param attributes described by the enumerations, or private
 * @param extras properties the text does not know
 */
@FromClient({"id", "createdDateTime", "modificationDateTime"})
public record ResourceRequest(
        @Must @OneOf({BL, VEN}) String objectType,
        @Size @Nullable String clientID,
        @Must @Size String resourceName,
        @Must @ObjectId String venID,
        @Size @Nullable List<String> targets,
        @Nullable List<ValuesMap> attributes,
        Extras extras) {
    /** Copies the lists. */
    public ResourceRequest {
        targets = targets == null ? null : List.copyOf(targets);
        attributes = attributes == null ? null : List.copyOf(attributes);
    }

    /** Object type of business logic's request. */
    public static final String BL = "BL_RESOURCE_REQUEST";

    /** Object type of a VEN's own request. */
    public static final String VEN = "VEN_RESOURCE_REQUEST";

    /** Whether business logic wrote it. */
    public boolean fromBusinessLogic() {
        return BL.equals(objectType);
    }
}
