package org.trimtab.openadr.legacy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;
import org.w3c.dom.Document;

/** One exchange with a VTN after the other: sign, post, read, verify. */
final class Channel implements AutoCloseable {

    /** Clocks further apart than this are worth a note. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final LegacySettings settings;
    private final LegacyListener listener;
    private final RandomGenerator random;
    private final HttpClient http;
    private final @Nullable Signatures signatures;
    private @Nullable Duration clockAhead;

    Channel(LegacySettings settings, LegacyListener listener, RandomGenerator random) {
        this.settings = settings;
        this.listener = listener;
        this.random = random;
        ClientIdentity identity = settings.protection().identity();
        this.signatures =
                identity == null || settings.protection().signing().equals(Signing.OFF)
                        ? null
                        : new Signatures(
                                new SignerTrust(
                                        identity.authorities(),
                                        settings.protection().trustedSigners()),
                                new ReplayGuard(settings.timing().replayWindow()));
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.timing().timeout())
                        .sslParameters(tls);
        if (identity != null) {
            builder.sslContext(identity.tls());
        }
        this.http = builder.build();
    }

    /** An id that was not used before. */
    String newId() {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** How far the VTN's clock is ahead of ours by its last answer; null when it does not say. */
    @Nullable Duration clockAhead() {
        return clockAhead;
    }

    /**
     * Posts a payload to a service of the VTN.
     *
     * @return the message in the answer, such as oadrResponse
     * @throws ExchangeFailed when no usable answer came
     * @throws RefusedPayload when the answer is not acceptable
     */
    Tag post(String service, byte[] payload, Instant now) {
        Tag answer = tell(service, payload, now);
        if (answer == null) {
            throw new ExchangeFailed(
                    "The VTN answered %s with nothing.".formatted(settings.service(service)));
        }
        return answer;
    }

    /**
     * Posts a payload whose answer says no more than that it came; otherwise as {@link #post}.
     *
     * @return the message in the answer; null when the VTN accepted it without a word
     */
    @Nullable Tag tell(String service, byte[] payload, Instant now) {
        byte[] body = payload;
        ClientIdentity identity = settings.protection().identity();
        if (signatures != null && identity != null) {
            body = Signatures.sign(payload, identity, newId() + newId(), now);
        }
        URI address = settings.service(service);
        HttpResponse<byte[]> response = send(address, body);
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (response.statusCode() != 200 && response.statusCode() != 204) {
            throw new ExchangeFailed(
                    "The VTN answered %s with HTTP %d%s."
                            .formatted(address, response.statusCode(), hint(response)));
        }
        compareClocks(ahead(response.headers().firstValue("Date").orElse(null), now), now);
        if (type.startsWith("text/html")) {
            throw new ExchangeFailed(
                    "The VTN answered %s with a web page, not with a payload.".formatted(address));
        }
        if (response.body().length == 0) {
            return null;
        }
        Document document = SafeXml.parse(response.body(), LegacySettings.MAX_PAYLOAD);
        return open(new Tag(document.getDocumentElement()), peer(response), now);
    }

    private void compareClocks(@Nullable Duration ahead, Instant now) {
        boolean before = apart(clockAhead);
        clockAhead = ahead;
        if (ahead != null && apart(ahead) && !before) {
            listener.noted(
                    now,
                    "The VTN's clock is %s %s ours; starts are kept by our clock. Set both by NTP."
                            .formatted(ahead.abs(), ahead.isNegative() ? "behind" : "ahead of"));
        }
    }

    private static boolean apart(@Nullable Duration ahead) {
        return ahead != null && ahead.abs().compareTo(CLOCKS_APART) > 0;
    }

    private static String hint(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 ->
                    ", a redirect to %s; redirects are not followed, correct the address"
                            .formatted(
                                    Tag.shortened(
                                            response.headers()
                                                    .firstValue("Location")
                                                    .orElse("nowhere")));
            case 401, 403 -> "; the operator has to enrol our certificate by its fingerprint";
            case 404 -> "; check the base address";
            default -> "";
        };
    }

    private HttpResponse<byte[]> send(URI address, byte[] body) {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(settings.timing().timeout())
                        .header("Content-Type", "application/xml; charset=utf-8")
                        .header("Accept", "application/xml")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(),
                                LegacySettings.MAX_PAYLOAD));
        try {
            return exchange.get(settings.timing().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ExchangeFailed(
                    "The VTN at %s did not answer within %s."
                            .formatted(address, settings.timing().timeout()),
                    e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExchangeFailed("The exchange with %s was stopped.".formatted(address), e);
        } catch (ExecutionException e) {
            throw new ExchangeFailed(
                    "The VTN at %s was not reached: %s".formatted(address, reason(e)), e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage();
        if (message != null) {
            return Tag.shortened(message);
        }
        return cause instanceof IOException ? "no connection." : cause.getClass().getSimpleName();
    }

    private static @Nullable X509Certificate peer(HttpResponse<byte[]> response) {
        SSLSession session = response.sslSession().orElse(null);
        if (session == null) {
            return null;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? leaf : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** How far a Date header is ahead of us; null when there is none, or none that can be read. */
    static @Nullable Duration ahead(@Nullable String date, Instant now) {
        if (date == null) {
            return null;
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Tag open(Tag root, @Nullable X509Certificate peer, Instant now) {
        return switch (settings.profile()) {
            case A -> {
                if (!root.namespace().equals(Names.OADR_A)) {
                    throw wrongRoot(root, Profile.A);
                }
                yield root;
            }
            case B -> {
                if (!root.is(Names.OADR_B, "oadrPayload")) {
                    throw wrongRoot(root, Profile.B);
                }
                yield message(signedObject(root, peer, now));
            }
        };
    }

    private static RefusedPayload wrongRoot(Tag root, Profile profile) {
        return RefusedPayload.invalid(
                "The answer is %s of namespace '%s', which is not profile %s (%s)."
                        .formatted(
                                Tag.shortened(root.name()),
                                Tag.shortened(root.namespace()),
                                profile.version(),
                                profile.namespace()));
    }

    private Tag signedObject(Tag root, @Nullable X509Certificate peer, Instant now) {
        if (signatures != null && Signatures.signed(root)) {
            return signatures.verify(root, peer, now);
        }
        if (settings.protection().signing().equals(Signing.REQUIRE)) {
            throw new RefusedPayload(
                    ResponseCode.NOT_REGISTERED,
                    "The payload is not signed, and this VTN is to sign everything.");
        }
        return root.need(Names.OADR_B, "oadrSignedObject");
    }

    private static Tag message(Tag signedObject) {
        Tag message = null;
        for (Tag child : signedObject.children()) {
            if (message != null || !child.namespace().equals(Names.OADR_B)) {
                throw RefusedPayload.invalid(
                        "oadrSignedObject holds one message of profile 2.0b and nothing else.");
            }
            message = child;
        }
        if (message == null) {
            throw RefusedPayload.invalid("oadrSignedObject is empty.");
        }
        return message;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
