package org.trimtab.openadr.vtn.rest;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.ResourceRequest;
import org.trimtab.openadr.wire.V301;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what a client of 3.0.1 says into 3.1.0, and what it is told back. */
final class Old {
    /** In the path of a resource, whose place is below its ven in 3.0.1. */
    static final String VEN = "ven";

    private Old() {}

    /**
     * A body as 3.1.0 has it.
     *
     * @param ven the ven in the path; null when there is none
     */
    static JsonNode request(ObjectKind kind, JsonNode body, Ask ask, @Nullable Stored ven) {
        boolean businessLogic = ask.caller().isBusinessLogic();
        ObjectNode node = V301.upRequest(kind.name(), body, businessLogic);
        if (kind == ObjectKind.RESOURCE && ven != null) {
            node.put("venID", ven.id());
            if (businessLogic) {
                node.put("objectType", ResourceRequest.BL);
                node.put("clientID", ven.clientId());
            }
        }
        return node;
    }

    /** An object as 3.0.1 has it. */
    static String answer(ObjectKind kind, String body) {
        JsonNode tree = Wire.parse(body.getBytes(StandardCharsets.UTF_8));
        return new String(Wire.write(V301.down(kind.name(), tree)), StandardCharsets.UTF_8);
    }
}
