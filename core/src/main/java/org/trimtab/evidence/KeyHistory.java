package org.trimtab.evidence;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys a site has signed with, oldest first. Each signs its own entry, and the key it supersedes signs it too: so a
 * person who knows one key's fingerprint can follow it to those before and after. A bundle stays good under the key
 * that signed it, superseded or not.
 *
 * @param keys oldest first; the last is in use
 */
public record KeyHistory(List<Entry> keys) {
    /** The format of a history. */
    public static final String FORMAT = "trimtab-keys/1";

    /** Most keys of one history; a file with more is refused. */
    public static final int KEYS_MAX = 1_000;

    /** Largest history that is read. */
    public static final int BYTES_MAX = 1_000_000;

    public KeyHistory {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > KEYS_MAX) {
            throw new BadEvidence(
                    "a key history names 1 to " + KEYS_MAX + " keys, this has " + keys.size());
        }
    }

    /**
     * A key.
     *
     * @param key its public half
     * @param from since when it signs
     * @param own its own signature over the entry's fields, base64
     * @param vouched signature of the same by the key it supersedes, base64; null for the first
     */
    public record Entry(EvidenceKey key, Instant from, String own, @Nullable String vouched) {}

    /**
     * A history that begins with a key.
     *
     * @throws GeneralSecurityException when the secret cannot sign
     */
    public static KeyHistory startingWith(EvidenceKey key, Instant from, PrivateKey secret)
            throws GeneralSecurityException {
        String own = sign(CanonicalJson.bytes(told(key, from, null).build()), secret);
        return new KeyHistory(List.of(new Entry(key, from, own, null)));
    }

    /** The key in use. */
    public Entry current() {
        return keys.getLast();
    }

    /**
     * The history with one key more.
     *
     * @param next the key that signs from now on
     * @param from since when
     * @param nextSecret its private half
     * @param secret private half of the key that is superseded
     * @throws IllegalArgumentException when the key is already in the history or begins before the last one
     * @throws GeneralSecurityException when a secret cannot sign
     */
    public KeyHistory rotated(
            EvidenceKey next, Instant from, PrivateKey nextSecret, PrivateKey secret)
            throws GeneralSecurityException {
        if (find(next.fingerprint()).isPresent()) {
            throw new IllegalArgumentException("key " + next.id() + " is already in the history");
        }
        if (from.isBefore(current().from())) {
            throw new IllegalArgumentException(
                    "a key cannot begin at "
                            + from
                            + ", before the one it supersedes began at "
                            + current().from());
        }
        byte[] told = CanonicalJson.bytes(told(next, from, current().key()).build());
        List<Entry> more = new ArrayList<>(keys);
        more.add(new Entry(next, from, sign(told, nextSecret), sign(told, secret)));
        return new KeyHistory(more);
    }

    private static String sign(byte[] bytes, PrivateKey secret) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        signature.update(bytes);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    /** A key by its fingerprint. */
    public Optional<Entry> find(String fingerprint) {
        return keys.stream().filter(k -> k.key().fingerprint().equals(fingerprint)).findFirst();
    }

    /** The key that took a key's place; empty when it is in use, or not in the history. */
    public Optional<Entry> successor(String fingerprint) {
        for (int i = 0; i + 1 < keys.size(); i++) {
            if (keys.get(i).key().fingerprint().equals(fingerprint)) {
                return Optional.of(keys.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Whether a person who trusts one key has reason to trust another: both are in this history. */
    public boolean vouches(String trusted, String other) {
        return find(trusted).isPresent() && find(other).isPresent();
    }

    /** Its bytes: a key a line, in canonical JSON. */
    public byte[] bytes() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        EvidenceKey before = null;
        for (Entry entry : keys) {
            lines.writeBytes(
                    CanonicalJson.bytes(
                            told(entry.key(), entry.from(), before)
                                    .with("signature", entry.own())
                                    .with("superseded_signature", entry.vouched())
                                    .build()));
            lines.write('\n');
            before = entry.key();
        }
        return lines.toByteArray();
    }

    /**
     * Reads a history and checks that every key is vouched for by the one before it.
     *
     * @throws BadEvidence when it is not one; the message names the line
     */
    public static KeyHistory read(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new BadEvidence("a key history has at most " + BYTES_MAX + " bytes");
        }
        List<Entry> keys = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int until = from;
            while (until < bytes.length && bytes[until] != '\n') {
                until++;
            }
            try {
                keys.add(
                        entry(
                                Arrays.copyOfRange(bytes, from, until),
                                keys.isEmpty() ? null : keys.getLast()));
            } catch (BadEvidence e) {
                throw new BadEvidence("key " + (keys.size() + 1) + ": " + e.getMessage());
            }
            from = until + 1;
        }
        KeyHistory history = new KeyHistory(keys);
        if (!Arrays.equals(history.bytes(), bytes)) {
            throw new BadEvidence("a key history ends with one newline and has no other fields");
        }
        return history;
    }

    private static Entry entry(byte[] line, @Nullable Entry before) {
        FieldReader fields = new FieldReader(CanonicalJsonReader.readFields(line));
        if (!fields.text("format").equals(FORMAT)) {
            throw new BadEvidence("format \"" + fields.text("format") + "\" is not " + FORMAT);
        }
        EvidenceKey key = EvidenceKey.ofBase64(fields.text("public_key"));
        Instant from = fields.instant("from");
        String own = fields.text("signature");
        byte[] told =
                CanonicalJson.bytes(told(key, from, before == null ? null : before.key()).build());
        if (!key.signed(told, signature(own))) {
            throw new BadEvidence("its own signature is wrong");
        }
        String vouched = fields.textOrNull("superseded_signature");
        if (before != null && (vouched == null || !before.key().signed(told, signature(vouched)))) {
            throw new BadEvidence(
                    "key "
                            + key.id()
                            + " is not vouched for by key "
                            + before.key().id()
                            + ", which it supersedes");
        }
        return new Entry(key, from, own, vouched);
    }

    private static byte[] signature(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadEvidence("a signature is not in base64");
        }
    }

    private static Json.Builder told(EvidenceKey key, Instant from, @Nullable EvidenceKey before) {
        return Json.fields()
                .with("format", FORMAT)
                .with("fingerprint", key.fingerprint())
                .with("public_key", key.base64())
                .with("from", from)
                .with("supersedes", before == null ? null : before.fingerprint());
    }
}
