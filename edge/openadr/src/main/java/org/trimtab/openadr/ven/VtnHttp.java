package org.trimtab.openadr.ven;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.Tls;
import org.trimtab.openadr.wire.Problem;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;
import tools.jackson.databind.JsonNode;

/**
 * Requests to one VTN: the token, entity tags, gzip, limits of size and time, and every trouble in
 * words. It follows no redirect. Safe for several threads.
 */
final class VtnHttp implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /** Headers and body together; a body that only drips is given up. */
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(45);

    private static final int TAGS_MAX = 256;

    private static final byte[] NOTHING = {'{', '}'};

    /** An answer that is kept with its entity tag. */
    private record Tagged(String tag, JsonNode body) {}

    /** What came back. */
    record Answer(JsonNode body, HttpHeaders headers) {}

    /** A request that can be sent again with another token. */
    record Call(String method, URI uri, byte @Nullable [] body, String type) {
        static Call get(URI uri) {
            return new Call("GET", uri, null, "");
        }

        static Call json(String method, URI uri, byte[] body) {
            return new Call(method, uri, body, "application/json");
        }
    }

    private final VtnAddress vtn;
    private final InstantSource clock;
    private final HttpClient http;
    private final VtnToken token;
    private final Map<URI, Tagged> tags =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<URI, Tagged> eldest) {
                    return size() > TAGS_MAX;
                }
            };
    private volatile @Nullable Duration skew;

    VtnHttp(VtnAddress vtn, InstantSource clock) {
        this.vtn = vtn;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_WITHIN)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1);
        Tls tls = vtn.tls();
        if (tls != null) {
            builder.sslContext(tls.context());
        }
        http = builder.build();
        token = new VtnToken(vtn, clock, this::plain);
    }

    /** How far the VTN's clock is ahead of ours; empty until it has said. To about a second. */
    Optional<Duration> skew() {
        return Optional.ofNullable(skew);
    }

    /** The token in use; empty when the VTN asks for none. */
    Optional<String> token() {
        return token.get();
    }

    /**
     * Sends a request with the token and reads the JSON that comes back.
     *
     * @throws VtnFault when there is no answer of the 200s with JSON in it
     */
    JsonNode json(Call call) {
        return answered(call).body;
    }

    /** As {@link #json}, with the headers. */
    Answer answered(Call call) {
        HttpResponse<byte[]> response = send(call, token.get());
        if ((response.statusCode() == 401 || response.statusCode() == 403) && token.renew()) {
            response = send(call, token.get());
        }
        Tagged kept = tagged(call);
        if (response.statusCode() == 304 && kept != null) {
            return new Answer(kept.body, response.headers());
        }
        JsonNode body = answer(call, response);
        String tag = response.headers().firstValue("ETag").orElse(null);
        if (call.method.equals("GET") && tag != null && tag.length() < 256) {
            synchronized (tags) {
                tags.put(call.uri, new Tagged(tag, body));
            }
        }
        return new Answer(body, response.headers());
    }

    /** As {@link #json}, without a token; for the way to one. */
    private JsonNode plain(Call call) {
        return answer(call, send(call, Optional.empty()));
    }

    private @Nullable Tagged tagged(Call call) {
        synchronized (tags) {
            return call.method.equals("GET") ? tags.get(call.uri) : null;
        }
    }

    private HttpResponse<byte[]> send(Call call, Optional<String> bearer) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri)
                        .timeout(ANSWER_WITHIN)
                        .header("Accept", "application/json, application/problem+json")
                        .header("Accept-Encoding", "gzip")
                        .header("User-Agent", "trimtab-ven");
        bearer.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        Tagged kept = tagged(call);
        if (kept != null) {
            request.header("If-None-Match", kept.tag);
        }
        if (call.body == null) {
            request.method(call.method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", call.type)
                    .method(call.method, BodyPublishers.ofByteArray(call.body));
        }
        Instant before = clock.instant();
        try {
            HttpResponse<byte[]> response =
                    http.sendAsync(
                                    request.build(),
                                    BodyHandlers.limiting(
                                            BodyHandlers.ofByteArray(), Wire.MAX_BYTES + 1L))
                            .get(WHOLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            compareClocks(response, before);
            return response;
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(
                    new IOException("no whole answer in " + WHOLE_WITHIN.toSeconds() + " s", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private VtnFault unreachable(Throwable e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new VtnFault(
                VtnFault.Kind.UNREACHABLE,
                0,
                "VTN " + vtn.name() + " at " + vtn.base() + " cannot be reached: " + why,
                e);
    }

    /** The Date of HTTP has whole seconds, so half a second is put to it. */
    private void compareClocks(HttpResponse<byte[]> response, Instant before) {
        String date = response.headers().firstValue("Date").orElse(null);
        if (date == null) {
            return;
        }
        try {
            Instant theirs =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Instant ours = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            skew = Duration.between(ours, theirs.plusMillis(500));
        } catch (DateTimeException e) {
            skew = null;
        }
    }

    private JsonNode answer(Call call, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        byte[] body = body(response);
        if (status == 204) {
            return Wire.parse(NOTHING);
        }
        if (status / 100 == 2) {
            try {
                return Wire.parse(body);
            } catch (WireFault e) {
                throw new VtnFault(
                        VtnFault.Kind.NOT_OPENADR,
                        status,
                        "VTN "
                                + vtn.name()
                                + " answers "
                                + call.uri.getPath()
                                + " with something that "
                                + e.getMessage()
                                + shape(response),
                        e);
            }
        }
        throw new VtnFault(
                kind(status),
                status,
                "VTN "
                        + vtn.name()
                        + " answers "
                        + call.method
                        + " "
                        + call.uri.getPath()
                        + " with status "
                        + status
                        + said(body, response),
                null);
    }

    private static VtnFault.Kind kind(int status) {
        if (status >= 500 || status == 429 || status == 408) {
            return VtnFault.Kind.TROUBLED;
        }
        if (status == 401 || status == 403) {
            return VtnFault.Kind.DENIED;
        }
        return status / 100 == 4 ? VtnFault.Kind.REFUSED : VtnFault.Kind.NOT_OPENADR;
    }

    private static String said(byte[] body, HttpResponse<byte[]> response) {
        try {
            Problem problem = Wire.readAnswer(body, Problem.class);
            String words = problem.detail() == null ? problem.title() : problem.detail();
            return words == null ? "" : ": " + Words.shortened(words);
        } catch (WireFault e) {
            return shape(response);
        }
    }

    private static String shape(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("html") ? " (a web page)" : "";
    }

    private byte[] body(HttpResponse<byte[]> response) {
        boolean zipped =
                response.headers()
                        .firstValue("Content-Encoding")
                        .orElse("")
                        .equalsIgnoreCase("gzip");
        byte[] bytes = zipped ? unzipped(response.body()) : response.body();
        if (bytes.length > Wire.MAX_BYTES) {
            throw new VtnFault(
                    VtnFault.Kind.NOT_OPENADR,
                    response.statusCode(),
                    "VTN "
                            + vtn.name()
                            + " answers with more than "
                            + Wire.MAX_BYTES
                            + " bytes; ask for less by targets or programs",
                    null);
        }
        return bytes;
    }

    private byte[] unzipped(byte[] body) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(Wire.MAX_BYTES + 1);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
