package org.trimtab.openadr.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a VEN goes about TLS with one VTN and its broker: whom it trusts and what it shows of itself.
 */
public final class Tls {
    private final @Nullable ClientIdentity identity;
    private final List<X509Certificate> authorities;

    private Tls(@Nullable ClientIdentity identity, List<X509Certificate> authorities) {
        this.identity = identity;
        this.authorities = List.copyOf(authorities);
    }

    /**
     * From PEM files; null when none is given, which leaves all to Java.
     *
     * @param chain our certificate first; null to show none
     * @param key its key, PKCS#8
     * @param authorities those that are trusted, and no others; null for those of Java
     * @throws IllegalArgumentException when a file cannot be used; the message names it
     */
    public static @Nullable Tls of(
            @Nullable Path chain, @Nullable Path key, @Nullable Path authorities) {
        if ((chain == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "A client certificate and its key go together: give both or neither.");
        }
        if (chain != null && key != null) {
            ClientIdentity own = ClientIdentity.pem(chain, key, authorities);
            return new Tls(own, own.authorities());
        }
        return authorities == null ? null : new Tls(null, Pem.file(authorities).certificates());
    }

    /** That shows this certificate and trusts its authorities. */
    public static Tls showing(ClientIdentity identity) {
        return new Tls(identity, identity.authorities());
    }

    /** Whether it shows a certificate of its own. */
    public boolean showsItself() {
        return identity != null;
    }

    /** A fresh context. */
    public SSLContext context() {
        ClientIdentity own = identity;
        if (own != null) {
            return own.tls();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up with these certificates.", e);
        }
    }

    /** Who is trusted, for a client that takes no context. */
    public TrustManagerFactory trust() {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(ClientIdentity.store(authorities));
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up with these certificates.", e);
        }
    }

    /** What we show, for a client that takes no context; null for nothing. */
    public @Nullable KeyManagerFactory keys() {
        ClientIdentity own = identity;
        return own == null ? null : own.keys();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Tls[" + identity + ", " + authorities.size() + " authorities]";
    }
}
