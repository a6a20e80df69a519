package org.trimtab.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says what is wrong and what to do, sent as {@code application/problem+json} (RFC 9457). It is an
 * answer, not a defect, so it carries no stack trace.
 */
final class Problem extends RuntimeException {
    /** Every kind of problem; its name is the last part of the {@code type}. */
    enum Kind {
        MALFORMED(400, "The request cannot be read"),
        UNKNOWN_FIELD(400, "The request holds an unknown field"),
        BAD_VALUE(400, "A value is missing or not allowed"),
        TOKEN_NEEDED(401, "A bearer token is needed"),
        WRONG_HOST(403, "The host name is not one of ours"),
        CROSS_SITE(403, "Another site may not act here"),
        NOT_FOUND(404, "There is no such thing"),
        NOT_READY(404, "It is not there yet"),
        METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
        ID_REUSED(409, "The id was used before with another content"),
        DOES_NOT_FIT(409, "It does not fit what the site is or owes"),
        TOO_LARGE(413, "The request is too large"),
        WRONG_TYPE(415, "The content type is not understood"),
        REFUSED(422, "The instruction was refused"),
        INTERNAL(500, "Something went wrong here"),
        NOT_NOW(503, "The site cannot do that now"),
        TOO_MANY_CLIENTS(503, "Too many clients are watching");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String detail;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    Problem(Kind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.detail = detail;
    }

    /** Adds a member of our own; null adds nothing. */
    Problem with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    /** Adds a response header. */
    Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return kind.status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The body. */
    Map<String, Object> body() {
        return body(kind.status);
    }

    private Map<String, Object> body(int status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:trimtab:problem:" + name(kind));
        body.put("title", kind.title);
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(members);
        return body;
    }

    /** The body for a failure the server met before it knew what was asked. */
    static Map<String, Object> unread(int status, String detail) {
        return new Problem(Kind.MALFORMED, detail).body(status);
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
