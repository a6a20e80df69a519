package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Flat;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A resource as the server gives it.
 *
 * @param meta what the server wrote
 * @param clientID whose it is
 * @param resourceName unique in a ven
 * @param venID the ven it belongs to
 * @param targets plain target names; null where none were written
 * @param attributes described by the enumerations, or private
 * @param extras properties the text does not know
 */
public record Resource(
        @Flat Meta meta,
        @Expected @Size @Nullable String clientID,
        @Must @Size String resourceName,
        @Must @ObjectId String venID,
        @Size @Nullable List<String> targets,
        @Nullable List<ValuesMap> attributes,
        Extras extras)
        implements WireObject {
    /** Copies the lists. */
    public Resource {
        targets = targets == null ? null : List.copyOf(targets);
        attributes = attributes == null ? null : List.copyOf(attributes);
    }
}
