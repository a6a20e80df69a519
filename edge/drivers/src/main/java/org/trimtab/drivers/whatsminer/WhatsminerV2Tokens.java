package org.trimtab.drivers.whatsminer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one device. It gives an address no more than a few dozen in half an hour, so one is kept for as long
 * as it lives, and the last one allowed is never asked for. Safe for use by many threads.
 */
final class WhatsminerV2Tokens {
    /**
     * A token.
     *
     * @param sign what is sent along with a command
     * @param cipherKey opens and closes envelopes
     * @param until when it is used no more
     */
    record Token(String sign, byte[] cipherKey, Instant until) {}

    /**
     * How tokens are kept.
     *
     * @param life how long one is used
     * @param most how many a device gives to one address within the window
     * @param window the window
     */
    record Rule(Duration life, int most, Duration window) {}

    private final Rule rule;
    private final ArrayDeque<Instant> asked = new ArrayDeque<>();
    private @Nullable Token token;
    private @Nullable String keySalt;
    private @Nullable String keyPassword;
    private @Nullable String key;

    WhatsminerV2Tokens(Rule rule) {
        this.rule = rule;
    }

    /** The token in use; null when one must be asked for. */
    synchronized @Nullable Token at(Instant now) {
        return token != null && now.isBefore(token.until()) ? token : null;
    }

    /** The device refused it. */
    synchronized void drop() {
        token = null;
    }

    /** True, and counted, when another may be asked for: the last one allowed is left to people. */
    synchronized boolean mayAsk(Instant now) {
        while (!asked.isEmpty() && !asked.peekFirst().plus(rule.window()).isAfter(now)) {
            asked.removeFirst();
        }
        if (asked.size() >= rule.most() - 1) {
            return false;
        }
        asked.addLast(now);
        return true;
    }

    /** How many have been asked for within the window. */
    synchronized int askedFor() {
        return asked.size();
    }

    /** Makes a token of what the device gave; null when that cannot be one. */
    synchronized @Nullable Token make(
            String password,
            @Nullable String salt,
            @Nullable String time,
            @Nullable String newSalt,
            Instant now) {
        if (key == null || !password.equals(keyPassword) || !String.valueOf(salt).equals(keySalt)) {
            key = WhatsminerV2Crypto.key(password, salt);
            keyPassword = password;
            keySalt = String.valueOf(salt);
        }
        String sign = key == null ? null : WhatsminerV2Crypto.token(key, time, newSalt);
        token =
                key == null || sign == null
                        ? null
                        : new Token(sign, WhatsminerV2Crypto.cipherKey(key), now.plus(rule.life()));
        return token;
    }

    /** Why none may be asked for, for people. */
    String exhausted() {
        return "too many tokens: "
                + (rule.most() - 1)
                + " of its "
                + rule.most()
                + " for this address within "
                + rule.window().toMinutes()
                + " min are used up";
    }
}
