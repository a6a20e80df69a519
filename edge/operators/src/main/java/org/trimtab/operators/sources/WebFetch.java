package org.trimtab.operators.sources;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches JSON from the web: over https only (plain http to this machine alone), without following redirects, with a
 * limit of size and time. What it says of a failure names the host and path, never a query, a header or a body.
 */
public final class WebFetch {
    /** Largest answer read. */
    public static final int SIZE_BYTES_MAX = 4 * 1024 * 1024;

    private static final Duration TIME_MAX = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;

    public WebFetch() {
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(TIME_MAX)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Refuses an address that would go over the net in the clear.
     *
     * @throws IllegalArgumentException when it is neither https nor http to this machine
     */
    static URI checked(URI address) {
        String host = address.getHost();
        boolean here =
                "http".equals(address.getScheme())
                        && ("127.0.0.1".equals(host) || "localhost".equals(host));
        if (host == null || !("https".equals(address.getScheme()) || here)) {
            throw new IllegalArgumentException(
                    "\"" + shown(address) + "\": give an https:// address");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "an address holds no password; name an environment variable for it");
        }
        return address;
    }

    /** An address as it may be shown. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost() + address.getPath();
    }

    /** Fetches a document. */
    JsonNode get(URI address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(checked(address)).GET();
        return send(address, request, headers);
    }

    /** Sends a form, such as for a token. */
    JsonNode post(URI address, String form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(checked(address))
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(address, request, Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private JsonNode send(URI address, HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer =
                    client.send(
                            request.timeout(TIME_MAX).header("Accept", "application/json").build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new SourceFailure(
                            shown(address) + " answers " + reason(answer.statusCode()));
                }
                byte[] bytes = body.readNBytes(SIZE_BYTES_MAX + 1);
                if (bytes.length > SIZE_BYTES_MAX) {
                    throw new SourceFailure(
                            shown(address) + " answers more than " + SIZE_BYTES_MAX + " bytes");
                }
                return JSON.readTree(bytes);
            }
        } catch (JacksonException e) {
            throw new SourceFailure(shown(address) + " does not answer JSON");
        } catch (IOException e) {
            throw new SourceFailure(
                    shown(address) + " cannot be reached (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(shown(address) + " was not waited for");
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 401, 403 -> status + ": the key is missing, wrong or not allowed; check it";
            case 404 -> status + ": there is no such page; check the address";
            case 429 -> status + ": asked too often; ask less";
            default -> Integer.toString(status);
        };
    }
}
