package org.trimtab.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bundle, as bytes.
 *
 * @param readme how to check it, for people
 * @param manifest what is signed
 * @param signature Ed25519 signature of the manifest
 * @param publicKey the key to check it with, as PEM
 * @param records one record a line
 * @param statement the last statement record's body, or null when the event was never settled
 */
public record EvidenceFiles(
        byte[] readme,
        byte[] manifest,
        byte[] signature,
        byte[] publicKey,
        byte[] records,
        byte[] statement) {
    public static final String README = "README.txt";
    public static final String MANIFEST = "manifest.json";
    public static final String SIGNATURE = "manifest.sig";
    public static final String PUBLIC_KEY = "public-key.pem";
    public static final String RECORDS = "records.jsonl";
    public static final String STATEMENT = "statement.json";

    /** Every file's name, in the order of a bundle. */
    public static final List<String> NAMES =
            List.of(README, MANIFEST, SIGNATURE, PUBLIC_KEY, RECORDS, STATEMENT);

    /** Every file's bytes, in the order of {@link #NAMES}. */
    public List<byte[]> contents() {
        return List.of(readme, manifest, signature, publicKey, records, statement);
    }

    /** From bytes in the order of {@link #NAMES}. */
    public static EvidenceFiles of(List<byte[]> contents) {
        return new EvidenceFiles(
                contents.get(0),
                contents.get(1),
                contents.get(2),
                contents.get(3),
                contents.get(4),
                contents.get(5));
    }

    /**
     * Chains, signs and describes an event's records. The same records and key give the same bytes.
     *
     * @param records every record of the event, numbered from 1
     * @param about where they come from
     * @param key public half of the key
     * @param secret private half
     * @throws GeneralSecurityException when the key cannot sign
     */
    public static EvidenceFiles seal(
            List<EvidenceRecord> records, Manifest.About about, EvidenceKey key, PrivateKey secret)
            throws GeneralSecurityException {
        EvidenceChain chain = EvidenceChain.of(records);
        Manifest manifest =
                new Manifest(
                        Manifest.FORMAT,
                        about,
                        chain.leafHashes(),
                        chain.headHash(),
                        chain.merkleRoot(),
                        key.base64());
        byte[] signed = manifest.bytes();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        signature.update(signed);
        return new EvidenceFiles(
                readme(manifest, key),
                signed,
                signature.sign(),
                key.pem(),
                chain.lines(),
                statement(records));
    }

    /** What {@link #STATEMENT} must hold: the body of the last statement record, and a newline. */
    static byte[] statement(List<EvidenceRecord> records) {
        Json body = Json.NOTHING;
        for (EvidenceRecord record : records.reversed()) {
            if (record.kind() == EvidenceKind.STATEMENT
                    || record.kind() == EvidenceKind.PROGRAM_STATEMENT) {
                body = record.body();
                break;
            }
        }
        return (CanonicalJson.text(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #README} must hold for a manifest. */
    static byte[] readme(Manifest manifest, @Nullable EvidenceKey key) {
        boolean event = manifest.about().subject() == Manifest.Subject.EVENT;
        String title = event ? "Evidence of a grid event" : "Evidence of a settlement";
        return """
        %s
        %s

        site    %s
        %s %s
        build   %s
        key     %s (SHA-256 of the public key)
        records %d

        records.jsonl   %s, one record a line, each naming the hash of the one before
        statement.json  what %s is worth (a copy of the last statement record)
        manifest.json   the hash of every record, and where they come from
        manifest.sig    Ed25519 signature of manifest.json, 64 bytes
        public-key.pem  the key to check it with

        To check all of it:

            trimtab verify THIS_FILE.zip

        That says "valid", or names every record or part that was changed. It also works the statement out again from
        the meter readings in here. A bundle proves who signed it only when you know the key: ask the site for its
        key's fingerprint by another way, and compare it with the one above.

        To check by hand, without Trimtab:

            openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig
            (printf '\\0'; sed -n 17p records.jsonl | tr -d '\\n') | sha256sum    # leaf hash 17 of the manifest

        The format is written down in docs/reference/evidence.md of Trimtab (%s).
        """
                .formatted(
                        title,
                        "=".repeat(title.length()),
                        manifest.about().site(),
                        event ? "event  " : "settled",
                        manifest.about().event(),
                        manifest.about().buildVersion(),
                        key == null ? "unreadable" : key.fingerprint(),
                        manifest.leafHashes().size(),
                        event ? "everything that happened" : "what it was worked out from",
                        event ? "the event" : "it",
                        manifest.format())
                .getBytes(StandardCharsets.UTF_8);
    }
}
