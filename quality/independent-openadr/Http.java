import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plain HTTP/1.1, as any client sends it; and bytes on a socket for what no client would. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private Http() {}

    /** An answer. */
    record Answer(int status, HttpHeaders headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Object json() {
            try {
                return Json.read(text());
            } catch (RuntimeException e) {
                return null;
            }
        }

        String at(String path) {
            return Json.text(json(), path);
        }

        List<Object> list() {
            return Json.list(json());
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    /** Sends one request; headers in pairs. A null body sends none. */
    static Answer send(String method, String url, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(40))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        for (int tries = 0; ; tries++) {
            try {
                HttpResponse<byte[]> answer =
                        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                return new Answer(answer.statusCode(), answer.headers(), answer.body());
            } catch (IOException e) {
                // A server that closes on a body it will not read may reach us as a broken pipe.
                if (tries > 0) {
                    return new Answer(
                            0,
                            HttpHeaders.of(Map.of(), (_, _) -> true),
                            String.valueOf(e).getBytes(StandardCharsets.UTF_8));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a server says to these bytes within two seconds; empty when it says nothing. */
    static String raw(int port, byte[] bytes) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8_192];
            try {
                for (int n = in.read(part); n >= 0; n = in.read(part)) {
                    seen.write(part, 0, n);
                    if (seen.toString(StandardCharsets.UTF_8).endsWith("}")) {
                        break;
                    }
                }
            } catch (SocketTimeoutException e) {
                // What came is all there is.
            }
            return seen.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
