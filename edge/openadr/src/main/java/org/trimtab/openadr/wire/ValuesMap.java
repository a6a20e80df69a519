package org.trimtab.openadr.wire;

import java.util.List;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * Values of one type.
 *
 * @param type SIMPLE, PRICE or another, or private
 * @param values most often one
 * @param extras properties the text does not know
 */
public record ValuesMap(@Must @Size String type, @Must List<Value> values, Extras extras) {
    /** Copies the lists. */
    public ValuesMap {
        values = List.copyOf(values);
    }

    /** One value. */
    public static ValuesMap of(String type, Value value) {
        return new ValuesMap(type, List.of(value), Extras.NONE);
    }
}
