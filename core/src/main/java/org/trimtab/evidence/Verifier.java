package org.trimtab.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.Verdict.Finding;

/**
 * Checks the files of a bundle: the signature, every record against its signed hash, every derived file against what
 * it is derived from, and the statement against the readings. It never throws for what it reads.
 */
public final class Verifier {
    private final EvidenceFiles files;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Manifest manifest;
    private @Nullable EvidenceKey key;
    private final @Nullable KeyHistory history;

    private Verifier(EvidenceFiles files, @Nullable KeyHistory history) {
        this.files = files;
        this.history = history;
    }

    /**
     * Checks.
     *
     * @param files what is to be checked
     * @param expectedFingerprint fingerprint that the signing key must have; null when any key will do
     */
    public static Verdict verify(EvidenceFiles files, @Nullable String expectedFingerprint) {
        return verify(files, expectedFingerprint, null);
    }

    /**
     * Checks, with the history of a site's keys: the signing key must be in it, and the expected key too.
     *
     * @param files what is to be checked
     * @param expectedFingerprint fingerprint of a key of the history that is known to be the site's; null when any
     *     will do
     * @param history the keys; null when only the expected one counts
     */
    public static Verdict verify(
            EvidenceFiles files,
            @Nullable String expectedFingerprint,
            @Nullable KeyHistory history) {
        return new Verifier(files, history).verdict(expectedFingerprint);
    }

    private Verdict verdict(@Nullable String expectedFingerprint) {
        readManifest();
        boolean signed = checkSignature(expectedFingerprint);
        Manifest claimed = manifest;
        RecordsCheck records = new RecordsCheck(files.records());
        if (claimed == null) {
            findings.addAll(records.alone());
        } else {
            checkRecords(claimed, records, signed);
            if (!Arrays.equals(files.readme(), EvidenceFiles.readme(claimed, key))) {
                find(EvidenceFiles.README, "is not the text that belongs to this bundle");
            }
        }
        return new Verdict(
                findings,
                claimed == null ? null : claimed.about(),
                key == null ? null : key.fingerprint(),
                claimed == null ? 0 : claimed.leafHashes().size());
    }

    private void readManifest() {
        try {
            manifest = Manifest.read(files.manifest());
            key = EvidenceKey.ofBase64(manifest.publicKey());
        } catch (BadEvidence e) {
            find(EvidenceFiles.MANIFEST, "cannot be read: " + e.getMessage());
        }
    }

    private boolean checkSignature(@Nullable String expectedFingerprint) {
        EvidenceKey named = key;
        if (named == null) {
            return false;
        }
        if (!Arrays.equals(files.publicKey(), named.pem())) {
            find(EvidenceFiles.PUBLIC_KEY, "is not the key that manifest.json names");
        }
        checkExpected(named.fingerprint(), expectedFingerprint);
        if (files.signature().length != EvidenceKey.SIGNATURE_BYTES) {
            find(
                    EvidenceFiles.SIGNATURE,
                    "a signature has "
                            + EvidenceKey.SIGNATURE_BYTES
                            + " bytes, this has "
                            + files.signature().length);
            return false;
        }
        if (!named.signed(files.manifest(), files.signature())) {
            find(
                    "signature",
                    "manifest.sig is not the signature of manifest.json; one of the two was"
                            + " changed, or another key signed it");
            return false;
        }
        return true;
    }

    private void checkExpected(String signing, @Nullable String expected) {
        KeyHistory known = history;
        if (expected != null && !expected.equals(signing)) {
            if (known == null || !known.vouches(expected, signing)) {
                find(
                        EvidenceFiles.PUBLIC_KEY,
                        "signed by key "
                                + signing
                                + ", expected "
                                + expected
                                + (known == null ? "" : " or another of its key history"));
            }
        } else if (expected == null && known != null && known.find(signing).isEmpty()) {
            find(
                    EvidenceFiles.PUBLIC_KEY,
                    "signed by key " + signing + ", which is not in the key history");
        }
    }

    private void checkRecords(Manifest claimed, RecordsCheck records, boolean signed) {
        List<Finding> found =
                signed ? records.againstSigned(claimed.leafHashes()) : records.alone();
        findings.addAll(found);
        if (!found.isEmpty()) {
            if (!signed && !claimed.leafHashes().equals(records.hashes())) {
                find(EvidenceFiles.MANIFEST, "its leaf hashes are not those of the records");
            }
            return;
        }
        checkHashes(claimed, records.hashes());
        List<EvidenceRecord> sound = records.sound();
        byte[] statement = EvidenceFiles.statement(sound);
        if (!Arrays.equals(files.statement(), statement)) {
            find(
                    EvidenceFiles.STATEMENT,
                    statement.length == "null\n".length()
                            ? "tells a statement, but no record holds one"
                            : "is not the statement that the records hold");
        }
        Manifest.About about = claimed.about();
        findings.addAll(
                switch (about.subject()) {
                    case EVENT -> new Recomputation(about, sound).findings();
                    case SETTLEMENT -> new SettlementRecomputation(about, sound).findings();
                });
    }

    private void checkHashes(Manifest claimed, List<String> hashes) {
        if (claimed.leafHashes().size() != hashes.size()) {
            find(
                    EvidenceFiles.MANIFEST,
                    "names "
                            + claimed.leafHashes().size()
                            + " records, there are "
                            + hashes.size());
            return;
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (!claimed.leafHashes().get(i).equals(hashes.get(i))) {
                find(EvidenceFiles.MANIFEST, "leaf hash " + (i + 1) + " is not that of the record");
            }
        }
        if (!claimed.headHash().equals(hashes.getLast())) {
            find(EvidenceFiles.MANIFEST, "head_hash is not the hash of the last record");
        }
        if (!claimed.merkleRoot().equals(EvidenceHash.root(hashes))) {
            find(EvidenceFiles.MANIFEST, "merkle_root is not the root over the records");
        }
    }

    private void find(String part, String problem) {
        findings.add(new Finding(part, problem));
    }
}
