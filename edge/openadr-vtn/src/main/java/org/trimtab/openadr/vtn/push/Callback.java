package org.trimtab.openadr.vtn.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A callback URL taken apart.
 *
 * @param tls https
 * @param host name or literal address, an IPv6 one without brackets
 * @param port 1 to 65,535
 * @param path path and query as they go on the wire
 */
record Callback(boolean tls, String host, int port, String path) {
    /** The schema's limit for a callbackUrl. */
    static final int CHARACTERS_MAX = 8_000;

    /**
     * Reads a callback URL.
     *
     * @throws CallbackRefused when it is none we may call
     */
    static Callback parse(String text, CallbackPolicy policy) {
        if (text.length() > CHARACTERS_MAX) {
            throw new CallbackRefused(
                    "callbackUrl has " + text.length() + " characters; at most 8000 are allowed");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new CallbackRefused("callbackUrl \"" + text + "\" is no URL: " + e.getReason());
        }
        boolean tls = secure(url, text, policy);
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new CallbackRefused(
                    "callbackUrl \"" + text + "\" must name a host, and no user or fragment");
        }
        int port = url.getPort() == -1 ? (tls ? 443 : 80) : url.getPort();
        if (port < 1 || port > 65_535) {
            throw new CallbackRefused("callbackUrl \"" + text + "\" has no port 1 to 65535");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new Callback(tls, bare.toLowerCase(Locale.ROOT), port, ascii(path + query));
    }

    private static boolean secure(URI url, String text, CallbackPolicy policy) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("https")) {
            return true;
        }
        if (scheme.equals("http") && policy.http()) {
            return false;
        }
        throw new CallbackRefused(
                "callbackUrl \""
                        + text
                        + "\" must begin with https://; OpenADR 3.1.0 asks for HTTPS");
    }

    private static String ascii(String path) {
        return URI.create(path).toASCIIString();
    }

    /** What failures in reaching are counted by: one per server, whatever the path. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        boolean usual = port == (tls ? 443 : 80);
        return usual ? name : name + ":" + port;
    }

    /** The same callback with one more query parameter; name and value need no escaping. */
    Callback with(String name, String value) {
        String joint = path.indexOf('?') < 0 ? "?" : "&";
        return new Callback(tls, host, port, path + joint + name + "=" + value);
    }
}
