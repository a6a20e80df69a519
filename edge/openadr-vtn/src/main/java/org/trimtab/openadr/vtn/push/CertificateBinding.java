package org.trimtab.openadr.vtn.push;

import io.helidon.common.socket.PeerInfo;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens bound to the client's certificate (RFC 8705, section 3): the token carries {@code cnf} with {@code x5t#S256},
 * and is good only on a connection that shows that certificate.
 */
public final class CertificateBinding {
    /** The claim that holds the binding. */
    public static final String CLAIM = "cnf";

    /** Its member: the base64url SHA-256 of the certificate. */
    public static final String THUMBPRINT = "x5t#S256";

    private CertificateBinding() {}

    /** The certificate a client showed; empty without TLS or when it showed none. */
    public static Optional<X509Certificate> shown(PeerInfo peer) {
        return peer.tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> chain[0])
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast);
    }

    /** What a token to this client carries as {@link #CLAIM}. */
    public static Map<String, Object> claim(Certificate certificate) {
        return Map.of(THUMBPRINT, thumbprint(certificate));
    }

    /** The base64url SHA-256 of the certificate's DER bytes, without padding. */
    public static String thumbprint(Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was shown cannot be read", e);
        }
    }

    /**
     * Whether a token may be used on a connection: always when it is bound to nothing; a binding of a kind not known
     * here is never met.
     *
     * @param cnf the token's {@link #CLAIM}; null when it has none
     */
    public static boolean holds(@Nullable Object cnf, Optional<X509Certificate> shown) {
        if (cnf == null) {
            return true;
        }
        if (cnf instanceof Map<?, ?> members
                && members.get(THUMBPRINT) instanceof String bound
                && shown.isPresent()) {
            return MessageDigest.isEqual(
                    bound.getBytes(StandardCharsets.US_ASCII),
                    thumbprint(shown.get()).getBytes(StandardCharsets.US_ASCII));
        }
        return false;
    }
}
