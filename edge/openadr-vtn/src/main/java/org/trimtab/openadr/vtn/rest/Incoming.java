package org.trimtab.openadr.vtn.rest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.push.CertificateBinding;

/** A request as it came in. */
final class Incoming {
    /** The largest body a request may carry. */
    static final int BYTES_MAX = 1024 * 1024;

    private final ServerRequest request;

    private final String base;

    /**
     * @param base the base path it came under, such as {@code /openadr3/3.1.0}
     */
    Incoming(ServerRequest request, String base) {
        this.request = request;
        this.base = base;
    }

    /** The base path it came under. */
    String base() {
        return base;
    }

    /** The whole path. */
    String path() {
        return request.prologue().uriPath().rawPath();
    }

    @Nullable String header(String name) {
        return request.headers().first(HeaderNames.create(name)).orElse(null);
    }

    /**
     * The body.
     *
     * @param type the one media type it may have; one that names none is taken to be it
     * @throws Refusal 415 for another type, 413 when it is too large, 400 when there is none
     */
    byte[] body(String type) {
        String said = header("Content-Type");
        String bare = said == null ? "" : said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.isEmpty() && !bare.equals(type)) {
            throw new Refusal(415, "send \"Content-Type: " + type + "\", not \"" + bare + "\"");
        }
        String encoding = header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    415, "bodies are read as they are, not with Content-Encoding " + encoding);
        }
        if (request.headers().contentLength().orElse(0) > BYTES_MAX) {
            throw tooLarge();
        }
        if (!request.content().hasEntity()) {
            throw Refusal.bad("the request has no body; send one of type " + type);
        }
        try (InputStream stream = request.content().inputStream()) {
            byte[] body = stream.readNBytes(BYTES_MAX + 1);
            if (body.length > BYTES_MAX) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw Refusal.bad("the body ended before it was whole");
        }
    }

    static Refusal tooLarge() {
        return new Refusal(
                        413,
                        "a body of more than " + BYTES_MAX + " bytes is not read here; send less")
                .header("Connection", "close");
    }

    /** The certificate the client shows. */
    Optional<X509Certificate> certificate() {
        return CertificateBinding.shown(request.remotePeer());
    }

    /** How the client reached us, such as {@code https://vtn.example:8081}. */
    String origin() {
        boolean tls = request.isSecure();
        String host = header("Host");
        return (tls ? "https://" : "http://")
                + (host != null && host.matches("[A-Za-z0-9.\\-:\\[\\]]{1,255}")
                        ? host
                        : "127.0.0.1");
    }
}
