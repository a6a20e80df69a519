package org.trimtab.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A VTN of OpenADR 2.0b on loopback, as small as a live site needs to follow one. */
final class SmallVtn implements AutoCloseable {
    private static final Pattern MESSAGE =
            Pattern.compile("<oadr:(oadr(?!Payload|SignedObject)\\w+)");
    private static final Pattern ANSWER =
            Pattern.compile("<ei:eventID>([^<]+)</ei:eventID>.*?<ei:optType>(\\w+)</ei:optType>");
    private static final String SPACES =
            " xmlns:oadr=\"http://openadr.org/oadr-2.0b/2012/07\""
                    + " xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\""
                    + " xmlns:pyld=\"http://docs.oasis-open.org/ns/energyinterop/201110/payloads\""
                    + " xmlns:xcal=\"urn:ietf:params:xml:ns:icalendar-2.0\""
                    + " xmlns:strm=\"urn:ietf:params:xml:ns:icalendar-2.0:stream\""
                    + " xmlns:emix=\"http://docs.oasis-open.org/ns/emix/2011/06\""
                    + " xmlns:power=\"http://docs.oasis-open.org/ns/emix/2011/06/power\""
                    + " xmlns:scale=\"http://docs.oasis-open.org/ns/emix/2011/06/siscale\"";

    /** Events in its list, by id. */
    final Map<String, String> events = new ConcurrentHashMap<>();

    /** What the VEN answered: the id and optIn or optOut. */
    final List<String> answers = new CopyOnWriteArrayList<>();

    final List<String> reports = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String polled = "";

    SmallVtn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** An event of an hour whose one signal holds for all of it. */
    static String event(String id, int version, Instant start, String signal, String value) {
        String unit =
                signal.startsWith("LOAD_DISPATCH")
                        ? "<power:powerReal><power:itemDescription>RealPower</power:itemDescription>"
                                + "<power:itemUnits>W</power:itemUnits><scale:siScaleCode>k"
                                + "</scale:siScaleCode></power:powerReal>"
                        : "";
        String[] parts = signal.split("/");
        return "<oadr:oadrEvent><ei:eiEvent><ei:eventDescriptor><ei:eventID>"
                + id
                + "</ei:eventID><ei:modificationNumber>"
                + version
                + "</ei:modificationNumber><ei:eiMarketContext><emix:marketContext>http://u/dr"
                + "</emix:marketContext></ei:eiMarketContext><ei:createdDateTime>"
                + "2026-01-01T00:00:00Z</ei:createdDateTime><ei:eventStatus>far</ei:eventStatus>"
                + "</ei:eventDescriptor><ei:eiActivePeriod><xcal:properties><xcal:dtstart>"
                + "<xcal:date-time>"
                + start
                + "</xcal:date-time></xcal:dtstart><xcal:duration><xcal:duration>PT1H"
                + "</xcal:duration></xcal:duration></xcal:properties><xcal:components/>"
                + "</ei:eiActivePeriod><ei:eiEventSignals><ei:eiEventSignal><strm:intervals>"
                + "<ei:interval><xcal:duration><xcal:duration>PT1H</xcal:duration></xcal:duration>"
                + "<xcal:uid><xcal:text>0</xcal:text></xcal:uid><ei:signalPayload><ei:payloadFloat>"
                + "<ei:value>"
                + value
                + "</ei:value></ei:payloadFloat></ei:signalPayload></ei:interval></strm:intervals>"
                + "<ei:signalName>"
                + parts[0]
                + "</ei:signalName><ei:signalType>"
                + parts[1]
                + "</ei:signalType><ei:signalID>s</ei:signalID>"
                + unit
                + "</ei:eiEventSignal></ei:eiEventSignals><ei:eiTarget><ei:venID>ven-1</ei:venID>"
                + "</ei:eiTarget></ei:eiEvent><oadr:oadrResponseRequired>always"
                + "</oadr:oadrResponseRequired></oadr:oadrEvent>";
    }

