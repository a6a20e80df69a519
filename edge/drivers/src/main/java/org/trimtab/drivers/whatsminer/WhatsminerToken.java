package org.trimtab.drivers.whatsminer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The token that signs a command of API V3. */
final class WhatsminerToken {
    private static final int LENGTH = 8;

    private WhatsminerToken() {}

    /**
     * The first eight characters of the Base64 of SHA-256 over command, password, salt and time.
     *
     * @param unixSeconds the time sent along, by the device's clock
     */
    static String of(String command, String password, String salt, long unixSeconds) {
        byte[] digest =
                sha256((command + password + salt + unixSeconds).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest).substring(0, LENGTH);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
