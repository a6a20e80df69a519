package org.trimtab.drivers.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;

/** Connections under TLS, against Java's own HTTPS server with certificates made for the test. */
class EncryptedTest extends LoopFixture {
    private static final char[] PASSWORD = "only for this test".toCharArray();
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir static Path folder;

    private static KeyStore own;
    private static KeyStore others;

    private final AtomicInteger served = new AtomicInteger();

    @BeforeAll
    static void makeCertificates() throws Exception {
        own = selfSigned("own", "ip:127.0.0.1");
        others = selfSigned("others", "dns:miner.example");
    }

    /** One request, {@code count} times over. */
    private record Asking(Exchange exchange, AtomicInteger left) implements Conversation<Reply> {
        @Override
        public Turn<Reply> open() {
            return new Turn.Ask<>(exchange);
        }

        @Override
        public Turn<Reply> next(Reply reply) {
            return left.decrementAndGet() > 0 ? open() : new Turn.Done<>(reply);
        }
    }

    @Test
    void shouldTakeASelfSignedCertificateWhenTheOwnerAllowsIt() throws Exception {
        int port = https(own, 2);
        Reply reply = asked(port, Encryption.SELF_SIGNED, new byte[0], null, 1);
        assertThat(text(reply)).startsWith("HTTP/1.1 200").endsWith("xx");
    }

    @Test
    void shouldSendNothingWhenTheCertificateIsNotTrusted() throws Exception {
        int port = https(own, 2);
        Reply reply = asked(port, Encryption.VERIFIED, new byte[0], null, 1);
        WireFailure failure = WireFailure.of(reply);
        assertThat(failure.failure()).isEqualTo(Failure.CERTIFICATE_NOT_TRUSTED);
        assertThat(failure.detail()).contains("allow self-signed certificates");
        assertThat(reply.writtenAt()).isNull();
        assertThat(served).hasValue(0);
    }

    @Test
    void shouldGoOnWhenTheCertificateIsTrustedAndNamesTheHost() throws Exception {
        int port = https(own, 2);
        assertThat(text(asked(port, Encryption.VERIFIED, new byte[0], trusting(own), 1)))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void shouldSendNothingWhenTheCertificateNamesAnotherHost() throws Exception {
        int port = https(others, 2);
        Reply reply = asked(port, Encryption.VERIFIED, new byte[0], trusting(others), 1);
        assertThat(WireFailure.of(reply).failure()).isEqualTo(Failure.CERTIFICATE_NOT_TRUSTED);
        assertThat(served).hasValue(0);
    }

    @Test
    void shouldCarryLongRequestsAndAnswersWhenEncrypted() throws Exception {
        int port = https(own, 200_000);
        Reply reply = asked(port, Encryption.SELF_SIGNED, new byte[2_000_000], null, 1);
        assertThat(text(reply)).hasSizeGreaterThan(200_000).endsWith("xx");
    }

    @Test
    void shouldShakeHandsOnceWhenOneConnectionServesSeveralExchanges() throws Exception {
        int port = https(own, 2);
        assertThat(text(asked(port, Encryption.SELF_SIGNED, new byte[0], null, 5)))
                .startsWith("HTTP/1.1 200");
        assertThat(served).hasValue(5);
    }

    @Test
    void shouldSayItCannotBeReadWhenTheDeviceSpeaksNoTls() throws Exception {
        TestServer plain =
                server((request, socket, out) -> {
                    out.write(
                            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    socket.getInputStream().readAllBytes();
                });
        Reply reply = asked(plain.port(), Encryption.SELF_SIGNED, new byte[0], null, 1);
        assertThat(WireFailure.of(reply).failure()).isEqualTo(Failure.GARBLED);
    }

    @Test
    void shouldGiveUpInTimeWhenTheDeviceNeverAnswersTheHandshake() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        TestServer silent =
                server((request, socket, out) -> {
                    connected.countDown();
                    new CountDownLatch(1).await();
                });
        TestTalk<Reply> talk = talk(silent.port(), Encryption.SELF_SIGNED, new byte[0], 1);
        loop(limits(100, 50)).command(talk.talk, LATER);
        await(connected);
        skip(WITHIN.plusSeconds(1));
        assertThat(talk.result()).isInstanceOf(Reply.NoConnection.class);
    }

    @Test
    void shouldServeAllWhenManyConnectionsAreEncryptedAtOnce() throws Exception {
        int port = https(own, 2);
        DeviceLoop loop = loop(limits(400, 400));
        List<TestTalk<Reply>> talks =
                java.util.stream.IntStream.range(0, 60)
                        .mapToObj(i -> talk(port, Encryption.SELF_SIGNED, new byte[0], 1, "d" + i))
                        .toList();
        talks.forEach(talk -> loop.command(talk.talk, LATER));
        talks.forEach(talk -> assertThat(text(talk.result())).startsWith("HTTP/1.1 200"));
        assertThat(served).hasValue(60);
    }

    private Reply asked(
            int port, Encryption encryption, byte[] body, SSLContext trusted, int count) {
        TestTalk<Reply> talk = talk(port, encryption, body, count);
        LoopClock clock = new LoopClock(now::get, () -> System.nanoTime() + skippedNanos.get());
        DeviceLoop loop =
                new DeviceLoop(
                        clock, limits(100, 50), trusted == null ? null : TlsTrust.of(trusted));
        toClose.addFirst(loop);
        loop.command(talk.talk, LATER);
        return talk.result();
    }

    private static TestTalk<Reply> talk(int port, Encryption encryption, byte[] body, int count) {
        return talk(port, encryption, body, count, "d1");
    }

    private static TestTalk<Reply> talk(
            int port, Encryption encryption, byte[] body, int count, String device) {
        byte[] request =
                new HttpRequest("POST", "/", "127.0.0.1:" + port, body.clone()).bytes(null);
        Exchange exchange = new Exchange(port, request, Framing.HTTP, WITHIN, false, encryption);
        return TestTalk.with(device, new Asking(exchange, new AtomicInteger(count)));
    }

    /** A server with this key that reads every request and answers with so many letters. */
    private int https(KeyStore keys, int letters) throws Exception {
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        byte[] answer = "x".repeat(letters).getBytes(StandardCharsets.US_ASCII);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    served.incrementAndGet();
                    exchange.sendResponseHeaders(200, answer.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(answer);
                    }
                });
        server.start();
        toClose.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static SSLContext trusting(KeyStore certificates) throws Exception {
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", certificates.getCertificate("it"));
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore selfSigned(String name, String subject) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + subject,
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
