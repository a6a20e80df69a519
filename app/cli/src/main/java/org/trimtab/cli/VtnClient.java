package org.trimtab.cli;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a running VTN over its own API, as business logic. */
final class VtnClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int PAGE = 50;

    /** Objects one list may bring; with more the verb asks to narrow it. */
    private static final int LISTED_MAX = 10_000;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** How a verb says which VTN it means, and who it is. */
    static final class At {
        @Option(
                names = "--vtn",
                paramLabel = "URL",
                defaultValue = "http://127.0.0.1:8081/openadr3/3.1.0",
                description = "Base URL of the VTN (default: ${DEFAULT-VALUE}).")
        String url = "";

        @Option(names = "--id", paramLabel = "ID", required = true, description = "Client id.")
        String id = "";

        @Option(names = "--secret", paramLabel = "SECRET", description = "Client secret.")
        @Nullable String secret;

        @Option(
                names = "--secret-env",
                paramLabel = "NAME",
                description = "Environment variable that holds the client secret.")
        @Nullable String secretEnv;

        VtnClient open() {
            String proof = secretEnv == null ? secret : Terminal.token(secretEnv);
            if (proof == null) {
                throw Fault.badInput("give the client's secret with --secret-env or --secret");
            }
            return VtnClient.open(url, id, proof);
        }
    }

    private final String url;
    private final HttpClient http;
    private final String token;

    private VtnClient(String url, HttpClient http, String token) {
        this.url = url;
        this.http = http;
        this.token = token;
    }

    private static VtnClient open(String given, String id, String secret) {
        String url = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
        VtnClient outside = new VtnClient(url, http, "");
        String tokenUrl = outside.get("/auth/server").path("tokenURL").asString("");
        String form =
                "grant_type=client_credentials&client_id="
                        + encoded(id)
                        + "&client_secret="
                        + encoded(secret);
        HttpRequest request =
                outside.request(tokenUrl)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        JsonNode granted = outside.json(outside.send(request));
        return new VtnClient(url, http, granted.path("access_token").asString(""));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    JsonNode get(String path) {
        return json(send(request(url + path).GET().build()));
    }

    JsonNode post(String path, Object body) {
        return written("POST", path, body);
    }

    JsonNode put(String path, Object body) {
        return written("PUT", path, body);
    }

    private JsonNode written(String method, String path, Object body) {
        return json(
                send(
                        request(url + path)
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        BodyPublishers.ofString(JSON.writeValueAsString(body)))
                                .build()));
    }

    JsonNode delete(String path) {
        return json(send(request(url + path).DELETE().build()));
    }

    /** Every object of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> all = new ArrayList<>();
        String joint = path.contains("?") ? "&" : "?";
        JsonNode page;
        do {
            page = get(path + joint + "limit=" + PAGE + "&skip=" + all.size());
            page.forEach(all::add);
            if (all.size() > LISTED_MAX) {
                throw Fault.badInput("more than " + LISTED_MAX + " objects are listed; narrow it");
            }
        } while (page.size() == PAGE);
        return all;
    }

    /** A program by its name, or else by its id. */
    JsonNode program(String nameOrId) {
        for (JsonNode program : all("/programs?programName=" + encoded(nameOrId))) {
            if (program.path("programName").asString("").equals(nameOrId)) {
                return program;
            }
        }
        for (JsonNode program : all("/programs")) {
            if (program.path("id").asString("").equals(nameOrId)) {
                return program;
            }
        }
        throw Fault.badInput(
                "there is no program \"" + nameOrId + "\"; see: trimtab vtn program list");
    }

    private HttpRequest.Builder request(String at) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(at)).timeout(ANSWER_WITHIN);
            return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw Fault.badInput(
                    "\"" + at + "\" is not a URL such as http://127.0.0.1:8081/openadr3/3.1.0");
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw Fault.unreachable(
                    "no VTN answers at "
                            + url
                            + "; start one with: trimtab vtn, or name it with --vtn");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.unreachable("interrupted while waiting for " + url);
        }
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw Fault.unreachable(
                    url + " answers, but not like a VTN (status " + response.statusCode() + ")");
        }
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        String detail =
                body.path("detail").asString(body.path("error_description").asString("no detail"));
        throw response.statusCode() >= 500
                ? Fault.failed("the VTN answered: " + detail)
                : Fault.badInput("the VTN refused: " + detail);
    }
}
