package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Credentials;

/**
 * Logging in to one device's web server by digest (RFC 7616): keeps the server's last number and counts its uses, so
 * that the next request needs no second trip. Safe for use by many threads.
 */
public final class DigestLogin {
    private @Nullable DigestChallenge challenge;
    private int uses;

    /**
     * Takes up the server's challenge.
     *
     * @param headers its {@code WWW-Authenticate} fields
     * @return false when none of them can be answered
     */
    public synchronized boolean challenged(List<String> headers) {
        challenge = DigestChallenge.parse(headers);
        uses = 0;
        return challenge != null;
    }

    /** The {@code Authorization} field for a request, or null before the first challenge. */
    public synchronized @Nullable String authorization(
            String method, String path, Credentials credentials) {
        DigestChallenge known = challenge;
        if (known == null) {
            return null;
        }
        uses++;
        return answer(known, method, path, credentials, uses);
    }

    private static String answer(
            DigestChallenge known, String method, String path, Credentials credentials, int uses) {
        MessageDigest hash = digest(known.hash());
        String count = HexFormat.of().toHexDigits(uses);
        String secret =
                hex(hash, credentials.user() + ":" + known.realm() + ":" + credentials.password());
        // Nobody without the password can tell it beforehand, and no two requests share it.
        String ours = hex(hash, secret + ":" + known.nonce() + ":" + count).substring(0, 16);
        String first =
                known.session() ? hex(hash, secret + ":" + known.nonce() + ":" + ours) : secret;
        String second = hex(hash, method + ":" + path);
        String response =
                known.protection()
                        ? hex(
                                hash,
                                String.join(":", first, known.nonce(), count, ours, "auth", second))
                        : hex(hash, first + ":" + known.nonce() + ":" + second);
        StringBuilder field =
                new StringBuilder(256)
                        .append("Digest username=")
                        .append(quoted(credentials.user()))
                        .append(", realm=")
                        .append(quoted(known.realm()))
                        .append(", nonce=")
                        .append(quoted(known.nonce()))
                        .append(", uri=")
                        .append(quoted(path))
                        .append(", response=\"")
                        .append(response)
                        .append('"');
        if (!known.algorithm().isEmpty()) {
            field.append(", algorithm=").append(known.algorithm());
        }
        if (known.protection()) {
            field.append(", qop=auth, nc=").append(count);
        }
        if (known.protection() || known.session()) {
            field.append(", cnonce=\"").append(ours).append('"');
        }
        if (known.opaque() != null) {
            field.append(", opaque=").append(quoted(known.opaque()));
        }
        return field.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            // A line break would end the header field.
            quoted.append(c < ' ' ? ' ' : c);
        }
        return quoted.append('"').toString();
    }

    private static String hex(MessageDigest hash, String text) {
        return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }
}
