package org.trimtab.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks to a running site over its HTTP API. */
final class SiteClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /** How a verb says which site it means. */
    static final class At {
        @Option(
                names = "--url",
                paramLabel = "URL",
                defaultValue = "http://127.0.0.1:7070",
                description = "Where the site answers (default: ${DEFAULT-VALUE}).")
        String url = "";

        @Option(
                names = "--token-env",
                paramLabel = "NAME",
                description = "Environment variable that holds the site's bearer token.")
        @Nullable String tokenEnv;

        SiteClient open() {
            return new SiteClient(url, tokenEnv == null ? null : Terminal.token(tokenEnv));
        }
    }

    private final String url;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    SiteClient(String url, @Nullable String token) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    JsonNode post(String path, Object body) {
        String text = Json.MAPPER.writeValueAsString(body);
        return json(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(text))
                                .build()));
    }

    JsonNode delete(String path) {
        return json(send(request(path).DELETE().build()));
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                            .timeout(ANSWER_WITHIN);
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw noUrl();
        }
    }

    private Fault noUrl() {
        return Fault.badInput("\"" + url + "\" is not a URL such as http://127.0.0.1:7070");
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IllegalArgumentException e) {
            throw noUrl();
        } catch (IOException e) {
            throw Fault.unreachable(
                    "no site answers at "
                            + url
                            + "; start one with: trimtab run SITE.yaml, or name it with --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.unreachable("interrupted while waiting for " + url);
        }
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body =
                    response.body().length == 0
                            ? Json.MAPPER.createObjectNode()
                            : Json.MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            throw Fault.unreachable(
                    url
                            + " answers, but not like a Trimtab site (status "
                            + response.statusCode()
                            + ")");
        }
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        String detail = body.path("detail").asString(body.path("title").asString("no detail"));
        throw response.statusCode() >= 500
                ? Fault.failed("the site answered: " + detail)
                : Fault.badInput("the site refused: " + detail);
    }
}
