package org.trimtab.openadr.legacy;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.Fingerprint;

/**
 * Which keys may sign for the VTN. With fingerprints given, only those certificates; otherwise the
 * certificate of the VTN's own TLS session and certificates of the trusted authorities.
 */
record SignerTrust(List<X509Certificate> authorities, Set<String> fingerprints) {

    /** Returns when the certificate may sign; {@code chain} starts with it. */
    void check(List<X509Certificate> chain, @Nullable X509Certificate peer, Instant now) {
        X509Certificate signer = chain.getFirst();
        String fingerprint = Fingerprint.of(signer);
        if (!fingerprints.isEmpty()) {
            if (!fingerprints.contains(fingerprint)) {
                throw new RefusedPayload(
                        ResponseCode.NOT_REGISTERED,
                        "The payload is signed by %s, which is not among the trusted signers."
                                .formatted(fingerprint));
            }
            checkDates(signer, now);
            return;
        }
        if (signer.equals(peer) || authorities.contains(signer)) {
            checkDates(signer, now);
            return;
        }
        checkPath(chain, fingerprint, now);
    }

    private static void checkDates(X509Certificate signer, Instant now) {
        try {
            signer.checkValidity(Date.from(now));
        } catch (GeneralSecurityException e) {
            throw new RefusedPayload(
                    ResponseCode.NOT_REGISTERED,
                    "The certificate that signed the payload is valid from %s to %s only."
                            .formatted(
                                    signer.getNotBefore().toInstant(),
                                    signer.getNotAfter().toInstant()),
                    e);
        }
    }

    private void checkPath(List<X509Certificate> chain, String fingerprint, Instant now) {
        if (authorities.isEmpty()) {
            throw new RefusedPayload(
                    ResponseCode.NOT_REGISTERED,
                    ("The payload is signed by %s, which is not the certificate of the connection;"
                                    + " name it as a trusted signer if it is right.")
                            .formatted(fingerprint));
        }
        try {
            PKIXParameters parameters =
                    new PKIXParameters(
                            authorities.stream()
                                    .map(authority -> new TrustAnchor(authority, null))
                                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            List<X509Certificate> path =
                    chain.stream().filter(link -> !authorities.contains(link)).toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(path),
                            parameters);
        } catch (GeneralSecurityException e) {
            throw new RefusedPayload(
                    ResponseCode.NOT_REGISTERED,
                    "The payload is signed by %s, which no trusted authority vouches for."
                            .formatted(fingerprint),
                    e);
        }
    }

    /** Returns when a bare key, sent without a certificate, is that of the peer or of a trusted one. */
    void check(PublicKey key, @Nullable X509Certificate peer) {
        boolean known =
                (peer != null
                                && peer.getPublicKey().equals(key)
                                && (fingerprints.isEmpty()
                                        || fingerprints.contains(Fingerprint.of(peer))))
                        || authorities.stream()
                                .anyMatch(authority ->
                                        authority.getPublicKey().equals(key)
                                                && (fingerprints.isEmpty()
                                                        || fingerprints.contains(
                                                                Fingerprint.of(authority))));
        if (!known) {
            throw new RefusedPayload(
                    ResponseCode.NOT_REGISTERED,
                    "The payload is signed with a key that belongs to no trusted certificate.");
        }
    }
}
