package org.trimtab.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The public half of the key that signs evidence.
 *
 * @param key an Ed25519 key (RFC 8032)
 */
public record EvidenceKey(PublicKey key) {
    /** Length of an Ed25519 signature. */
    public static final int SIGNATURE_BYTES = 64;

    private static final int ID_DIGITS = 16;

    /** Other algorithms a key may be of, to call it by its name. */
    private static final List<String> OTHERS =
            List.of("RSA", "EC", "Ed448", "X25519", "X448", "DSA", "DH", "RSASSA-PSS");

    /**
     * The key from the base64 text of its SubjectPublicKeyInfo.
     *
     * @throws BadEvidence when it is not an Ed25519 key; the message names the algorithm it is of
     */
    public static EvidenceKey ofBase64(String text) {
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BadEvidence("the public key is not in base64");
        }
        X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
        try {
            return new EvidenceKey(KeyFactory.getInstance("Ed25519").generatePublic(spec));
        } catch (GeneralSecurityException e) {
            throw new BadEvidence(
                    "the public key is "
                            + algorithm(spec)
                            + "; evidence is signed with Ed25519 (RFC 8032) and nothing else");
        }
    }

    private static String algorithm(X509EncodedKeySpec spec) {
        for (String algorithm : OTHERS) {
            try {
                KeyFactory.getInstance(algorithm).generatePublic(spec);
                return "of the algorithm " + algorithm;
            } catch (GeneralSecurityException e) {
                // Not of this one.
            }
        }
        return "no key that can be read";
    }

    /** Its SubjectPublicKeyInfo in base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** The same as a PEM file. */
    public byte[] pem() {
        return ("-----BEGIN PUBLIC KEY-----\n" + base64() + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** SHA-256 of its SubjectPublicKeyInfo; short enough to be told over the telephone and pinned. */
    public String fingerprint() {
        return EvidenceHash.plain(key.getEncoded());
    }

    /** The first 16 digits of the fingerprint: a name for people. What is pinned is the whole fingerprint. */
    public String id() {
        return fingerprint().substring(0, ID_DIGITS);
    }

    /** Whether a signature of these bytes was made with this key's private half. */
    public boolean signed(byte[] bytes, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
