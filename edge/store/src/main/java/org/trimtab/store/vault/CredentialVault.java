package org.trimtab.store.vault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.trimtab.store.disk.AtomicRename;

/**
 * Logins by device, group or family, in one file encrypted with AES-256-GCM. The file is a fixed head (name with
 * version, a mark of the key, a nonce that is new with every write) and the sealed entries. The head is under the seal
 * too, so that a change of any byte is seen. Whoever can put back an old copy of the file can bring back old logins:
 * that is not seen.
 */
public final class CredentialVault implements AutoCloseable {
    /** Most logins kept. */
    public static final int ENTRIES_MAX = 250_000;

    /** Longest user name or password. */
    public static final int TEXT_LENGTH_MAX = 1_024;

    private static final int FILE_BYTES_MAX = 64 * 1024 * 1024;
    private static final byte[] NAME = "TTVAULT1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = NAME.length + VaultKey.MARK_BYTES + NONCE_BYTES;

    /** A login as it is kept. */
    private static final class Login implements AutoCloseable {
        private final String user;
        private final char[] password;

        Login(String user, char[] password) {
            this.user = user;
            this.password = password;
        }

        @Override
        public void close() {
            Arrays.fill(password, '\0');
        }
    }

    /** Takes a login while it is looked up. */
    public interface Taker<T> {
        /**
         * Takes it.
         *
         * @param password cleared when this returns; keep no part of it longer than needed
         */
        T take(String user, char[] password);
    }

    private final Path file;
    private final VaultKey key;
    private final SecureRandom random;
    private final SortedMap<Scope, Login> logins = new TreeMap<>();

    private CredentialVault(Path file, VaultKey key, SecureRandom random) {
        this.file = file;
        this.key = key;
        this.random = random;
    }

    /**
     * Opens a vault; one that is not there yet is empty.
     *
     * @throws VaultFailure when the key does not fit or the file was changed
     */
    public static CredentialVault open(Path file, VaultKey key) {
        CredentialVault vault = new CredentialVault(file, key, new SecureRandom());
        if (Files.exists(file)) {
            vault.read();
        }
        return vault;
    }

    /** Users by whom they are for; no passwords. */
    public SortedMap<Scope, String> users() {
        SortedMap<Scope, String> users = new TreeMap<>();
        logins.forEach((scope, login) -> users.put(scope, login.user));
        return users;
    }

    /**
     * The login of a device: its own, else its group's, else its family's.
     *
     * @return what the taker made of it; null when there is none
     */
    public <T> @Nullable T login(String device, String group, String family, Taker<T> taker) {
        Login found = logins.get(new Scope(Scope.Kind.DEVICE, device));
        if (found == null) {
            found = logins.get(new Scope(Scope.Kind.GROUP, group));
        }
        if (found == null) {
            found = logins.get(new Scope(Scope.Kind.FAMILY, family));
        }
        return handed(found, taker);
    }

    /** The login kept for exactly this scope; null when there is none. */
    public <T> @Nullable T login(Scope scope, Taker<T> taker) {
        return handed(logins.get(scope), taker);
    }

