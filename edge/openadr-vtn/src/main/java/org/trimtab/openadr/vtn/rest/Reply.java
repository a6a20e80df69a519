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
record Reply(int status, String type, Body body, Map<String, String> headers) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    static Reply json(int status, String text) {
        return json(status, new Body(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Reply json(int status, JsonNode tree) {
        return json(status, new Body(Wire.write(tree)));
    }

    static Reply json(int status, Record wire) {
        return json(status, new Body(Wire.write(wire)));
    }

    static Reply json(int status, Body body) {
        return new Reply(status, JSON, body, new LinkedHashMap<>());
    }

    Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
