package org.trimtab.openadr.vtn.push;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS for the VTN's server, 1.2 and 1.3, and who may connect.
 *
 * @param certificate PEM file with the server's certificate, then those between it and its authority
 * @param key PEM file with its private key (BEGIN PRIVATE KEY)
 * @param clientAuthority PEM file with the authorities of client certificates; null asks clients for none
 * @param clientsMust whether a client without a certificate is turned away; else it may come without
 */
public record VtnTls(
        Path certificate, Path key, @Nullable Path clientAuthority, boolean clientsMust) {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    public VtnTls {
        if (clientsMust && clientAuthority == null) {
            throw new IllegalArgumentException(
                    "client certificates can only be required with the file of their authorities");
        }
    }

    /**
     * What Helidon's server takes: {@code WebServer.builder().tls(tls.server())}.
     *
     * @throws IllegalArgumentException when a file cannot be used; the message says which and why
     */
    public Tls server() {
        TlsClientAuth clients =
                clientAuthority == null
                        ? TlsClientAuth.NONE
                        : clientsMust ? TlsClientAuth.REQUIRED : TlsClientAuth.OPTIONAL;
        return Tls.builder()
                .sslContext(context())
                .clientAuth(clients)
                .enabledProtocols(PROTOCOLS)
                .build();
    }

    private SSLContext context() {
        List<X509Certificate> chain = Pem.certificates(certificate);
        PrivateKey privateKey = Pem.key(key);
        check(chain.getFirst().getPublicKey(), privateKey);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            char[] noPassword = new char[0];
            store.setKeyEntry("vtn", privateKey, noPassword, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            TrustManager[] trust =
                    clientAuthority == null ? null : Pem.trust(clientAuthority).getTrustManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificate " + certificate + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void check(PublicKey certified, PrivateKey own) {
        boolean sameKind =
                certified.getAlgorithm().equals(own.getAlgorithm())
                        || own.getAlgorithm().startsWith("Ed");
        if (!sameKind) {
            throw new IllegalArgumentException(
                    "the key in "
                            + key
                            + " is of kind "
                            + own.getAlgorithm()
                            + ", the certificate in "
                            + certificate
                            + " of kind "
                            + certified.getAlgorithm()
                            + "; they must belong together");
        }
    }
}
