package org.trimtab.store.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key of a vault: 32 random bytes, written as 64 hexadecimal digits. Its text form shows none of it. */
public final class VaultKey implements AutoCloseable {
    /** The environment variable that may hold the key. */
    public static final String VARIABLE = "TRIMTAB_VAULT_KEY";

    static final int MARK_BYTES = 8;

    private static final int BYTES = 32;
    private static final int FILE_BYTES_MAX = 4_096;
    private static final byte[] MARK_PURPOSE =
            "trimtab vault key mark 1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;

    private VaultKey(byte[] secret) {
        this.secret = secret;
    }

    /** A new random key. */
    public static VaultKey fresh(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new VaultKey(secret);
    }

    /**
     * The key from a file, or else from the environment.
     *
     * @param file a key file; null to look into the environment
     * @param environment looks up a variable, such as {@code System::getenv}
     * @return the key; null when no file is named and the variable is not set
     * @throws VaultFailure when what is there is not a key
     */
    public static @Nullable VaultKey find(
            @Nullable Path file, Function<String, @Nullable String> environment) {
        if (file != null) {
            return read(file);
        }
        String text = environment.apply(VARIABLE);
        return text == null
                ? null
                : parse("environment variable " + VARIABLE, text.strip().toCharArray());
    }

    private static VaultKey read(Path file) {
        byte[] bytes = {};
        char[] text = {};
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FILE_BYTES_MAX);
            int length = bytes.length;
            while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
                length--;
            }
            CharBuffer chars =
                    StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes, 0, length));
            text = chars.array();
            return parse("key file " + file, Arrays.copyOf(text, chars.limit()));
        } catch (IOException e) {
            throw new VaultFailure(
                    "key file "
                            + file
                            + " cannot be read; make one with: trimtab fleet credentials new-key FILE");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text, '\0');
        }
    }

    /** Reads the digits, and clears them. */
    private static VaultKey parse(String place, char[] digits) {
        try {
            byte[] secret = new byte[BYTES];
            boolean whole = digits.length == 2 * BYTES;
            for (int i = 0; whole && i < BYTES; i++) {
                int high = Character.digit(digits[2 * i], 16);
                int low = Character.digit(digits[2 * i + 1], 16);
                whole = high >= 0 && low >= 0;
                secret[i] = (byte) (high << 4 | low);
            }
            if (!whole) {
                Arrays.fill(secret, (byte) 0);
                throw new VaultFailure(
                        place
                                + " does not hold a vault key, which is 64 hexadecimal digits; make one"
                                + " with: trimtab fleet credentials new-key FILE");
            }
            return new VaultKey(secret);
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    /**
     * Writes it to a new file that only its owner may read.
     *
     * @throws VaultFailure when there is such a file already
     */
    public void writeTo(Path file) throws IOException {
        byte[] text = (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly())) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new VaultFailure(
                    file
                            + " is there already; a key that is overwritten locks its vault for ever, so"
                            + " choose another name");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> owner =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }

    SecretKey forCipher() {
        return new SecretKeySpec(secret, "AES");
    }

    /** Tells keys apart and gives nothing of them away: the start of a hash over them. */
    byte[] mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(MARK_PURPOSE);
            return Arrays.copyOf(digest.digest(secret), MARK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Forgets it. */
    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "VaultKey[not shown]";
    }
}
