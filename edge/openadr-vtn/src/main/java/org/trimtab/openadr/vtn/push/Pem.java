package org.trimtab.openadr.vtn.push;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads PEM files of certificates and keys; what is wrong with one comes out as an IllegalArgumentException in words.
 */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private Pem() {}

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read: " + e, e);
        }
    }

    /** The certificates of a file, in their order; one at least. */
    static List<X509Certificate> certificates(Path file) {
        try {
            byte[] pem = text(file).getBytes(StandardCharsets.US_ASCII);
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " holds no readable certificate: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "the file " + file + " holds no certificate; it must be PEM (BEGIN CERTIFICATE)");
    }

    /** The private key of a file: PKCS #8, not encrypted. */
    static PrivateKey key(Path file) {
        Matcher key = KEY.matcher(text(file));
        if (!key.find()) {
            throw new IllegalArgumentException(
                    "the file "
                            + file
                            + " holds no key of the form BEGIN PRIVATE KEY; make one of another form with"
                            + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
        for (String algorithm : ALGORITHMS) {
            PrivateKey read = key(bytes, algorithm);
            if (read != null) {
                return read;
            }
        }
        throw new IllegalArgumentException("the key in " + file + " is neither EC, RSA nor EdDSA");
    }

    private static @Nullable PrivateKey key(byte[] bytes, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** Trust in the authorities of a file; in those of the system without one. */
    static TrustManagerFactory trust(@Nullable Path file) {
        try {
            KeyStore store = null;
            if (file != null) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (X509Certificate certificate : certificates(file)) {
                    store.setCertificateEntry("authority-" + number, certificate);
                    number++;
                }
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the authorities in " + file + " cannot be used: " + e, e);
        }
    }
}
