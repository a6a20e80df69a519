package org.trimtab.virtual.whatsminer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Texts as API 2 seals them: AES-256 in single blocks, filled up with zero bytes, in Base64. */
final class SealedText {
    private static final int BLOCK = 16;

    private SealedText() {}

    /**
     * Opens a text; the fill may be zero bytes, or as PKCS 7 says.
     *
     * @param sealed decoded from Base64
     * @return empty when it has no whole number of blocks
     */
    static Optional<byte[]> open(byte[] sealed, byte[] key) {
        if (sealed.length == 0 || sealed.length % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] plain = run(Cipher.DECRYPT_MODE, sealed, key);
        int length = plain.length;
        int last = plain[length - 1];
        if (last > 0 && last <= BLOCK && filledWith(plain, last)) {
            length -= last;
        }
        while (length > 0 && plain[length - 1] == 0) {
            length--;
        }
        return Optional.of(Arrays.copyOf(plain, length));
    }

    private static boolean filledWith(byte[] plain, int fill) {
        for (int i = plain.length - fill; i < plain.length; i++) {
            if (plain[i] != fill) {
                return false;
            }
        }
        return true;
    }

    /** Seals a text. */
    static String seal(String text, byte[] key) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int blocks = (plain.length + BLOCK - 1) / BLOCK;
        byte[] sealed = run(Cipher.ENCRYPT_MODE, Arrays.copyOf(plain, blocks * BLOCK), key);
        return Base64.getEncoder().encodeToString(sealed);
    }

    private static byte[] run(int mode, byte[] text, byte[] key) {
        try {
            // The maker's choice; it hides nothing that repeats, and so it is imitated only.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
