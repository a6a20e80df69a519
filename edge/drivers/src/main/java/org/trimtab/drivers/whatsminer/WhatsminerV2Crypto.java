package org.trimtab.drivers.whatsminer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Md5Crypt;
import org.jspecify.annotations.Nullable;

/** The secrets of API V2: a key from password and salt, a token from key and time, and the cipher between. Pure. */
final class WhatsminerV2Crypto {
    private static final int BLOCK_BYTES = 16;
    private static final Pattern SALT = Pattern.compile("[./A-Za-z0-9]{1,8}");
    private static final Pattern TIME = Pattern.compile("[0-9A-Za-z.]{1,20}");

    private WhatsminerV2Crypto() {}

    /** The key for a password at a device; null when the salt can be none. Slow by design: milliseconds. */
    static @Nullable String key(String password, @Nullable String salt) {
        return salt != null && SALT.matcher(salt).matches() ? crypted(password, salt) : null;
    }

    /** The token for a key at a time the device gave; null when its parts can be none. */
    static @Nullable String token(String key, @Nullable String time, @Nullable String newSalt) {
        if (time == null || newSalt == null) {
            return null;
        }
        boolean sound = TIME.matcher(time).matches() && SALT.matcher(newSalt).matches();
        return sound ? crypted(key + time, newSalt) : null;
    }

    /** The cipher's key, 32 bytes. */
    static byte[] cipherKey(String key) {
        return WhatsminerToken.sha256(key.getBytes(StandardCharsets.US_ASCII));
    }

    /** A text in its envelope's form: filled up with zeros, enciphered, in Base64. */
    static String encrypt(String text, byte[] cipherKey) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(plain.length, BLOCK_BYTES) * BLOCK_BYTES;
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, cipherKey, Arrays.copyOf(plain, length));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    /** The bytes within an envelope, their filling with them; null when it cannot be opened. Any text is taken. */
    static byte @Nullable [] decrypt(String sealed, byte[] cipherKey) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(sealed);
            return bytes.length == 0 || bytes.length % BLOCK_BYTES != 0
                    ? null
                    : cipher(Cipher.DECRYPT_MODE, cipherKey, bytes);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return null;
        }
    }

    /** The last part of an MD5-crypt: what follows the salt. */
    private static String crypted(String secret, String salt) {
        String whole =
                Md5Crypt.md5Crypt(secret.getBytes(StandardCharsets.UTF_8), "$1$" + salt + "$");
        return whole.substring(whole.lastIndexOf('$') + 1);
    }

    private static byte[] cipher(int mode, byte[] key, byte[] bytes)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(bytes);
    }
}
