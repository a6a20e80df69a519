package org.trimtab.openadr.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a VEN: its own with the key, and those of the authorities it trusts. The key
 * never appears in a message.
 */
public final class ClientIdentity {

    /** Bytes of a certificate or key file. */
    private static final long MAX_FILE = 1 << 20;

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final char[] NO_PASSWORD = new char[0];

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;

    private ClientIdentity(
            PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.authorities = List.copyOf(authorities);
    }

    /**
     * Reads a PKCS#12 file with one key.
     *
     * @param authorities a PEM file of trusted certificates; null for those that come with Java
     * @throws IllegalArgumentException when a file cannot be used; the message names it
     */
    public static ClientIdentity pkcs12(Path file, char[] password, @Nullable Path authorities) {
        try (InputStream in = new ByteArrayInputStream(bytes(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey found) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new ClientIdentity(found, chain, trusted(authorities));
                }
            }
            throw new IllegalArgumentException("PKCS#12 file %s holds no key.".formatted(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "PKCS#12 file %s cannot be opened; check the file and its password."
                            .formatted(file),
                    e);
        }
    }

    /**
     * Reads a certificate chain, our own certificate first, and its key, both PEM.
     *
     * @param authorities a PEM file of trusted certificates; null for those that come with Java
     * @throws IllegalArgumentException when a file cannot be used; the message names it
     */
    public static ClientIdentity pem(Path chainFile, Path keyFile, @Nullable Path authorities) {
        List<X509Certificate> chain = certificates(chainFile);
        return new ClientIdentity(
                key(keyFile, chain.getFirst().getPublicKey().getAlgorithm()),
                chain,
                trusted(authorities));
    }

    private static List<X509Certificate> trusted(@Nullable Path authorities) {
        return authorities == null ? List.of() : certificates(authorities);
    }

    /** The certificates of a PEM file; one at least. */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate :
                    factory.generateCertificates(new ByteArrayInputStream(bytes(file)))) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("File %s holds no certificate.".formatted(file));
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "File %s cannot be read as PEM certificates.".formatted(file), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        try {
            String text = new String(bytes(file), StandardCharsets.US_ASCII);
            Matcher matcher = KEY.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException(
                        ("File %s holds no PKCS#8 key (BEGIN PRIVATE KEY); convert it with: openssl"
                                        + " pkcs8 -topk8 -nocrypt")
                                .formatted(file));
            }
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(
                    "The key in %s does not belong to the certificate, which is %s."
                            .formatted(file, algorithm),
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "File %s cannot be read as a PEM key.".formatted(file), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("%s is larger than %d bytes".formatted(file, MAX_FILE));
        }
        return Files.readAllBytes(file);
    }

    /** Our own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The fingerprint an operator enrols us by. */
    public String fingerprint() {
        return Fingerprint.of(certificate());
    }

    /** Our private key; it goes into no message and no log. */
    public PrivateKey key() {
        return key;
    }

    /** The authorities given; empty when those of Java are trusted. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** TLS with our certificate, trusting the authorities. */
    public SSLContext tls() {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(authorities));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys().getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up with these certificates.", e);
        }
    }

    /** Our key and certificates, to show. */
    KeyManagerFactory keys() {
        try {
            KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
            own.load(null, NO_PASSWORD);
            own.setKeyEntry("ven", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up with these certificates.", e);
        }
    }

    /** Those authorities; null makes Java use its own. */
    static @Nullable KeyStore store(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    @Override
    public String toString() {
        return "ClientIdentity[%s]".formatted(fingerprint());
    }
}
