package org.trimtab.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The public half of the key that signs evidence.
 *
 * @param key an Ed25519 key (RFC 8032)
 */
public record EvidenceKey(PublicKey key) {
    /** Length of an Ed25519 signature. */
    public static final int SIGNATURE_BYTES = 64;

    /**
     * The key from the base64 text of its SubjectPublicKeyInfo.
     *
     * @throws BadEvidence when it is not an Ed25519 key
     */
    public static EvidenceKey ofBase64(String text) {
        try {
            byte[] encoded = Base64.getDecoder().decode(text);
            return new EvidenceKey(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadEvidence("the public key is not an Ed25519 key in base64");
        }
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
