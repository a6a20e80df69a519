package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Someone who speaks to a VTN over HTTP, knowing nothing of its insides. */
record Caller(String base, @Nullable String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** An answer. */
    record Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String id() {
            assertThat(status).as(text()).isBetween(200, 201);
            return json().path("id").asString();
        }

        /** A problem with this status; returns what it says. */
        String problem(int expected) {
            assertThat(status).as(text()).isEqualTo(expected);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().path("status").asInt()).isEqualTo(expected);
            assertThat(json().path("title").asString()).isNotBlank();
            return json().path("detail").asString();
        }

        List<String> each(String field) {
            assertThat(status).as(text()).isEqualTo(200);
            List<String> values = new ArrayList<>();
            json().forEach(object -> values.add(object.path(field).asString()));
            return values;
        }
    }

    /** A name nobody else has. */
    static String unique(String word) {
        return word + "-" + NAMES.incrementAndGet();
    }

    static String token(String base, String client) {
        Answer answer =
                new Caller(base, null)
                        .send(
                                "POST",
                                "/auth/token",
                                "grant_type=client_credentials&client_id="
                                        + client
                                        + "&client_secret="
                                        + client,
                                "Content-Type",
                                "application/x-www-form-urlencoded");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("access_token").asString();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, json(headers));
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, json(headers));
    }

    private static String[] json(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return all.toArray(new String[0]);
    }

    Answer send(String method, String path, @Nullable String body, String... headers) {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return stream(method, path, publisher, headers);
    }

    Answer stream(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a program and returns its id. */
    String program(String... targets) {
        return post(
                        "/programs",
                        "{\"programName\":\"" + unique("program") + "\"" + targets(targets) + "}")
                .id();
    }

    /** Makes an event and returns its id. */
    String event(String program, String... targets) {
        return post("/events", eventBody(program, targets)).id();
    }

    static String eventBody(String program, String... targets) {
        return "{\"programID\":\""
                + program
                + "\""
                + targets(targets)
                + ",\"intervalPeriod\":{\"start\":\"2026-07-01T13:00:00Z\",\"duration\":\"PT1H\"},"
                + "\"intervals\":[{\"id\":0,\"payloads\":[{\"type\":\"PRICE\",\"values\":[0.10]}]}]}";
    }

    /** Makes a client's ven with targets, as business logic does, and returns its id; takes an old one away first. */
    String grant(String client, String... targets) {
        JsonNode vens = get("/vens").json();
        for (JsonNode ven : vens) {
            if (ven.path("clientID").asString().equals(client)) {
                delete("/vens/" + ven.path("id").asString());
            }
        }
        return post(
                        "/vens",
                        "{\"objectType\":\"BL_VEN_REQUEST\",\"clientID\":\""
                                + client
                                + "\",\"venName\":\""
                                + unique("ven")
                                + "\""
                                + targets(targets)
                                + "}")
                .id();
    }

    static String reportBody(String event) {
        return "{\"eventID\":\""
                + event
                + "\",\"clientName\":\"site\",\"resources\":[{\"resourceName\":\"r1\",\"intervals\":"
                + "[{\"id\":0,\"payloads\":[{\"type\":\"USAGE\",\"values\":[12.50]}]}]}]}";
    }

    static String targets(String... targets) {
        return targets.length == 0
                ? ""
                : ",\"targets\":[\"" + String.join("\",\"", targets) + "\"]";
    }
}
