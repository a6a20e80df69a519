package org.trimtab.virtual.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a machine answers to one HTTP request.
 *
 * @param status HTTP status code
 * @param body perhaps empty
 * @param after how long it thinks first; null for the time a question takes
 */
public record Page(int status, byte[] body, @Nullable Duration after) {
    private static final byte[] NOTHING = {};

    /** A good answer. */
    public static Page ok(String json) {
        return of(200, json);
    }

    /** An answer with a status of its own. */
    public static Page of(int status, String json) {
        return new Page(status, json.getBytes(StandardCharsets.UTF_8), null);
    }

    /** A good answer that says nothing. */
    public static Page empty() {
        return new Page(200, NOTHING, null);
    }

    /** The same answer, but the time it takes is known. */
    public Page after(Duration time) {
        return new Page(status, body, time);
    }

    /** The status line of a code. */
    static String reason(int status) {
        return switch (status) {
            case 200 -> "200 OK";
            case 202 -> "202 Accepted";
            case 400 -> "400 Bad Request";
            case 401 -> "401 Unauthorized";
            case 403 -> "403 Forbidden";
            case 404 -> "404 Not Found";
            case 405 -> "405 Method Not Allowed";
            case 409 -> "409 Conflict";
            case 422 -> "422 Unprocessable Entity";
            case 429 -> "429 Too Many Requests";
            default -> status + " Internal Server Error";
        };
    }
}
