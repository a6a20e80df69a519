package org.trimtab.virtual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.resource.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a stock Antminer as a browser does; written without a look at the other side's code. */
final class Browser {
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    private static final Pattern REALM = Pattern.compile("realm=\"([^\"]+)\"");

    private final Endpoint endpoint;
    private final String password;
    private int count;

    Browser(Endpoint endpoint, String password) {
        this.endpoint = endpoint;
        this.password = password;
    }

    String raw(String method, String path, String body, String header) throws IOException {
        String request =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + endpoint
                        + "\r\nConnection: close\r\n"
                        + header
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        return Wire.tell(endpoint, request).text();
    }

    /** Asks without login for the challenge. */
    String challenge() throws IOException {
        return raw("GET", "/cgi-bin/summary.cgi", "", "");
    }

    String authorization(String challenge, String method, String path) {
        String nonce = found(NONCE, challenge);
        String realm = found(REALM, challenge);
        String times = String.format("%08x", ++count);
        String who = md5("root:" + realm + ":" + password);
        String what = md5(method + ":" + path);
        String response = md5(who + ":" + nonce + ":" + times + ":c0ffee:auth:" + what);
        return "Authorization: Digest username=\"root\", realm=\""
                + realm
                + "\", nonce=\""
                + nonce
                + "\", uri=\""
                + path
                + "\", qop=auth, nc="
                + times
                + ", cnonce=\"c0ffee\", response=\""
                + response
                + "\"\r\n";
    }

    /** A whole reply behind the login. */
    String page(String method, String path, String body) throws IOException {
        return raw(method, path, body, authorization(challenge(), method, path));
    }

    JsonNode get(String page) throws IOException {
        return bodyOf(page("GET", "/cgi-bin/" + page + ".cgi", ""));
    }

    JsonNode set(String payload) throws IOException {
        return bodyOf(page("POST", "/cgi-bin/set_miner_conf.cgi", payload));
    }

    static JsonNode bodyOf(String reply) {
        return JsonMapper.shared().readTree(reply.substring(reply.indexOf("\r\n\r\n") + 4));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
