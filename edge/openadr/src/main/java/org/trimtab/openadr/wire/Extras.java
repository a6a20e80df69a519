package org.trimtab.openadr.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Properties the text does not know: kept in their order and written back as they came.
 *
 * @param properties by name on the wire
 */
public record Extras(Map<String, JsonNode> properties) {
    /** None. */
    public static final Extras NONE = new Extras(Map.of());

    /** Copies the map. */
    public Extras {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
