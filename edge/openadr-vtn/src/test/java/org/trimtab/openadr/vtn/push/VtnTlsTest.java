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
                                .any((request, response) ->
                                        response.send(
                                                request.remotePeer()
                                                        .tlsPrincipal()
                                                        .map(Object::toString)
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
        context.init(null, Pem.trust(Certificates.path("ca.pem")).getTrustManagers(), null);
        return context;
    }

    @Test
    void shouldKnowTheCertificateWhenAClientShowsOne() throws Exception {
        WebServer server = server(tls(false));

        try {
            assertThat(asked(server, Certificates.client())).isEqualTo("CN=client");
            assertThat(asked(server, anonymous())).isEqualTo("nobody");
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldTurnAClientAwayWhenItMustShowACertificateAndHasNone() throws Exception {
        WebServer server = server(tls(true));

        try {
            assertThat(asked(server, Certificates.client())).isEqualTo("CN=client");
            assertThatThrownBy(() -> asked(server, anonymous())).isInstanceOf(IOException.class);
        } finally {
            server.stop();
        }
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
