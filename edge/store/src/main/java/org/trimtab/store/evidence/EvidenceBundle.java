package org.trimtab.store.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.EvidenceFiles;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.KeyHistory;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.Verdict;
import org.trimtab.evidence.Verdict.Finding;
import org.trimtab.evidence.Verifier;

/** An event's evidence as one file. One changed byte anywhere in it is found and named. */
public final class EvidenceBundle {
    /** Largest bundle that is written or looked into. */
    public static final int BYTES_MAX = 256 * 1024 * 1024;

    private static final String WHOLE = "bundle";

    private EvidenceBundle() {}

    /**
     * Seals an event's records into a file; a file of that name is replaced in one go.
     *
     * @param file where to
     * @param records every record of the event, numbered from 1
     * @param about where they come from
     * @param key who signs
     * @throws IOException when it cannot be written, or would be larger than {@link #BYTES_MAX}
     */
    public static void write(
            Path file, List<EvidenceRecord> records, Manifest.About about, SigningKey key)
            throws IOException {
        write(file, bytes(records, about, key));
    }

    /**
     * Writes a bundle that has been made; a file of that name is replaced in one go.
     *
     * @throws IOException when it cannot be written, or is larger than {@link #BYTES_MAX}
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        if (bytes.length > BYTES_MAX) {
            throw new IOException(
                    "the evidence for "
                            + file
                            + " has "
                            + bytes.length
                            + " bytes; a bundle holds at most "
                            + BYTES_MAX);
        }
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file name");
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "evidence", ".part");
        try {
            Files.write(draft, bytes);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    draft,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The bytes of a bundle; the same records and key give the same bytes. */
    public static byte[] bytes(List<EvidenceRecord> records, Manifest.About about, SigningKey key) {
        return BundleContainer.write(key.seal(records, about));
    }

    /**
     * Checks a bundle on disk.
     *
     * @param file the bundle
     * @param expectedFingerprint fingerprint that the signing key must have; null when any key will do
     * @throws IOException when the file cannot be read at all
     */
    public static Verdict verify(Path file, @Nullable String expectedFingerprint)
            throws IOException {
        return verify(file, expectedFingerprint, null);
    }

    /**
     * Checks a bundle on disk that was signed by any key of a history.
     *
     * @param file the bundle
     * @param expectedFingerprint fingerprint of a key of the history; null when any of them will do
     * @param history the site's keys; null when only the expected one counts
     * @throws IOException when the file cannot be read at all
     */
    public static Verdict verify(
            Path file, @Nullable String expectedFingerprint, @Nullable KeyHistory history)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return verify(in.readNBytes(BYTES_MAX + 1), expectedFingerprint, history);
        }
    }

    /** Checks a bundle; never throws for what is in it. */
    public static Verdict verify(byte[] bundle, @Nullable String expectedFingerprint) {
        return verify(bundle, expectedFingerprint, null);
    }

    /** Checks a bundle that was signed by any key of a history; never throws for what is in it. */
    public static Verdict verify(
            byte[] bundle, @Nullable String expectedFingerprint, @Nullable KeyHistory history) {
        if (bundle.length == 0) {
            return unreadable("is empty");
        }
        if (bundle.length > BYTES_MAX) {
            return unreadable("is larger than " + BYTES_MAX + " bytes, the most a bundle holds");
        }
        BundleContainer container = BundleContainer.read(bundle);
        EvidenceFiles files = container.files();
        if (files == null) {
            return Verdict.unreadable(container.findings());
        }
        List<Finding> more = new ArrayList<>();
        for (String name : container.changedContents()) {
            more.add(new Finding(name, "was changed after it was written: checksum"));
        }
        more.addAll(container.findings());
        return Verifier.verify(files, expectedFingerprint, history).and(more);
    }

    private static Verdict unreadable(String problem) {
        return Verdict.unreadable(List.of(new Finding(WHOLE, problem)));
    }
}
