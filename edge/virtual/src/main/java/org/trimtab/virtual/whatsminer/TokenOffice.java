package org.trimtab.virtual.whatsminer;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.Md5Crypt;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Fault;

/**
 * Gives out the tokens of API 2. A token is signed with the password, known to 16 callers' addresses at most, 32 of
 * them for each, and lapses after half an hour. Signing takes a thousand rounds of MD5, so nothing is signed before it
 * is needed.
 */
final class TokenOffice {
    static final int CALLERS_MAX = 16;
    static final int TOKENS_MAX = 32;
    static final Duration LIFE = Duration.ofMinutes(30);

    private final ControlBoard control;
    private final Map<InetAddress, ArrayDeque<Token>> held = new HashMap<>(2);
    private int saltChanges;
    private @Nullable String key;

    /** A token as it was given out; signed when somebody uses it. */
    private static final class Token {
        private final String time;
        private final String salt;
        private final Instant until;
        private @Nullable String sign;

        private Token(String time, String salt, Instant until) {
            this.time = time;
            this.salt = salt;
            this.until = until;
        }
    }

    /**
     * What a caller needs to sign.
     *
     * @param time seconds of the machine's clock, the last four digits
     * @param salt of the password
     * @param newSalt of the token
     */
    record Given(String time, String salt, String newSalt) {}

    TokenOffice(ControlBoard control) {
        this.control = control;
    }

    /** Gives one out; empty when this caller has all it may have, or there are too many callers. */
    Optional<Given> give(InetAddress caller) {
        forgetWhatLapsed();
        ArrayDeque<Token> own = held.get(caller);
        boolean full = own == null ? held.size() >= CALLERS_MAX : own.size() >= TOKENS_MAX;
        if (full || control.machine().has(Fault.TOKENS_GONE)) {
            return Optional.empty();
        }
        long second = control.machine().ownTime().getEpochSecond();
        String time = String.valueOf(Math.floorMod(second, 10_000L));
        Token token =
                new Token(
                        time,
                        ControlBoard.letters(control.machine().random()),
                        control.machine().now().plus(LIFE));
        held.computeIfAbsent(caller, c -> new ArrayDeque<>(2)).addLast(token);
        return Optional.of(new Given(time, control.salt(), token.salt));
    }

    /** Whether a token was given to this caller and holds. */
    boolean holds(String sign, InetAddress caller) {
        forgetWhatLapsed();
        ArrayDeque<Token> own = held.get(caller);
        if (own == null) {
            return false;
        }
        // Newest first: that is the one most often used.
        for (var tokens = own.descendingIterator(); tokens.hasNext(); ) {
            Token token = tokens.next();
            if (token.sign == null) {
                token.sign = crypt(key() + token.time, token.salt);
            }
            if (sign.equals(token.sign)) {
                return true;
            }
        }
        return false;
    }

    private void forgetWhatLapsed() {
        if (saltChanges != control.saltChanges()) {
            saltChanges = control.saltChanges();
            key = null;
            held.clear();
            return;
        }
        Instant now = control.machine().now();
        held.values()
                .removeIf(tokens -> {
                    while (!tokens.isEmpty() && !now.isBefore(tokens.getFirst().until)) {
                        tokens.removeFirst();
                    }
                    return tokens.isEmpty();
                });
    }

    /** The AES key of the day, 32 bytes. */
    byte[] aesKey() {
        forgetWhatLapsed();
        return sha256(key());
    }

    private String key() {
        String known = key;
        if (known == null) {
            known = crypt(control.password(), control.salt());
            key = known;
        }
        return known;
    }

    /** The last part of the MD5 crypt of a text. */
    static String crypt(String text, String salt) {
        String whole = Md5Crypt.md5Crypt(text.getBytes(StandardCharsets.UTF_8), "$1$" + salt + "$");
        return whole.substring(whole.lastIndexOf('$') + 1);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
