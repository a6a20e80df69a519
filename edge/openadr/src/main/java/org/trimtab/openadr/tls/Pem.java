package org.trimtab.openadr.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PEM with certificates or a key. Every trouble is an {@link IllegalArgumentException} that names
 * it.
 *
 * @param name what it is called in a message
 */
record Pem(String name, byte[] bytes) {
    /** Bytes of a certificate or key file. */
    private static final long MAX_FILE = 1 << 20;

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    static Pem file(Path file) {
        try {
            return new Pem("File " + file, bytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("File %s cannot be read as PEM.".formatted(file), e);
        }
    }

    static Pem text(String name, String text) {
        return new Pem(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("%s is larger than %d bytes".formatted(file, MAX_FILE));
        }
        return Files.readAllBytes(file);
    }

    List<X509Certificate> certificates() {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate :
                    factory.generateCertificates(new ByteArrayInputStream(bytes))) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("%s holds no certificate.".formatted(name));
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read as PEM certificates.".formatted(name), e);
        }
    }

    PrivateKey key(String algorithm) {
        try {
            Matcher matcher = KEY.matcher(new String(bytes, StandardCharsets.US_ASCII));
            if (!matcher.find()) {
                throw new IllegalArgumentException(
                        ("%s holds no PKCS#8 key (BEGIN PRIVATE KEY); convert it with: openssl"
                                        + " pkcs8 -topk8 -nocrypt")
                                .formatted(name));
            }
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(
                    "The key in %s does not belong to the certificate, which is %s."
                            .formatted(name, algorithm),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read as a PEM key.".formatted(name), e);
        }
    }
}
