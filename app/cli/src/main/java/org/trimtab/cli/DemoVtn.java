package org.trimtab.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.Vtn;
import org.trimtab.openadr.vtn.VtnSettings;
import org.trimtab.openadr.vtn.access.Role;
import org.trimtab.openadr.vtn.auth.ClientSecret;
import org.trimtab.openadr.vtn.push.CallbackPolicy;
import org.trimtab.openadr.vtn.push.PushSettings;
import org.trimtab.openadr.vtn.rest.ApiSettings;
import org.trimtab.openadr.vtn.rest.Choices;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.EventRequest;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.ProgramRequest;
import org.trimtab.openadr.wire.TokenResponse;
import org.trimtab.openadr.wire.Value;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/** The grid operator of the demonstration: a VTN on the loopback, and the business logic that uses it. */
final class DemoVtn implements AutoCloseable {
    /** What the site's file calls it. */
    static final String NAME = "grid";

    /** The source of its instructions, as the site names it. */
    static final String SOURCE = "openadr:" + NAME;

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final String PROGRAM = "demo-emergency";
    private static final String LIMIT = "IMPORT_CAPACITY_LIMIT";

    private final Vtn vtn;
    private final ClientSecret operator;
    private final ClientSecret site;
    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(WITHIN).build();
    private @Nullable String token;
    private String programId = "";

    private DemoVtn(Vtn vtn, ClientSecret operator, ClientSecret site, Path folder) {
        this.vtn = vtn;
        this.operator = operator;
        this.site = site;
        this.folder = folder;
    }

    /** Starts the VTN with two clients and a program. */
    static DemoVtn start(Path folder) throws IOException {
        SecureRandom chance = new SecureRandom();
        ClientSecret operator = ClientSecret.random("grid-operator", Role.BL, chance);
        ClientSecret site = ClientSecret.random("demo-site", Role.VEN, chance);
        // the site's callback is on this machine, so plain http to the loopback is allowed here
        CallbackPolicy loopback = new CallbackPolicy(true, true, CallbackPolicy.WITHIN);
        Vtn vtn =
                Vtn.start(
                        new VtnSettings(
                                folder.resolve("vtn.db").toString(),
                                List.of(operator, site),
                                new ApiSettings(0, "127.0.0.1", null, null, null, Choices.USUAL),
                                new PushSettings(loopback, null, null)),
                        Clock.systemUTC());
        DemoVtn demo = new DemoVtn(vtn, operator, site, folder);
        try {
            demo.makeProgram();
        } catch (IOException | RuntimeException e) {
            demo.close();
            throw e;
        }
        return demo;
    }

    String url() {
        return vtn.baseUrl();
    }

    /** The part of the site file that makes the site follow this VTN. */
    String siteBlock(int callbackPort) throws IOException {
        Path secret = folder.resolve("openadr-secret");
        Files.writeString(secret, site.secret());
        return """
        openadr:
          webhooks:
            listen: 127.0.0.1:%d
            url: http://127.0.0.1:%d/openadr
          vtns:
            - name: %s
              url: %s
              id: %s
              secret-file: %s
              poll: 5 s
        """
                .formatted(
                        callbackPort, callbackPort, NAME, url(), site.id(), secret.getFileName());
    }

    private void makeProgram() throws IOException {
        ProgramRequest program =
                new ProgramRequest(
                        PROGRAM,
                        null,
                        null,
                        List.of(PayloadDescriptor.event(LIMIT, "KW", null)),
                        null,
                        null,
                        Extras.NONE);
        byte[] made = post("/programs", "application/json", Wire.write(program), bearer());
        programId = Wire.readAnswer(made, Program.class).meta().id();
    }

    /** Asks the site to draw at most so much from now on; the id of the event. */
    String limit(long watts, Instant from, Duration length) throws IOException {
        BigDecimal kilowatts = BigDecimal.valueOf(watts, 3);
        EventRequest event =
                new EventRequest(
                        programId,
                        "emergency",
                        null,
                        0,
                        null,
                        null,
                        null,
                        IntervalPeriod.of(WireTime.of(from), WireDuration.of(length)),
                        List.of(Interval.of(0, ValuesMap.of(LIMIT, Value.of(kilowatts)))),
                        Extras.NONE);
        byte[] made = post("/events", "application/json", Wire.write(event), bearer());
        return Wire.readAnswer(made, Event.class).meta().id();
    }

    private String bearer() throws IOException {
        String known = token;
        if (known != null) {
            return known;
        }
        String form =
                "grant_type=client_credentials&client_id="
                        + operator.id()
                        + "&client_secret="
                        + URLEncoder.encode(operator.secret(), StandardCharsets.UTF_8);
        byte[] answer =
                post(
                        "/auth/token",
                        "application/x-www-form-urlencoded",
                        form.getBytes(StandardCharsets.US_ASCII),
                        null);
        String fresh = Wire.readAnswer(answer, TokenResponse.class).accessToken();
        token = fresh;
        return fresh;
    }

    private byte[] post(String path, String type, byte[] body, @Nullable String bearer)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(WITHIN)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw Fault.failed(
                        "the demonstration's VTN answers "
                                + path
                                + " with status "
                                + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while speaking to the VTN", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        vtn.close();
    }
}
