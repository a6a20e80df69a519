package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.FromClient;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A ven as a client writes it; the object type tells who: business logic also writes the
 * client id and the targets.
 *
 * @param objectType {@link #BL} or {@link #VEN}
 * @param clientID required of business logic
 * @param venName unique in a VTN
 * @param targets plain target names; null where none were written
 * @param attributes described by the enumerations, or private
 * @param extras properties the text does not know
 */
@FromClient({"id", "createdDateTime", "modificationDateTime"})
public record VenRequest(
        @Must @OneOf({BL, VEN}) String objectType,
        @Size @Nullable String clientID,
        @Must @Size String venName,
        @Size @Nullable List<String> targets,
        @Nullable List<ValuesMap> attributes,
        Extras extras) {
    /** Copies the lists. */
    public VenRequest {
        targets = targets == null ? null : List.copyOf(targets);
        attributes = attributes == null ? null : List.copyOf(attributes);
    }

    /** Object type of business logic's request. */
    public static final String BL = "BL_VEN_REQUEST";

    /** Object type of a VEN's own request. */
    public static final String VEN = "VEN_VEN_REQUEST";

    /** Whether business logic wrote it. */
    public boolean fromBusinessLogic() {
        return BL.equals(objectType);
    }

    /** A VEN's own request. */
    public static VenRequest ofVen(String venName) {
        return new VenRequest(VEN, null, venName, null, null, Extras.NONE);
    }
}
