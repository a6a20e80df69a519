package org.trimtab.openadr.vtn.store;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bearer tokens in the JSON of a subscription: sealed where it is kept, open to its owner, else left out. */
public final class BearerTokens {
    private static final System.Logger LOG = System.getLogger(BearerTokens.class.getName());
    private static final String TOKEN = "bearerToken";

    private BearerTokens() {}

    /** The subscription as it is kept. */
    public static String sealed(Seal seal, String id, String body) {
        return each(body, token -> seal.close(place(id), token));
    }

    /** The subscription as its owner wrote it; without a token whose key is lost. */
    public static String opened(Seal seal, String id, String body) {
        return each(body, token -> open(seal, id, token));
    }

    private static @Nullable String open(Seal seal, String id, String token) {
        try {
            return seal.open(place(id), token);
        } catch (StoreFailure e) {
            LOG.log(
                    Level.WARNING,
                    "the bearer token of subscription {0} cannot be read; have it made again: {1}",
                    id,
                    e.getMessage());
            return null;
        }
    }

    /** The subscription as others may see it. */
    public static String leftOut(String body) {
        return each(body, _ -> null);
    }

    private static String place(String id) {
        return "bearer token of " + id;
    }

    /** What becomes of a token; null for nothing. */
    private interface Turned {
        @Nullable String into(String token);
    }

    private static String each(String body, Turned turned) {
        if (!body.contains("\"" + TOKEN + "\"")) {
            return body;
        }
        ObjectNode tree = (ObjectNode) Wire.parse(body.getBytes(StandardCharsets.UTF_8));
        if (tree.get("objectOperations") instanceof ArrayNode entries) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i) instanceof ObjectNode entry && entry.path(TOKEN).isString()) {
                    String token = turned.into(entry.path(TOKEN).asString());
                    if (token == null) {
                        entry.remove(TOKEN);
                    } else {
                        entry.put(TOKEN, token);
                    }
                }
            }
        }
        return new String(Wire.write(tree), StandardCharsets.UTF_8);
    }
}
