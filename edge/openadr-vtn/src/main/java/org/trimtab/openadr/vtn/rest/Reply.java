package org.trimtab.openadr.vtn.rest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * An answer before it is sent.
 *
 * @param type the media type of the body
 * @param headers further headers
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    static Reply json(int status, String text) {
        return new Reply(
                status, JSON, text.getBytes(StandardCharsets.UTF_8), new LinkedHashMap<>());
    }

    static Reply json(int status, JsonNode tree) {
        return new Reply(status, JSON, Wire.write(tree), new LinkedHashMap<>());
    }

    static Reply json(int status, Record wire) {
        return new Reply(status, JSON, Wire.write(wire), new LinkedHashMap<>());
    }

    Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