    private static <T> @Nullable T handed(@Nullable Login found, Taker<T> taker) {
        if (found == null) {
            return null;
        }
        char[] password = found.password.clone();
        try {
            return taker.take(found.user, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * Keeps a login; on disk after {@link #save}.
     *
     * @param password copied
     */
    public void put(Scope scope, String user, char[] password) {
        if (user.length() > TEXT_LENGTH_MAX || password.length > TEXT_LENGTH_MAX) {
            throw new VaultFailure(
                    "user and password have at most " + TEXT_LENGTH_MAX + " characters each");
        }
        if (logins.size() >= ENTRIES_MAX && !logins.containsKey(scope)) {
            throw new VaultFailure(
                    "the vault holds "
                            + ENTRIES_MAX
                            + " logins already; use one per group or family instead of one per device");
        }
        Login before = logins.put(scope, new Login(user, password.clone()));
        if (before != null) {
            before.close();
        }
    }

    /** Removes a login; false when there is none. */
    public boolean remove(Scope scope) {
        Login before = logins.remove(scope);
        if (before != null) {
            before.close();
        }
        return before != null;
    }

    /** Writes all of it: whoever looks at the file sees the old vault or the new one, never a part. */
    public void save() throws IOException {
        byte[] head = head();
        byte[] plain = encoded();
        byte[] sealed;
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, head).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        VaultKey.ownerOnly())) {
            write(channel, head);
            write(channel, sealed);
            channel.force(true);
        }
        AtomicRename.into(unfinished, file);
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private byte[] head() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return ByteBuffer.allocate(HEAD_BYTES).put(NAME).put(key.mark()).put(nonce).array();
    }

    private Cipher cipher(int mode, byte[] head) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                key.forCipher(),
                new GCMParameterSpec(TAG_BITS, head, HEAD_BYTES - NONCE_BYTES, NONCE_BYTES));
        cipher.updateAAD(head);
        return cipher;
    }

    private void read() {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FILE_BYTES_MAX + 1);
        } catch (IOException e) {
            throw new VaultFailure("vault " + file + " cannot be read: " + e.getMessage());
        }
        if (bytes.length > FILE_BYTES_MAX
                || bytes.length < HEAD_BYTES
                || !Arrays.equals(Arrays.copyOf(bytes, NAME.length), NAME)) {
            throw new VaultFailure(
                    "vault "
                            + file
                            + " does not begin like a vault of this version, so it is damaged or another"
                            + " file; put it back from a copy");
        }
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        byte[] mark = Arrays.copyOfRange(head, NAME.length, NAME.length + VaultKey.MARK_BYTES);
        if (!MessageDigest.isEqual(mark, key.mark())) {
            throw new VaultFailure(
                    "the key does not fit vault "
                            + file
                            + ": it was sealed with another one, or its head was changed; give the key it"
                            + " was made with in "
                            + VaultKey.VARIABLE
                            + " or --vault-key-file");
        }
        byte[] plain = {};
        try {
            plain =
                    cipher(Cipher.DECRYPT_MODE, head)
                            .doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
            decode(plain);
        } catch (AEADBadTagException e) {
            throw damaged();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw damaged();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private VaultFailure damaged() {
        return new VaultFailure(
                "vault "
                        + file
                        + " was changed since it was written, by accident or by somebody; put it back from a"
                        + " copy, and change the passwords if you cannot tell who did it");
    }

    private byte[] encoded() throws IOException {
        Bytes bytes = new Bytes();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(logins.size());
            for (Map.Entry<Scope, Login> entry : logins.entrySet()) {
                out.writeByte(entry.getKey().kind().code());
                out.writeUTF(entry.getKey().name());
                out.writeUTF(entry.getValue().user);
                byte[] password = utf8(entry.getValue().password);
                out.writeShort(password.length);
                out.write(password);
                Arrays.fill(password, (byte) 0);
            }
        }
        byte[] copy = bytes.toByteArray();
        bytes.clear();
        return copy;
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        for (int i = 0; i < encoded.limit(); i++) {
            encoded.put(i, (byte) 0);
        }
        return bytes;
    }

    private void decode(byte[] plain) throws IOException {
        try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(plain))) {
            int count = in.readInt();
            if (count < 0 || count > ENTRIES_MAX) {
                throw new IOException("an impossible number of logins");
            }
            for (int i = 0; i < count; i++) {
                Scope scope = new Scope(Scope.Kind.of(in.readUnsignedByte()), in.readUTF());
                String user = in.readUTF();
                byte[] password = in.readNBytes(in.readUnsignedShort());
                CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password));
                logins.put(scope, new Login(user, Arrays.copyOf(chars.array(), chars.limit())));
                Arrays.fill(chars.array(), '\0');
                Arrays.fill(password, (byte) 0);
            }
        }
    }

    /** A buffer whose content can be cleared. */
    private static final class Bytes extends ByteArrayOutputStream {
        void clear() {
            Arrays.fill(buf, (byte) 0);
        }
    }

    /** Forgets every password; the key is its owner's to close. */
    @Override
    public void close() {
        logins.values().forEach(Login::close);
        logins.clear();
    }
}
