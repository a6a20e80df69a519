package org.trimtab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.cli.Shell.Ended;
import tools.jackson.databind.JsonNode;

/** {@code trimtab ven} with a VTN of OpenADR 2.0, and with options that do not go together. */
final class VenVerbTest {
    private static final String LIST =
            """
            <oadr:oadrDistributeEvent xmlns:oadr="http://openadr.org/oadr-2.0a/2012/07"
             xmlns:ei="http://docs.oasis-open.org/ns/energyinterop/201110"
             xmlns:pyld="http://docs.oasis-open.org/ns/energyinterop/201110/payloads"
             xmlns:xcal="urn:ietf:params:xml:ns:icalendar-2.0"
             xmlns:strm="urn:ietf:params:xml:ns:icalendar-2.0:stream"
             xmlns:emix="http://docs.oasis-open.org/ns/emix/2011/06">
            <ei:eiResponse><ei:responseCode>200</ei:responseCode><pyld:requestID/></ei:eiResponse>
            <pyld:requestID>l</pyld:requestID><ei:vtnID>v</ei:vtnID><oadr:oadrEvent><ei:eiEvent>
            <ei:eventDescriptor><ei:eventID>e1</ei:eventID>
            <ei:modificationNumber>0</ei:modificationNumber><ei:eiMarketContext>
            <emix:marketContext>http://u/dr</emix:marketContext></ei:eiMarketContext>
            <ei:createdDateTime>2026-01-01T00:00:00Z</ei:createdDateTime>
            <ei:eventStatus>far</ei:eventStatus></ei:eventDescriptor><ei:eiActivePeriod>
            <xcal:properties><xcal:dtstart><xcal:date-time>START</xcal:date-time></xcal:dtstart>
            <xcal:duration><xcal:duration>PT1H</xcal:duration></xcal:duration></xcal:properties>
            <xcal:components/></ei:eiActivePeriod><ei:eiEventSignals><ei:eiEventSignal>
            <strm:intervals><ei:interval><xcal:duration><xcal:duration>PT1H</xcal:duration>
            </xcal:duration><xcal:uid><xcal:text>0</xcal:text></xcal:uid><ei:signalPayload>
            <ei:payloadFloat><ei:value>2</ei:value></ei:payloadFloat></ei:signalPayload>
            </ei:interval></strm:intervals><ei:signalName>simple</ei:signalName>
            <ei:signalType>level</ei:signalType><ei:signalID>s</ei:signalID></ei:eiEventSignal>
            </ei:eiEventSignals><ei:eiTarget/></ei:eiEvent>
            <oadr:oadrResponseRequired>always</oadr:oadrResponseRequired></oadr:oadrEvent>
            </oadr:oadrDistributeEvent>
            """;

    private static Ended ven(String... words) {
        List<String> all = new ArrayList<>(List.of("ven"));
        all.addAll(List.of(words));
        return Shell.run(all.toArray(new String[0]));
    }

    @Test
    void shouldPrintTheTimeLineOfAVtnOfVersionTwoAndAnswerNothing() throws Exception {
        Instant start =
                InstantSource.system().instant().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer vtn =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        vtn.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        asked.add(new String(body, StandardCharsets.UTF_8));
                        byte[] answer =
                                LIST.replace("START", start.toString())
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/xml");
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        vtn.start();
        try {
            String url = "http://127.0.0.1:" + vtn.getAddress().getPort();
            String[] words = {
                "--profile", "2.0a", "--vtn", url, "--name", "mine", "--dry-run", "--json"
            };
            Ended json = ven(words);
            assertThat(json.exit()).as(json.err()).isZero();
            JsonNode told = Json.MAPPER.readTree(json.out());
            assertThat(told.path("vtn").asString()).isEqualTo(url);
            JsonNode stint = told.path("stints").path(0);
            assertThat(stint.path("from").asString()).isEqualTo(start.toString());
            assertThat(stint.path("payload_type").asString()).isEqualTo("SIMPLE");
            assertThat(asked).singleElement().asString().contains("oadrRequestEvent");
        } finally {
            vtn.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--profile 2.0b --mqtt --vtn https://v.example | 2 | --mqtt means nothing",
                "--profile 3.1 --answer --vtn https://v.example | 2 | --answer means nothing",
                "--profile 9 --vtn https://v.example | 2 | say 3.1, 3.0.1, 2.0b or 2.0a",
                "--profile 2.0b --vtn http://v.example | 2 | not encrypted",
                "--profile 2.0b --vtn https://v.example --signing SIGN | 2 | needs a certificate",
                "--profile 2.0b --vtn https://v.example --tls-ca x.pem | 2 | go together",
                "--profile 2.0b --vtn http://127.0.0.1:1 | 4 | not reached",
            })
    void shouldSayWhatDoesNotGoTogether(String words, int exit, String said) {
        Ended ended = ven((words.strip() + " --dry-run").split(" "));
        assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
        assertThat(ended.err()).contains(said.strip());
    }
}
