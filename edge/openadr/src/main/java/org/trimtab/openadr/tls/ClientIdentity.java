package org.trimtab.openadr.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a VEN: its own with the key, and those of the authorities it trusts. The key
 * never appears in a message.
 */
public final class ClientIdentity {

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
        try (InputStream in = new ByteArrayInputStream(Pem.bytes(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey found) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new ClientIdentity(
                            found,
                            chain,
                            authorities == null ? List.of() : Pem.file(authorities).certificates());
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
        return of(
                Pem.file(chainFile),
                Pem.file(keyFile),
                authorities == null ? null : Pem.file(authorities));
    }

    /**
     * The same from texts, as a VTN hands them out for its broker.
     *
     * @throws IllegalArgumentException when one cannot be used; the message says which
     */
    public static ClientIdentity pem(String chain, String key, @Nullable String authorities) {
        return of(
                Pem.text("the client certificate", chain),
                Pem.text("the client's key", key),
                authorities == null ? null : Pem.text("the authorities", authorities));
    }

    private static ClientIdentity of(Pem chainText, Pem keyText, @Nullable Pem authorities) {
        List<X509Certificate> chain = chainText.certificates();
        return new ClientIdentity(
                keyText.key(chain.getFirst().getPublicKey().getAlgorithm()),
                chain,
                authorities == null ? List.of() : authorities.certificates());
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
