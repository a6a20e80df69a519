package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.push.VtnTls;

/** The API over TLS, with and without client certificates. */
final class TlsApiTest {
    private static Path file(String name) throws Exception {
        return Path.of(PushSettings.class.getResource(name).toURI());
    }

    private static Certificate certificate(String name) throws Exception {
        try (InputStream pem = PushSettings.class.getResourceAsStream(name)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    /** A client that trusts the tests' authority and shows a certificate, or none. */
    private static HttpClient client(@Nullable String name, String... protocols) throws Exception {
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry("ca", certificate("ca.pem"));
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
        own.load(null, null);
        if (name != null) {
            Certificate certificate = certificate(name + ".pem");
            own.setKeyEntry(
                    name, key(name, certificate), new char[0], new Certificate[] {certificate});
        }
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(context);
        if (protocols.length > 0) {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(protocols);
            builder.sslParameters(parameters);
        }
        return builder.build();
    }

    private static PrivateKey key(String name, Certificate certificate) throws Exception {
        try (InputStream pem = PushSettings.class.getResourceAsStream(name + "-key.pem")) {
            String text =
                    new String(pem.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url, String token)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + "/programs"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(HttpClient client, String url)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/auth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id=bl&client_secret=bl"))
                        .build();
        String body = client.send(request, BodyHandlers.ofString()).body();
        return Caller.JSON.readTree(body).path("access_token").asString();
    }

    @Test
    void shouldBindATokenToTheCertificateWhenTheClientShowsOne() throws Exception {
        VtnTls tls = new VtnTls(file("server.pem"), file("server-key.pem"), file("ca.pem"), false);
        try (TestVtn vtn = new TestVtn(Store.SQLITE, tls.server());
                HttpClient shown = client("client");
                HttpClient none = client(null)) {
            String url = vtn.url().replace("127.0.0.1", "localhost");
            assertThat(url).startsWith("https://");
            String bound = token(shown, url);
            assertThat(get(shown, url, bound).statusCode()).isEqualTo(200);
            HttpResponse<String> stolen = get(none, url, bound);
            assertThat(stolen.statusCode()).isEqualTo(401);
            assertThat(stolen.body()).contains("certificate");
            String free = token(none, url);
            assertThat(get(none, url, free).statusCode()).isEqualTo(200);
            assertThat(get(shown, url, free).statusCode()).isEqualTo(200);
            HttpRequest server = HttpRequest.newBuilder(URI.create(url + "/auth/server")).build();
            assertThat(none.send(server, BodyHandlers.ofString()).body())
                    .contains("\"" + url + "/auth/token\"");
        }
    }

    @Test
    void shouldSpeakTls12And13OnlyWhenItServesTls() throws Exception {
        VtnTls tls = new VtnTls(file("server.pem"), file("server-key.pem"), null, false);
        try (TestVtn vtn = new TestVtn(Store.SQLITE, tls.server());
                HttpClient newer = client(null, "TLSv1.2");
                HttpClient older = client(null, "TLSv1.1")) {
            String url = vtn.url().replace("127.0.0.1", "localhost");
            assertThat(token(newer, url)).isNotEmpty();
            assertThatThrownBy(() -> token(older, url)).isInstanceOf(IOException.class);
        }
    }
}
