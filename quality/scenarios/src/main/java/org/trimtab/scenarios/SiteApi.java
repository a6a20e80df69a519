package org.trimtab.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a site over HTTP as a grid operator would. */
public final class SiteApi implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    public SiteApi(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param body its JSON
     */
    public record Answer(int status, JsonNode body) {
        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** Sends an instruction that begins now. */
    public Answer instruct(String id, long limitW, Duration length) throws IOException {
        return send(
                request("/instructions")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "id",
                                                        id,
                                                        "source",
                                                        "grid-operator",
                                                        "limit",
                                                        limitW + " W",
                                                        "for",
                                                        length.toMillis() + " ms"))))
                        .build());
    }

    public Answer cancel(String id) throws IOException {
        return send(request("/instructions/" + id).DELETE().build());
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).timeout(ANSWER_WITHIN);
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
