package org.trimtab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The few requests the benchmark makes of a site. */
final class SiteApi {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER_WITHIN)
                    .build();

    private final String url;

    SiteApi(String url) {
        this.url = url + "/api/v1";
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Map<String, String> body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build());
    }

    /** The stage's milliseconds after the instruction was received; null when it was not reached. */
    static @Nullable Double stageMs(JsonNode event, String name, @Nullable String family) {
        for (JsonNode stage : event.path("stages")) {
            boolean isIt =
                    stage.path("name").asString("").equals(name)
                            && stage.path("family")
                                    .asString("")
                                    .equals(family == null ? "" : family);
            if (isIt) {
                return stage.path("after_ms").asDouble();
            }
        }
        return null;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_WITHIN);
    }

    private static JsonNode send(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 == 2) {
                return JSON.readTree(response.body());
            }
            throw new BenchFailure(
                    "the site answered "
                            + response.statusCode()
                            + " to "
                            + request.method()
                            + " "
                            + request.uri()
                            + ": "
                            + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BenchFailure("the site does not answer at " + request.uri() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while waiting for " + request.uri());
        }
    }
}
