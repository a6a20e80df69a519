package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Ven20aTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");

    private final TestVtn vtn = TestVtn.plain();
    private final Recorder heard = new Recorder();
    private final Ven20a ven =
            new Ven20a(
                    LegacySettings.of(Profile.A, vtn.address().resolve("/vtn/ven-1"), "ven-1"),
                    heard,
                    new Random(7));

    @AfterEach
    void close() {
        ven.close();
        vtn.close();
    }

    private static Instant at(long seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void shouldAskForEventsAndAnswerThemWhenStepped() {
        vtn.events.add(EventXml.event("e1").version(2).xml());
        assertThat(ven.step(NOW)).isEqualTo(at(10));
        assertThat(vtn.names()).containsExactly("oadrRequestEvent", "oadrCreatedEvent");
        assertThat(vtn.received)
                .extracting(TestVtn.Received::path)
                .containsOnly("/vtn/ven-1/OpenADR2/Simple/EiEvent");
        Tag request = vtn.received.getFirst().message();
        assertThat(request.namespace()).isEqualTo(Names.OADR_A);
        assertThat(request.need(Names.PYLD, "eiRequestEvent").children())
                .extracting(Tag::name)
                .containsExactly("requestID", "venID");
        Tag created = vtn.last("oadrCreatedEvent").message();
        assertThat(created.namespace()).isEqualTo(Names.OADR_A);
        assertThat(heard.said).containsExactly("received e1 v2");
    }

    @Test
    void shouldFollowModificationsAndDisappearanceWhenItPolls() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.events.set(0, EventXml.event("e1").version(1).duration("PT2H").xml());
        ven.step(at(10));
        vtn.events.clear();
        ven.step(at(20));
        assertThat(heard.said)
                .containsExactly("received e1 v0", "received e1 v1", "withdrawn e1 LEFT_THE_LIST");
        assertThat(vtn.all("oadrRequestEvent")).hasSize(4);
    }

    @Test
    void shouldKeepItsEventsWhenTheVtnFails() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.faults.add(TestVtn.Raw.of(500, "text/html", "<html/>"));
        Instant next = ven.step(at(10));
        assertThat(next).isEqualTo(at(20));
        vtn.faults.add(
                TestVtn.Raw.of(200, "application/xml", EventXml.payloadB(EventXml.distribute())));
        ven.step(next);
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(heard.notes).last().asString().contains("profile 2.0a");
        assertThat(ven.lastHeardAt()).contains(NOW);
    }

    @Test
    void shouldTellWhenItHasNoOptsOrRegistration() {
        assertThatThrownBy(() -> ven.deregister(NOW)).hasMessageContaining("2.0a");
        assertThat(ven.registration()).isEmpty();
    }

    @Test
    void shouldSendAChangedAnswerWhenTheSiteChangesItsMind() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        ven.answer("e1", EventAnswer.optOut("no"));
        ven.step(at(1));
        assertThat(vtn.all("oadrCreatedEvent")).hasSize(2);
    }

    @Test
    void shouldRefuseSettingsWhenTheyDoNotFit() {
        assertThatThrownBy(
                        () -> LegacySettings.of(Profile.B, URI.create("http://vtn.example"), "x"))
                .hasMessageContaining("not encrypted");
        assertThatThrownBy(() -> LegacySettings.of(Profile.B, URI.create("ftp://vtn.example"), "x"))
                .hasMessageContaining("https://HOST");
        assertThat(
                        LegacySettings.of(
                                        Profile.A,
                                        URI.create("https://h/OpenADR2/Simple/EiEvent"),
                                        "x")
                                .service("EiEvent"))
                .isEqualTo(URI.create("https://h/OpenADR2/Simple/EiEvent"));
    }
}