    /** Puts an event in the list and in the answer to the next poll. */
    void send(String id, String event) {
        events.put(id, event);
        polled = event;
    }

    /** Cancels an event. */
    void cancel(String id) {
        polled = String.valueOf(events.remove(id)).replace(">far<", ">cancelled<");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher name = MESSAGE.matcher(body);
            String message = name.find() ? name.group(1) : "";
            byte[] answer = payload(answer(message, body)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String answer(String message, String body) {
        switch (message) {
            case "oadrQueryRegistration" -> {
                return registered("");
            }
            case "oadrCreatePartyRegistration" -> {
                return registered(
                        "<ei:registrationID>r</ei:registrationID><ei:venID>ven-1</ei:venID>");
            }
            case "oadrRegisterReport" -> {
                return message(
                        "oadrRegisteredReport",
                        response()
                                + "<oadr:oadrReportRequest><ei:reportRequestID>rr"
                                + "</ei:reportRequestID><ei:reportSpecifier>"
                                + "<ei:reportSpecifierID>usage</ei:reportSpecifierID>"
                                + "<xcal:granularity><xcal:duration>PT2S</xcal:duration>"
                                + "</xcal:granularity><ei:reportBackDuration><xcal:duration>PT2S"
                                + "</xcal:duration></ei:reportBackDuration><ei:specifierPayload>"
                                + "<ei:rID>power</ei:rID><ei:readingType>x-notApplicable"
                                + "</ei:readingType></ei:specifierPayload></ei:reportSpecifier>"
                                + "</oadr:oadrReportRequest>");
            }
            case "oadrRequestEvent" -> {
                return distribute(String.join("", events.values()));
            }
            case "oadrPoll" -> {
                String now = polled;
                polled = "";
                return now.isEmpty() ? message("oadrResponse", response()) : distribute(now);
            }
            case "oadrCreatedEvent" -> {
                Matcher one = ANSWER.matcher(body.replace("\n", ""));
                while (one.find()) {
                    answers.add(one.group(1) + " " + one.group(2));
                }
            }
            case "oadrUpdateReport" -> {
                reports.add(body);
                return message("oadrUpdatedReport", response());
            }
            default -> {}
        }
        return message("oadrResponse", response());
    }

    private static String registered(String ids) {
        return message(
                "oadrCreatedPartyRegistration",
                response()
                        + ids
                        + "<ei:vtnID>vtn-1</ei:vtnID><oadr:oadrProfiles><oadr:oadrProfile>"
                        + "<oadr:oadrProfileName>2.0b</oadr:oadrProfileName><oadr:oadrTransports>"
                        + "<oadr:oadrTransport><oadr:oadrTransportName>simpleHttp"
                        + "</oadr:oadrTransportName></oadr:oadrTransport></oadr:oadrTransports>"
                        + "</oadr:oadrProfile></oadr:oadrProfiles><oadr:oadrRequestedOadrPollFreq>"
                        + "<xcal:duration>PT1S</xcal:duration></oadr:oadrRequestedOadrPollFreq>");
    }

    private static String distribute(String events) {
        return message(
                "oadrDistributeEvent",
                response()
                        + "<pyld:requestID>list</pyld:requestID><ei:vtnID>vtn-1</ei:vtnID>"
                        + events);
    }

    private static String response() {
        return "<ei:eiResponse><ei:responseCode>200</ei:responseCode><pyld:requestID>r"
                + "</pyld:requestID></ei:eiResponse>";
    }

    private static String message(String name, String content) {
        return "<oadr:" + name + " ei:schemaVersion=\"2.0b\">" + content + "</oadr:" + name + ">";
    }

    private static String payload(String message) {
        return "<oadr:oadrPayload"
                + SPACES
                + "><oadr:oadrSignedObject>"
                + message
                + "</oadr:oadrSignedObject></oadr:oadrPayload>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
