package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");

    private final TestVtn vtn = TestVtn.plain();
    private final Recorder heard = new Recorder();

    @AfterEach
    void close() {
        vtn.close();
    }

    private String note(URI address, Duration timeout) {
        try (Ven20b ven =
                new Ven20b(
                        LegacySettings.of(Profile.B, address, "mine")
                                .withTiming(
                                        new LegacySettings.Timing(
                                                Duration.ofSeconds(10),
                                                timeout,
                                                Duration.ofMinutes(5))),
                        heard,
                        ReportSource.NONE,
                        new Random(7))) {
            ven.step(NOW);
        }
        return heard.notes.getLast();
    }

    private String note(TestVtn.Raw answer) {
        vtn.faults.add(answer);
        return note(vtn.address(), Duration.ofSeconds(30));
    }

    @Test
    void shouldStopReadingWhenTheAnswerIsHuge() {
        byte[] huge = new byte[LegacySettings.MAX_PAYLOAD + 1];
        Arrays.fill(huge, (byte) ' ');
        assertThat(note(new TestVtn.Raw(200, "application/xml", huge))).contains("not reached");
    }

    @Test
    void shouldNotWaitForeverWhenTheVtnNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(note(address, Duration.ofMillis(200))).contains("not");
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheVtnRefusesUs() {
        assertThat(note(TestVtn.Raw.of(403, "text/plain", ""))).contains("fingerprint");
        assertThat(note(TestVtn.Raw.of(404, "text/plain", ""))).contains("base address");
    }

    @Test
    void shouldRefuseWhenTheNamespaceOrTheEnvelopeIsAnother() {
        String right = EventXml.payloadB(TestVtn.plainResponse(200));
        assertThat(note(xml(right.replace("2.0b/2012/07", "2.0b/2013/07"))))
                .contains("not profile 2.0b");
        assertThat(note(xml("<soap:Envelope xmlns:soap=\"urn:x\"/>"))).contains("Envelope");
        assertThat(note(xml(EventXml.payloadB("")))).contains("empty");
        assertThat(
                        note(
                                xml(
                                        EventXml.payloadB(
                                                TestVtn.plainResponse(200)
                                                        + TestVtn.plainResponse(200)))))
                .contains("one message");
    }

    @Test
    void shouldRefuseWhenAnEntityWouldReadAFile() {
        assertThat(
                        note(
                                xml(
                                        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                                                + EventXml.payloadB("&f;"))))
                .contains("DOCTYPE");
    }

    private static TestVtn.Raw xml(String text) {
        return TestVtn.Raw.of(200, "application/xml", text);
    }
}
