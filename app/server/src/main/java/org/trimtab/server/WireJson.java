package org.trimtab.server;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way JSON is written and read here: snake_case keys in the order of the record, times as RFC 3339 in UTC,
 * unknown values as null. A key given twice, or anything after the end, is refused.
 */
public final class WireJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private WireJson() {}

    /** The mapper; it cannot be changed and is safe for many threads. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A value as UTF-8 JSON. */
    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
