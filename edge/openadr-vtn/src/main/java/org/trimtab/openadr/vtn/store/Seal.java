package org.trimtab.openadr.vtn.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets unreadable in the database: AES-256-GCM under a key that stands in a file of its own. The same secret
 * in the same place is sealed to the same text (the nonce is made of both by HMAC-SHA256), so that a write that changes
 * nothing changes nothing.
 */
public final class Seal {
    /** Seals nothing; for a PostgreSQL without a key file. */
    public static final Seal NONE = new Seal(null);

    private static final String PREFIX = "aes1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";

    private final byte @Nullable [] key;

    private Seal(byte @Nullable [] key) {
        this.key = key;
    }

    /**
     * Reads the key file.
     *
     * @throws StoreFailure when there is none or it holds no key
     */
    static Seal read(Path file) {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return new Seal(key);
            }
        } catch (IOException e) {
            throw new StoreFailure(
                    "the key file "
                            + file
                            + " cannot be read, and the secrets in the database are sealed with it;"
                            + " put it back, or name it with --secret-key",
                    e);
        } catch (IllegalArgumentException e) {
            // Falls through to the one message below.
        }
        throw new StoreFailure(
                file + " is no key file: it must hold " + (2 * KEY_BYTES) + " hex digits", null);
    }

    /** Reads the key file, or makes one that its owner alone may read. */
    static Seal readOrMake(Path file) {
        if (Files.notExists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            try {
                boolean posix =
                        file.getFileSystem().supportedFileAttributeViews().contains("posix");
                FileAttribute<?>[] owned =
                        posix
                                ? new FileAttribute<?>[] {
                                    PosixFilePermissions.asFileAttribute(
                                            PosixFilePermissions.fromString("rw-------"))
                                }
                                : new FileAttribute<?>[0];
                Files.createFile(file, owned);
                Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
            } catch (IOException e) {
                throw new StoreFailure(
                        "the key file "
                                + file
                                + " cannot be made ("
                                + e
                                + "); name another with --secret-key",
                        e);
            }
        }
        return read(file);
    }

    /**
     * A secret as it is kept.
     *
     * @param place what it belongs to; it can be opened for that only
     */
    public String close(String place, String secret) {
        if (key == null) {
            return secret;
        }
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = mac(key, "nonce");
            mac.update(place.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] nonce = Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain);
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * A secret that was kept; one that never was sealed is returned as it is.
     *
     * @throws StoreFailure when it was sealed with another key, for another place, or has been changed
     */
    public String open(String place, String kept) {
        if (key == null || !kept.startsWith(PREFIX)) {
            return kept;
        }
        try {
            byte[] both = Base64.getDecoder().decode(kept.substring(PREFIX.length()));
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                            .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreFailure("a secret was sealed with another key than we have", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(mac(key, "encrypt").doFinal(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static Mac mac(byte[] key, String use) throws GeneralSecurityException {
        Mac derive = Mac.getInstance(MAC);
        derive.init(new SecretKeySpec(key, MAC));
        Mac mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(derive.doFinal(use.getBytes(StandardCharsets.UTF_8)), MAC));
        return mac;
    }

    /** The key is not told. */
    @Override
    public String toString() {
        return key == null ? "Seal[none]" : "Seal[…]";
    }
}
