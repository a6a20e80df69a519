package org.trimtab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Asks a server of the tests. */
final class Http implements AutoCloseable {
    private static final int SOCKET_TIMEOUT_MS = 10_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Http(int port) {
        this.port = port;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> delete(String path, String... headers) throws Exception {
        return send(request(path, headers).DELETE().build());
    }

    HttpResponse<String> post(String body, String... headers) throws Exception {
        return send(
                request("/api/v1/instructions", headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Sends bytes as they are and returns everything that comes back until the server closes or stops sending. */
    String raw(String... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            try {
                for (String part : parts) {
                    out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                }
            } catch (IOException e) {
                // The server may hang up before it has read everything: what it said is what
                // counts.
            }
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        int n = in.read(buffer);
        while (n > 0) {
            answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            if (isWhole(answer)) {
                break;
            }
            n = in.read(buffer);
        }
        return answer.toString();
    }

    private static boolean isWhole(CharSequence answer) {
        String text = answer.toString();
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        java.util.regex.Matcher length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(text);
        return length.find() && text.length() >= head + 4 + Integer.parseInt(length.group(1));
    }

    static JsonNode json(HttpResponse<String> response) {
        return WireJson.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
