package org.trimtab.openadr.legacy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.ClientIdentity;

/**
 * A small VTN of both profiles on loopback, for tests only. It answers each message as a VTN would,
 * hands out what a test has queued, and keeps what it was sent.
 */
final class TestVtn implements AutoCloseable {

    /** One message a VEN sent. */
    record Received(String path, String name, Tag message) {
        String text(String namespace, String name) {
            return String.valueOf(message.textOf(namespace, name));
        }
    }

    /** An answer that is not a payload. */
    record Raw(int status, String contentType, byte[] body) {
        static Raw of(int status, String contentType, String body) {
            return new Raw(status, contentType, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    final List<Received> received = new ArrayList<>();
    final Deque<String> polls = new ArrayDeque<>();
    final Deque<Raw> faults = new ArrayDeque<>();
    final List<String> events = new ArrayList<>();
    String pollFrequency = "PT10S";
    String registeredReport = "";
    String updatedReport = "";

    /** Changes an answer before it is sent; the identity unless a test says otherwise. */
    Function<byte[], byte[]> wire = Function.identity();

    private @Nullable ClientIdentity signer;
    private @Nullable Instant signedAt;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int nonce;

    private TestVtn(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static TestVtn plain() {
        try {
            return new TestVtn(HttpServer.create(loopback(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With TLS; the VEN must show a certificate. */
    static TestVtn tls(SSLContext context, String... protocols) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(context) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            SSLParameters tls = context.getDefaultSSLParameters();
                            tls.setNeedClientAuth(true);
                            tls.setProtocols(protocols);
                            parameters.setSSLParameters(tls);
                        }
                    });
            return new TestVtn(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI address() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    void sign(ClientIdentity identity, Instant at) {
        signer = identity;
        signedAt = at;
    }

    List<String> names() {
        return received.stream().map(Received::name).toList();
    }

    List<Received> all(String name) {
        return received.stream().filter(message -> message.name().equals(name)).toList();
    }

    Received last(String name) {
        return all(name).getLast();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Tag root = new Tag(SafeXml.parse(body, LegacySettings.MAX_PAYLOAD).getDocumentElement());
        boolean b = root.is(Names.OADR_B, "oadrPayload");
        Tag message = b ? root.need(Names.OADR_B, "oadrSignedObject").children().getFirst() : root;
        received.add(new Received(exchange.getRequestURI().getPath(), message.name(), message));
        Raw fault = faults.poll();
        if (fault != null) {
            send(exchange, fault);
            return;
        }
        byte[] answer =
                (b ? EventXml.payloadB(answerB(message)) : answerA(message))
                        .getBytes(StandardCharsets.UTF_8);
        ClientIdentity identity = signer;
        Instant at = signedAt;
        if (identity != null && at != null) {
            nonce++;
            answer = Signatures.sign(answer, identity, "nonce-" + nonce, at);
        }
        send(exchange, new Raw(200, "application/xml", wire.apply(answer)));
    }

    private void send(HttpExchange exchange, Raw answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        try (exchange) {
            exchange.sendResponseHeaders(
                    answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private String answerA(Tag message) {
        return message.name().equals("oadrRequestEvent")
                ? EventXml.payloadA(
                        "oadrDistributeEvent", EventXml.list(events.toArray(new String[0])))
                : EventXml.payloadA("oadrResponse", response(200, "r"));
    }

    private String answerB(Tag message) {
        String request = String.valueOf(message.textOf(Names.PYLD, "requestID"));
        return switch (message.name()) {
            case "oadrQueryRegistration" -> registered(request, "");
            case "oadrCreatePartyRegistration" ->
                    registered(
                            request,
                            "<ei:registrationID>reg-1</ei:registrationID><ei:venID>ven-1</ei:venID>");
            case "oadrCancelPartyRegistration" ->
                    message("oadrCanceledPartyRegistration", response(200, request));
            case "oadrRegisterReport" ->
                    message("oadrRegisteredReport", response(200, request) + registeredReport);
            case "oadrRequestEvent" -> EventXml.distribute(events.toArray(new String[0]));
            case "oadrPoll" -> polls.isEmpty() ? plainResponse(200) : polls.poll();
            case "oadrUpdateReport" ->
                    message("oadrUpdatedReport", response(200, request) + updatedReport);
            case "oadrCreateOpt" -> message("oadrCreatedOpt", opt(message, request));
            case "oadrCancelOpt" -> message("oadrCanceledOpt", opt(message, request));
            default -> plainResponse(200);
        };
    }

    private static String opt(Tag message, String request) {
        return response(200, request)
                + "<ei:optID>"
                + message.textOf(Names.EI, "optID")
                + "</ei:optID>";
    }

    static String message(String name, String content) {
        return "<oadr:%s ei:schemaVersion=\"2.0b\">%s</oadr:%s>".formatted(name, content, name);
    }

    static String response(int code, String request) {
        return ("<ei:eiResponse><ei:responseCode>%d</ei:responseCode><ei:responseDescription>as asked"
                        + "</ei:responseDescription><pyld:requestID>%s</pyld:requestID>"
                        + "</ei:eiResponse>")
                .formatted(code, request);
    }

    static String plainResponse(int code) {
        return message("oadrResponse", response(code, "r") + "<ei:venID>ven-1</ei:venID>");
    }

    private String registered(String request, String ids) {
        return message(
                "oadrCreatedPartyRegistration",
                response(200, request)
                        + ids
                        + "<ei:vtnID>vtn-1</ei:vtnID><oadr:oadrProfiles><oadr:oadrProfile>"
                        + "<oadr:oadrProfileName>2.0b</oadr:oadrProfileName><oadr:oadrTransports>"
                        + "<oadr:oadrTransport><oadr:oadrTransportName>simpleHttp"
                        + "</oadr:oadrTransportName></oadr:oadrTransport></oadr:oadrTransports>"
                        + "</oadr:oadrProfile></oadr:oadrProfiles><oadr:oadrRequestedOadrPollFreq>"
                        + "<xcal:duration>"
                        + pollFrequency
                        + "</xcal:duration></oadr:oadrRequestedOadrPollFreq>");
    }

    static String reportRequest(
            String id, String specifier, String granularity, String back, String... rIds) {
        StringBuilder points = new StringBuilder();
        for (String rId : rIds) {
            points.append("<ei:specifierPayload><ei:rID>")
                    .append(rId)
                    .append("</ei:rID><ei:readingType>x-notApplicable</ei:readingType>")
                    .append("</ei:specifierPayload>");
        }
        return ("<oadr:oadrReportRequest><ei:reportRequestID>%s</ei:reportRequestID>"
                        + "<ei:reportSpecifier><ei:reportSpecifierID>%s</ei:reportSpecifierID>"
                        + "<xcal:granularity><xcal:duration>%s</xcal:duration></xcal:granularity>"
                        + "<ei:reportBackDuration><xcal:duration>%s</xcal:duration>"
                        + "</ei:reportBackDuration>%s</ei:reportSpecifier></oadr:oadrReportRequest>")
                .formatted(id, specifier, granularity, back, points);
    }

    static String cancelReport(String request, boolean toFollow, String... ids) {
        StringBuilder all = new StringBuilder();
        for (String id : ids) {
            all.append("<ei:reportRequestID>").append(id).append("</ei:reportRequestID>");
        }
        return message(
                "oadrCancelReport",
                "<pyld:requestID>%s</pyld:requestID>%s<pyld:reportToFollow>%s</pyld:reportToFollow>"
                        .formatted(request, all, toFollow));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
