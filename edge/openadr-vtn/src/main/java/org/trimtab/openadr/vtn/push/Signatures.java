package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what goes to subscribers, so that they can tell it comes from this VTN and is whole. Each subscription has a
 * secret of its own, HMAC-SHA256 of {@code "openadr webhook " + id} under the VTN's key, as 64 lower-case hex digits;
 * its owner gets it with the answer to the subscription's creation. The signature is HMAC-SHA256 of the body under the
 * ASCII bytes of those digits, again in lower-case hex.
 */
public final class Signatures {
    /** The header that carries the signature of a notification. */
    public static final String HEADER = "X-OpenADR-Signature";

    /** The header in which the owner of a subscription is told its secret. */
    public static final String SECRET_HEADER = "X-OpenADR-Webhook-Secret";

    /** Bytes of the VTN's key. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Signs under this key of {@link #KEY_BYTES} random bytes. */
    public Signatures(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the webhook key has " + key.length + " bytes; it must have " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The secret of a subscription: 64 hex digits. */
    public String secret(String subscriptionId) {
        return hex(key, ("openadr webhook " + subscriptionId).getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of a body to the subscription. */
    public String sign(String subscriptionId, byte[] body) {
        byte[] secret = secret(subscriptionId).getBytes(StandardCharsets.US_ASCII);
        return hex(new SecretKeySpec(secret, ALGORITHM), body);
    }

    private static String hex(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
