package org.trimtab.store.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.trimtab.evidence.BadEvidence;
import org.trimtab.evidence.KeyHistory;

/**
 * The signing key of a site and the public history of its keys, which lies beside it under the same name with {@code
 * .history}. The private half of a key that is superseded is not kept.
 */
public final class KeyRing {
    private static final String HISTORY = ".history";
    private static final String NEXT = ".next";

    private KeyRing() {}

    /** Where the history of a key file lies. */
    public static Path historyOf(Path keyFile) {
        return keyFile.resolveSibling(keyFile.getFileName() + HISTORY);
    }

    /**
     * Makes a key, and a history that begins with it.
     *
     * @throws IOException when there is a key already, or it cannot be written
     */
    public static KeyHistory create(Path keyFile, Instant at) throws IOException {
        if (Files.exists(historyOf(keyFile))) {
            throw new IOException(
                    "there is a history "
                            + historyOf(keyFile)
                            + " of other keys; move it away, or choose another name");
        }
        KeyHistory history = SigningKey.createNew(keyFile).begin(at);
        write(historyOf(keyFile), history);
        return history;
    }

    /**
     * The history of a key; one that begins with it when there is no file yet, dated when the key file was written.
     *
     * @throws IOException when the key or the history cannot be read, or do not belong
     */
    public static KeyHistory history(Path keyFile) throws IOException {
        settle(keyFile);
        SigningKey key = SigningKey.open(keyFile);
        Path file = historyOf(keyFile);
        if (Files.notExists(file)) {
            return key.begin(Files.getLastModifiedTime(keyFile).toInstant());
        }
        KeyHistory history = read(file);
        if (!history.current().key().equals(key.key())) {
            throw new IOException(
                    file
                            + " ends with key "
                            + history.current().key().id()
                            + ", but "
                            + keyFile
                            + " holds key "
                            + key.key().id());
        }
        return history;
    }

    /**
     * Puts a new key in the place of the present one, which vouches for it. Whoever holds the old key in memory goes
     * on signing with it until it opens the file again.
     *
     * @throws IOException when a file cannot be read or written
     */
    public static KeyHistory rotate(Path keyFile, Instant at) throws IOException {
        KeyHistory history = history(keyFile);
        SigningKey key = SigningKey.open(keyFile);
        Path next = nextOf(keyFile);
        Files.deleteIfExists(next);
        KeyHistory longer;
        try {
            longer = key.supersede(history, SigningKey.createNew(next), at);
        } catch (IllegalArgumentException e) {
            Files.deleteIfExists(next);
            throw new IOException("the key cannot be rotated: " + e.getMessage(), e);
        }
        // A kill after this line leaves the next key beside a history that ends with it: see
        // settle.
        write(historyOf(keyFile), longer);
        move(next, keyFile);
        return longer;
    }

    /**
     * Reads a history that somebody published.
     *
     * @throws IOException when it cannot be read or is not one
     */
    public static KeyHistory read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return KeyHistory.read(in.readNBytes(KeyHistory.BYTES_MAX + 1));
        } catch (BadEvidence e) {
            throw new IOException(file + " is not a key history: " + e.getMessage(), e);
        }
    }

    /** Ends a rotation that was broken off: the history is written first, so it says which key is next. */
    private static void settle(Path keyFile) throws IOException {
        Path next = nextOf(keyFile);
        Path file = historyOf(keyFile);
        if (Files.exists(next)
                && Files.exists(file)
                && read(file).current().key().equals(SigningKey.open(next).key())) {
            move(next, keyFile);
        }
    }

    private static Path nextOf(Path keyFile) {
        return keyFile.resolveSibling(keyFile.getFileName() + NEXT);
    }

    private static void write(Path file, KeyHistory history) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.write(draft, history.bytes());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        move(draft, file);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
