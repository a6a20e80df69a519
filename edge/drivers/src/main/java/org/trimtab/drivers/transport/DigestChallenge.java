package org.trimtab.drivers.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a web server wants to be logged in to, by RFC 7616.
 *
 * @param realm what the login is for
 * @param nonce the server's number
 * @param opaque text to hand back; null when there is none
 * @param algorithm its name as the server wrote it; empty when it named none
 * @param hash the hash to use, in Java's name for it
 * @param session true for a {@code -sess} algorithm
 * @param protection true for {@code qop=auth}, false for the older way without
 */
record DigestChallenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        String algorithm,
        String hash,
        boolean session,
        boolean protection) {
    private static final int HEADER_LENGTH_MAX = 2_048;
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))");

    /** The first challenge that can be answered, or null. */
    static @Nullable DigestChallenge parse(List<String> headers) {
        for (String header : headers) {
            DigestChallenge challenge = parse(header);
            if (challenge != null) {
                return challenge;
            }
        }
        return null;
    }

    private static @Nullable DigestChallenge parse(String header) {
        if (!header.regionMatches(true, 0, "Digest ", 0, 7)
                || header.length() > HEADER_LENGTH_MAX) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header).region(7, header.length());
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        String nonce = parameters.get("nonce");
        String algorithm = parameters.getOrDefault("algorithm", "");
        String hash = hash(algorithm);
        String qop = parameters.get("qop");
        if (nonce == null || hash == null || (qop != null && !offersAuth(qop))) {
            return null;
        }
        return new DigestChallenge(
                parameters.getOrDefault("realm", ""),
                nonce,
                parameters.get("opaque"),
                algorithm,
                hash,
                algorithm.toLowerCase(Locale.ROOT).endsWith("-sess"),
                qop != null);
    }

    private static @Nullable String hash(String algorithm) {
        return switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "", "md5", "md5-sess" -> "MD5";
            case "sha-256", "sha-256-sess" -> "SHA-256";
            default -> null;
        };
    }

    private static boolean offersAuth(String qop) {
        for (String offered : qop.split(",")) {
            if (offered.trim().equalsIgnoreCase("auth")) {
                return true;
            }
        }
        return false;
    }
}
