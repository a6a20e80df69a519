package org.trimtab.openadr.legacy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;

/** Certificates made for these tests only, of authorities whose keys were thrown away. */
final class TestFiles {

    static final char[] PASSWORD = "test-only".toCharArray();

    private TestFiles() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestFiles.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ClientIdentity pem(String name) {
        return ClientIdentity.pem(
                path(name + ".cert.pem"), path(name + ".key.pem"), path("ca.cert.pem"));
    }

    static ClientIdentity pem(String name, @Nullable Path authorities) {
        return ClientIdentity.pem(path(name + ".cert.pem"), path(name + ".key.pem"), authorities);
    }

    /** The TLS context of a server with that certificate, asking clients for one of our authority. */
    static SSLContext server(String name) {
        return pem(name).tls();
    }
}
