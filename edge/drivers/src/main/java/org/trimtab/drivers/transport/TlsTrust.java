package org.trimtab.drivers.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.trimtab.drivers.api.Encryption;

/**
 * Whose certificates are believed: those this machine trusts and that name the host, or any, where the owner said so.
 *
 * @param verified for {@link Encryption#VERIFIED}
 * @param any for {@link Encryption#SELF_SIGNED}
 */
record TlsTrust(SSLContext verified, SSLContext any) {
    /** The machine's own trust. */
    static TlsTrust ofThisMachine() {
        try {
            return of(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    static TlsTrust of(SSLContext verified) {
        try {
            SSLContext any = SSLContext.getInstance("TLS");
            any.init(null, new TrustManager[] {new Anybody()}, null);
            return new TlsTrust(verified, any);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** The device's side of TLS is the server's. */
    SSLEngine engine(Encryption encryption, String host, int port) {
        SSLContext context = encryption == Encryption.VERIFIED ? verified : any;
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        if (encryption == Encryption.VERIFIED) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /** Takes any certificate: the owner said that these devices sign their own, so there is nobody to ask. */
    private static final class Anybody extends X509ExtendedTrustManager {
        private static final X509Certificate[] NOBODY = {};

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return NOBODY;
        }
    }
}
