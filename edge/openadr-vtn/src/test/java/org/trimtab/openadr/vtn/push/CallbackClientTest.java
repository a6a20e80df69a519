package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.openadr.vtn.push.CallbackClient.CallbackAnswer;

final class CallbackClientTest {
    private static final CallbackPolicy LOOPBACK =
            new CallbackPolicy(true, true, Duration.ofSeconds(30));

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** A server that writes this text to whoever asks; an empty text is never answered. */
    private int answering(ServerSocket server, String text) {
        CountDownLatch end = new CountDownLatch(1);
        open.add(server);
        open.add(end::countDown);
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        InputStream in = socket.getInputStream();
                        while (in.read() != '\n') {
                            // The request line; the rest does not matter.
                        }
                        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().flush();
                        end.await();
                    } catch (IOException | InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        return server.getLocalPort();
    }

    private int answering(String text) throws IOException {
        return answering(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), text);
    }

    private CallbackClient client(CallbackPolicy policy, Resolver resolver) {
        CallbackClient client =
                new CallbackClient(
                        policy, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault());
        open.add(client);
        return client;
    }

    private CallbackAnswer get(String answer) throws Exception {
        int port = answering(answer);
        return client(LOOPBACK, Resolver.SYSTEM).get(new Callback(false, "127.0.0.1", port, "/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhe\n3;x=1\nllo\n0\n\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhelloMORE"
            })
    void shouldReadTheBodyWhenTheAnswerIsWellFormed(String answer) throws Exception {
        assertThat(get(answer)).isEqualTo(new CallbackAnswer(200, "hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void shouldFailWhenTheAnswerIsNotHttp(String answer) {
        assertThatThrownBy(() -> get(answer)).isInstanceOf(CallbackFailed.class);
    }

    @Test
    void shouldFailWhenTheHeadNeverEnds() {
        assertThatThrownBy(() -> get("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000)))
                .isInstanceOf(CallbackFailed.class)
                .hasMessageContaining("too long");
    }

    @Test
    void shouldNotFollowWhenTheAnswerIsARedirect() throws Exception {
        CallbackAnswer answer =
                get(
                        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n"
                                + "Content-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(302);
    }

    @Test
    void shouldGiveUpWhenNobodyAnswers() throws Exception {
        int port = answering("");
        CallbackPolicy hasty = new CallbackPolicy(true, true, Duration.ofMillis(50));

        assertThatThrownBy(() ->
                        client(hasty, Resolver.SYSTEM)
                                .post(
                                        new Callback(false, "127.0.0.1", port, "/"),
                                        Map.of(),
                                        new byte[0]))
                .isInstanceOf(CallbackFailed.class)
                .hasMessageContaining("no answer within 50 ms");
    }

    @Test
    void shouldCallNothingWhenANameLeadsToAPrivateAddressAtLast() {
        Resolver mixed =
                host ->
                        new InetAddress[] {
                            InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")
                        };

        assertThatThrownBy(() ->
                        client(CallbackPolicy.STRICT, mixed)
                                .get(new Callback(true, "rebind.example", 443, "/")))
                .isInstanceOf(CallbackFailed.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void shouldAskForTheAddressOnceWhenItCalls() throws Exception {
        int port = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        List<String> asked = new java.util.ArrayList<>();
        Resolver resolver =
                host -> {
                    asked.add(host);
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                };

        client(LOOPBACK, resolver).get(new Callback(false, "name.example", port, "/"));

        assertThat(asked).containsExactly("name.example");
    }

    @Test
    void shouldTalkTlsToTheCheckedAddressAndCheckTheName() throws Exception {
        SSLContext context = Certificates.server();
        SSLServerSocketFactory factory = context.getServerSocketFactory();
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        Path authority = Certificates.path("ca.pem");
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, Pem.trust(authority).getTrustManagers(), null);
        Resolver loopback = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        CallbackClient client = new CallbackClient(LOOPBACK, loopback, trusting.getSocketFactory());
        open.add(client);
        int right = answering(factory.createServerSocket(0, 5), answer);
        int wrong = answering(factory.createServerSocket(0, 5), answer);

        assertThat(client.get(new Callback(true, "localhost", right, "/")).status()).isEqualTo(200);
        assertThatThrownBy(() -> client.get(new Callback(true, "other.example", wrong, "/")))
                .isInstanceOf(CallbackFailed.class)
                .hasMessageContaining("other.example");
    }
}
