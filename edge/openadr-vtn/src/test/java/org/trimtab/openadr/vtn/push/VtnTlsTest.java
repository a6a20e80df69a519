package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

final class VtnTlsTest {
    private static VtnTls tls(boolean must) {
        return new VtnTls(
                Certificates.path("server.pem"),
                Certificates.path("server-key.pem"),
                Certificates.path("ca.pem"),
                must);
    }

    private static WebServer server(VtnTls tls) {
        return WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .tls(tls.server())
                .routing(
                        HttpRouting.builder()
                                .any(
                                        (request, response) ->
                                                response.send(
                                                        CertificateBinding.shown(
                                                                        request.remotePeer())
                                                                .map(CertificateBinding::thumbprint)
                                                                .orElse("nobody"))))
                .build()
                .start();
    }

    private static String asked(WebServer server, SSLContext as)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(as).build()) {
            URI url = URI.create("https://localhost:" + server.port() + "/");
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
        }
    }

    private static SSLContext anonymous() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null, Pem.trust(Certificates.path("ca.pem")).getTrustManagers(), null);
        return context;
    }

    @Test
    void shouldKnowTheCertificateWhenAClientShowsOne() throws Exception {
        X509Certificate certificate =
                Pem.certificates(Certificates.path("client.pem")).getFirst();
        WebServer server = server(tls(false));

        try {
            assertThat(asked(server, Certificates.client()))
                    .isEqualTo(CertificateBinding.thumbprint(certificate))
                    .hasSize(43);
            assertThat(asked(server, anonymous())).isEqualTo("nobody");
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldTurnAClientAwayWhenItMustShowACertificateAndHasNone() throws Exception {
        WebServer server = server(tls(true));

        try {
            assertThat(asked(server, Certificates.client())).hasSize(43);
            assertThatThrownBy(() -> asked(server, anonymous())).isInstanceOf(IOException.class);
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldHoldABoundTokenToItsCertificate() {
        X509Certificate client = Pem.certificates(Certificates.path("client.pem")).getFirst();
        X509Certificate other = Pem.certificates(Certificates.path("server.pem")).getFirst();
        Map<String, Object> bound = CertificateBinding.claim(client);

        assertThat(CertificateBinding.holds(bound, Optional.of(client))).isTrue();
        assertThat(CertificateBinding.holds(bound, Optional.of(other))).isFalse();
        assertThat(CertificateBinding.holds(bound, Optional.empty())).isFalse();
        assertThat(CertificateBinding.holds(null, Optional.empty())).isTrue();
        assertThat(CertificateBinding.holds(Map.of("jkt", "x"), Optional.of(client))).isFalse();
        assertThat(CertificateBinding.holds("x", Optional.of(client))).isFalse();
    }

    @Test
    void shouldSayWhichFileIsWrongWhenOneCannotBeUsed() {
        VtnTls mixed =
                new VtnTls(
                        Certificates.path("server.pem"),
                        Certificates.path("other-key.pem"),
                        null,
                        false);
        VtnTls swapped =
                new VtnTls(
                        Certificates.path("server.pem"), Certificates.path("ca.pem"), null, false);

        assertThatThrownBy(mixed::server).hasMessageContaining("must belong together");
        assertThatThrownBy(swapped::server).hasMessageContaining("openssl pkcs8");
    }
}
