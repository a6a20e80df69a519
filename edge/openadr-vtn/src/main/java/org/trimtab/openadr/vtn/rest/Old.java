package org.trimtab.openadr.vtn.rest;

import org.trimtab.openadr.vtn.store.ObjectKind;
import tools.jackson.databind.JsonNode;

/** Turns what a client of 3.0.1 says into 3.1.0, and what it is told back. */
final class Old {
    private Old() {}

    static JsonNode request(ObjectKind kind, JsonNode body, boolean old) {
        return body;
    }

    static String answer(String body, boolean old) {
        return body;
    }
}
