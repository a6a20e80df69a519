package org.trimtab.virtual;

import java.io.IOException;
import java.util.Locale;
import org.trimtab.resource.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain caller of REST interfaces; written without a look at the other side's code. */
final class WebCaller {
    private final Endpoint endpoint;
    private final String header;

    WebCaller(Endpoint endpoint) {
        this(endpoint, "");
    }

    private WebCaller(Endpoint endpoint, String header) {
        this.endpoint = endpoint;
        this.header = header;
    }

    /** What came back. */
    record Heard(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    WebCaller with(String name, String value) {
        return new WebCaller(endpoint, header + name + ": " + value + "\r\n");
    }

    static String request(String method, String path, String headers, String body) {
        return String.format(
                Locale.ROOT,
                "%s %s HTTP/1.1\r\nHost: miner\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s",
                method,
                path,
                headers,
                body.length(),
                body);
    }

    static Heard heard(String reply) {
        int head = reply.indexOf("\r\n\r\n");
        return new Heard(Integer.parseInt(reply.substring(9, 12)), reply.substring(head + 4));
    }

    Heard call(String method, String path, String body) throws IOException {
        return heard(Wire.tell(endpoint, request(method, path, header, body)).text());
    }

    Heard get(String path) throws IOException {
        return call("GET", path, "");
    }

    Heard post(String path, String body) throws IOException {
        return call("POST", path, body);
    }
}
