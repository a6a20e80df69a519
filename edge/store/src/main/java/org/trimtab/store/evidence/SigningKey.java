package org.trimtab.store.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trimtab.evidence.EvidenceFiles;
import org.trimtab.evidence.EvidenceKey;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.KeyHistory;
import org.trimtab.evidence.Manifest;

/** The Ed25519 key with which a site signs its evidence. Its private half is never printed. */
public final class SigningKey {
    /** Largest key file looked into. */
    public static final int BYTES_MAX = 4_096;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s+"
                            + "-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private static final Pattern SECRET =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> OTHERS =
            List.of("RSA", "EC", "Ed448", "X25519", "X448", "DSA", "DH", "RSASSA-PSS");

    private final PrivateKey secret;
    private final EvidenceKey key;

    private SigningKey(PrivateKey secret, EvidenceKey key) {
        this.secret = secret;
        this.key = key;
    }

    /**
     * The key kept in a file; made, and readable by its owner alone, when there is no such file.
     *
     * @throws IOException when the file cannot be read or written, is not a key, or can be read by others
     */
    public static SigningKey loadOrCreate(Path file) throws IOException {
        if (Files.notExists(file)) {
            try {
                return create(file);
            } catch (FileAlreadyExistsException e) {
                // Somebody made it in this moment: theirs is the key.
            }
        }
        return load(file);
    }

    /**
     * A new key in a new file, readable by its owner alone.
     *
     * @throws IOException when there is such a file already, or it cannot be written
     */
    public static SigningKey createNew(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(
                    "there is a file " + file + " already; a key is never written over");
        }
        return create(file);
    }

    /**
     * The key kept in a file.
     *
     * @throws IOException when there is none, it is not a key, or it can be read by others
     */
    public static SigningKey open(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new IOException(
                    "there is no signing key "
                            + file
                            + "; make one: trimtab evidence key new "
                            + file);
        }
        return load(file);
    }

    /** The public half. */
    public EvidenceKey key() {
        return key;
    }

    /** SHA-256 of the public half, for people to compare. */
    public String fingerprint() {
        return key.fingerprint();
    }

    EvidenceFiles seal(List<EvidenceRecord> records, Manifest.About about) {
        try {
            return EvidenceFiles.seal(records, about, key, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked Ed25519 key must sign", e);
        }
    }

    /** A history that begins with this key. */
    KeyHistory begin(Instant from) {
        try {
            return KeyHistory.startingWith(key, from, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked Ed25519 key must sign", e);
        }
    }

    /** A history that ends with this key, in which another takes its place. */
    KeyHistory supersede(KeyHistory history, SigningKey next, Instant from) {
        try {
            return history.rotated(next.key, from, next.secret, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked Ed25519 key must sign", e);
        }
    }

    private static SigningKey create(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
        SigningKey made = new SigningKey(pair.getPrivate(), new EvidenceKey(pair.getPublic()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String text =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n"
                        + new String(made.key.pem(), StandardCharsets.US_ASCII);
        FileAttribute<?>[] attributes =
                hasPermissions(file)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                        : new FileAttribute<?>[0];
        // Under its name it is whole or not there: a full disk or a kill leaves no half of a key
        // behind.
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try {
            write(draft, text.getBytes(StandardCharsets.US_ASCII), attributes);
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        return made;
    }

    private static void write(Path file, byte[] content, FileAttribute<?>[] attributes)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static SigningKey load(Path file) throws IOException {
        if (hasPermissions(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(
                    "signing key "
                            + file
                            + " can be used by others ("
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            + "); run: chmod 600 "
                            + file);
        }
        if (Files.size(file) > BYTES_MAX) {
            throw notAKey(file);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        checkAlgorithm(file, text);
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw notAKey(file);
        }
        try {
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getDecoder().decode(pem.group(1).strip())));
            SigningKey loaded = new SigningKey(secret, EvidenceKey.ofBase64(pem.group(2).strip()));
            loaded.checkPair(file);
            return loaded;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notAKey(file);
        }
    }

    /** A key of another algorithm is called by its name. */
    private static void checkAlgorithm(Path file, String text) throws IOException {
        Matcher secret = SECRET.matcher(text);
        if (!secret.find()) {
            return;
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(secret.group(1));
        } catch (IllegalArgumentException e) {
            return;
        }
        for (String algorithm : OTHERS) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                continue;
            }
            throw new IOException(
                    file
                            + " holds a key of the algorithm "
                            + algorithm
                            + "; evidence is signed with Ed25519 and nothing else; make a key:"
                            + " trimtab evidence key new FILE");
        }
    }

    private void checkPair(Path file) throws IOException, GeneralSecurityException {
        byte[] sample = file.toString().getBytes(StandardCharsets.UTF_8);
        Signature sign = Signature.getInstance("Ed25519");
        sign.initSign(secret);
        sign.update(sample);
        if (!key.signed(sample, sign.sign())) {
            throw new IOException(
                    "the two halves of the signing key in " + file + " do not belong");
        }
    }

    private static IOException notAKey(Path file) {
        return new IOException(
                file
                        + " does not hold a private and a public Ed25519 key; move it away, and a new"
                        + " key is made (with a new fingerprint)");
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
