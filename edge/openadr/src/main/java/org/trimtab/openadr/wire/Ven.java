package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Flat;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * A ven as the server gives it.
 *
 * @param meta what the server wrote
 * @param clientID whose it is
 * @param venName unique in a VTN
 * @param targets plain target names; null where none were written
 * @param attributes described by the enumerations, or private
 * @param extras properties the text does not know
 */
public record Ven(
        @Flat Meta meta,
        @Expected @Size @Nullable String clientID,
        @Must @Size String venName,
        @Size @Nullable List<String> targets,
        @Nullable List<ValuesMap> attributes,
        Extras extras)
        implements WireObject {
    /** Copies the lists. */
    public Ven {
        targets = targets == null ? null : List.copyOf(targets);
        attributes = attributes == null ? null : List.copyOf(attributes);
    }
}
