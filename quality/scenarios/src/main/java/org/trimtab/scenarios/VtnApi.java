package org.trimtab.scenarios;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a VTN as one client. */
final class VtnApi implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token = "";

    VtnApi(String base) {
        this.base = base;
    }

    /** Gets a token; every request after carries it. */
    void login(String id, String secret) throws IOException {
        String form =
                "grant_type=client_credentials&client_id="
                        + URLEncoder.encode(id, StandardCharsets.UTF_8)
                        + "&client_secret="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        JsonNode answer =
                send(
                        HttpRequest.newBuilder(URI.create(base + "/auth/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)),
                        200);
        token = answer.path("access_token").asString();
    }

    /** Creates an object; its id. */
    String create(String collection, String json) throws IOException {
        return send(
                        request("/" + collection)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json)),
                        201)
                .path("id")
                .asString();
    }

    JsonNode get(String path) throws IOException {
        return send(request(path).GET(), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request, int wanted) throws IOException {
        try {
            HttpRequest asked = request.timeout(ANSWER_WITHIN).build();
            HttpResponse<String> response = http.send(asked, BodyHandlers.ofString());
            if (response.statusCode() != wanted) {
                throw new IOException(
                        asked.method()
                                + " "
                                + asked.uri()
                                + " answered "
                                + response.statusCode()
                                + ": "
                                + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (JacksonException e) {
            throw new IOException("the VTN answered no JSON", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
