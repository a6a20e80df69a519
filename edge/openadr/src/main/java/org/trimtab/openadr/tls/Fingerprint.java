package org.trimtab.openadr.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The fingerprint by which OpenADR 2.0 knows a certificate: the last ten bytes of SHA-256 over its
 * DER form, in upper-case hexadecimal with colons. An operator enrols a VEN by it.
 */
public final class Fingerprint {

    private static final int BYTES = 10;

    private Fingerprint() {}

    /** Such as {@code 1A:2B:…:9F}, 29 characters long. */
    public static String of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(Arrays.copyOfRange(hash, hash.length - BYTES, hash.length));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("The certificate has no fingerprint.", e);
        }
    }
}
