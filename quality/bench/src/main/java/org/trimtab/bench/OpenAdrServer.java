package org.trimtab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.trimtab.openadr.ven.VenClient;
import org.trimtab.openadr.ven.VtnAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trimtab vtn} under measurement, and business logic that speaks to it. */
final class OpenAdrServer implements AutoCloseable {
    /** The client id of a site that follows a VTN with tokens of its own. */
    static final String VEN = "mine";

    /** The secret of every client of such a VTN. */
    static final String SECRET = "bench-secret";

    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    private static final int ASKERS = 8;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Child child;
    private final URI base;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OpenAdrServer(Child child, URI base, String token) {
        this.child = child;
        this.base = base;
        this.token = token;
    }

    static OpenAdrServer start(Children children, OpenAdrIssuer issuer) throws IOException {
        Child child = child(children, issuer.options());
        return new OpenAdrServer(child, base(child), issuer.businessLogic());
    }

    /** One that gives out its own tokens and publishes to a broker. */
    static OpenAdrServer startOwn(Children children, String broker) throws IOException {
        Child child =
                child(
                        children,
                        List.of(
                                "--client",
                                "bench:" + SECRET + ":bl",
                                "--client",
                                VEN + ":" + SECRET + ":ven",
                                "--mqtt",
                                broker));
        URI base = base(child);
        VtnAddress address = VtnAddress.of("bench", base, "bench", SECRET);
        try (VenClient client = new VenClient(address, InstantSource.system())) {
            String token =
                    client.token().orElseThrow(() -> new BenchFailure("the VTN gives no token"));
            return new OpenAdrServer(child, base, token);
        }
    }

    private static URI base(Child child) throws IOException {
        JsonNode announced = child.announcement(UP_WITHIN);
        return URI.create(announced.path("base_url").asString());
    }

    private static Child child(Children children, List<String> options) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "vtn",
                                "--port",
                                "0",
                                "--json",
                                "--db",
                                children.folder().resolve("vtn.db").toString(),
                                "--allow-http-callbacks",
                                "--allow-private-callbacks"));
        arguments.addAll(options);
        return children.start("vtn", arguments);
    }

    Child child() {
        return child;
    }

    URI base() {
        return base;
    }

    /** Creates an object; its id. */
    String create(String collection, String json) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + "/" + collection))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .timeout(ANSWER_WITHIN)
                            .POST(BodyPublishers.ofString(json))
                            .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                throw new BenchFailure(
                        "POST /"
                                + collection
                                + " answered "
                                + response.statusCode()
                                + ": "
                                + response.body());
            }
            return JSON.readTree(response.body()).path("id").asString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (JacksonException e) {
            throw new IOException("the VTN answered no JSON", e);
        }
    }

    /** Creates many objects, some at a time. */
    void create(String collection, int count, IntFunction<String> json) throws IOException {
        try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body = json.apply(i);
                asked.add(askers.submit(() -> create(collection, body)));
            }
            for (Future<String> one : asked) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchFailure(
                    "objects of " + collection + " were not taken: " + e.getMessage());
        }
    }

    /** An event of an hour with eight intervals, as a price or load programme has them. */
    static String event(String program, String targets) {
        StringBuilder intervals = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            intervals
                    .append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i)
                    .append(
                            ",\"payloads\":[{\"type\":\"DISPATCH_SETPOINT\",\"values\":[1250.5]}]}");
        }
        return "{\"programID\":\""
                + program
                + "\",\"eventName\":\"bench\",\"targets\":"
                + targets
                + ",\"intervalPeriod\":{\"start\":\"2026-07-01T12:00:00Z\",\"duration\":\"PT15M\"},"
                + "\"intervals\":["
                + intervals
                + "]}";
    }

    @Override
    public void close() {
        http.shutdownNow();
        child.kill();
    }
}
