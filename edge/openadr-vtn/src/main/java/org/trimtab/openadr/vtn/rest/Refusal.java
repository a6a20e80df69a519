package org.trimtab.openadr.vtn.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is not granted: an HTTP status and a sentence saying why and what to do. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    Refusal(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static Refusal bad(String detail) {
        return new Refusal(400, detail);
    }

    static Refusal missing(String what, String id) {
        return new Refusal(404, "there is no " + what + " \"" + id + "\" for you");
    }

    static Refusal conflict(String detail) {
        return new Refusal(409, detail);
    }

    Refusal header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }

    /** What a status is called (RFC 9110). */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> status >= 500 ? "Internal Server Error" : "Request Refused";
        };
    }
}
