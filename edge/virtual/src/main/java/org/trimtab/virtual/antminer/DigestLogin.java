package org.trimtab.virtual.antminer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.virtual.machine.Manners.Login;

/** HTTP digest login, MD5 with qop auth (RFC 7616). Nonces carry the time they were given and lapse. */
final class DigestLogin {
    static final String REALM = "antMiner Configuration";
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);
    private static final Pattern PART = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private final Login login;
    private final String secret;
    private final boolean singleUse;
    private final String who;
    private String single = "";
    private long challenges;

    /** What a login attempt is worth. */
    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Right, but with a nonce that has lapsed. */
        STALE
    }

    /**
     * A login.
     *
     * @param singleUse true when a nonce holds for one request only
     */
    DigestLogin(Login login, long secret, boolean singleUse) {
        this.login = login;
        this.secret = Long.toHexString(secret);
        this.singleUse = singleUse;
        this.who = md5(login.user() + ":" + REALM + ":" + login.password());
    }

    /** The value of {@code WWW-Authenticate} that asks for a login. */
    String challenge(Instant now, boolean stale) {
        return "Digest realm=\""
                + REALM
                + "\", nonce=\""
                + newNonce(now.getEpochSecond())
                + "\", qop=\"auth\""
                + (stale ? ", stale=true" : "");
    }

    private String newNonce(long epochSecond) {
        if (!singleUse) {
            return nonce(epochSecond);
        }
        single = md5(secret + challenges++) + md5(secret + epochSecond).substring(0, 12);
        return single;
    }

    /** Judges the value of {@code Authorization}. */
    Verdict judge(String method, String target, String authorization, Instant now) {
        if (!authorization.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Verdict.REFUSED;
        }
        Map<String, String> parts = new HashMap<>();
        Matcher matcher = PART.matcher(authorization);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parts.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
        }
        String nonce = parts.getOrDefault("nonce", "");
        boolean right =
                login.user().equals(parts.get("username"))
                        && REALM.equals(parts.get("realm"))
                        && target.equals(parts.get("uri"))
                        && "auth".equals(parts.get("qop"))
                        && isHex(parts.getOrDefault("nc", ""), 8)
                        && expected(method, parts, nonce).equals(parts.get("response"));
        if (!right) {
            return Verdict.REFUSED;
        }
        return fresh(nonce, now) ? Verdict.ACCEPTED : Verdict.STALE;
    }

    private String expected(String method, Map<String, String> parts, String nonce) {
        String what = md5(method + ":" + parts.get("uri"));
        return md5(
                String.join(
                        ":",
                        who,
                        nonce,
                        parts.getOrDefault("nc", ""),
                        parts.getOrDefault("cnonce", ""),
                        "auth",
                        what));
    }

    private String nonce(long epochSecond) {
        String time = String.format(java.util.Locale.ROOT, "%012x", epochSecond);
        return time + md5(time + secret);
    }

    private boolean fresh(String nonce, Instant now) {
        if (singleUse) {
            boolean first = nonce.equals(single);
            single = "";
            return first;
        }
        if (!isHex(nonce, 44)) {
            return false;
        }
        long given = Long.parseLong(nonce.substring(0, 12), 16);
        long age = now.getEpochSecond() - given;
        return nonce.equals(nonce(given)) && age >= 0 && age <= NONCE_LIFE.toSeconds();
    }

    private static boolean isHex(String text, int length) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return text.length() == length;
    }

    static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
