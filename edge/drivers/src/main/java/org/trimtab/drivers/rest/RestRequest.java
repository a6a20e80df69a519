package org.trimtab.drivers.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to ask of a device.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /api/v1/info}
 * @param body JSON to send along; null for none
 * @param fields further header fields by name, besides the token's own
 * @param within longest time to the whole answer
 * @param login true when it is known to need a login: without a token it logs in first, which saves being refused
 * @param acts true when it makes the device act
 */
public record RestRequest(
        String method,
        String path,
        byte @Nullable [] body,
        Map<String, String> fields,
        Duration within,
        boolean login,
        boolean acts) {
    public RestRequest {
        fields = Map.copyOf(fields);
    }

    /** Reads a page. */
    public static RestRequest get(String path, Duration within) {
        return new RestRequest("GET", path, null, Map.of(), within, false, false);
    }

    /**
     * Sends JSON, or nothing.
     *
     * @param method such as {@code PUT}
     * @param json the body; null for none
     */
    public static RestRequest send(
            String method, String path, @Nullable String json, Duration within) {
        byte[] body = (json == null ? "" : json).getBytes(StandardCharsets.UTF_8);
        return new RestRequest(method, path, body, Map.of(), within, false, false);
    }

    /** The same, known to need a login. */
    public RestRequest withLogin() {
        return new RestRequest(method, path, body, fields, within, true, acts);
    }

    /** The same, known to make the device act. */
    public RestRequest acting() {
        return new RestRequest(method, path, body, fields, within, login, true);
    }

    /** The same with one more header field. */
    public RestRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new RestRequest(method, path, body, more, within, login, acts);
    }
}
