package org.trimtab.openadr.vtn.push;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificates of the tests: an authority, and a server and a client of it; good for localhost until 2126. */
final class Certificates {
    private Certificates() {}

    static Path path(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Certificates.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext server() throws Exception {
        return of("server");
    }

    static SSLContext client() throws Exception {
        return of("client");
    }

    private static SSLContext of(String name) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                name,
                Pem.key(path(name + "-key.pem")),
                new char[0],
                Pem.certificates(path(name + ".pem"))
                        .toArray(new java.security.cert.Certificate[0]));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), Pem.trust(path("ca.pem")).getTrustManagers(), null);
        return context;
    }
}
