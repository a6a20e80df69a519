package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.ven.Agenda;
import org.trimtab.openadr.ven.Link;
import org.trimtab.openadr.ven.Meanings;
import org.trimtab.openadr.ven.Measures;
import org.trimtab.openadr.ven.Stint;
import org.trimtab.openadr.ven.VenNotes;
import org.trimtab.openadr.ven.Want;

class LegacyLinkTest {
    private static final Instant START = Instant.parse("2026-07-01T17:00:00Z");
    private static final Meanings AGREED =
            new Meanings(Map.of(1, new Want.Less(500_000)), null, false, null, java.util.Set.of());

    @TempDir Path folder;
    private final TestVtn vtn = TestVtn.plain();
    private final List<String> said = new ArrayList<>();
    private final List<Link> open = new ArrayList<>();
    private Instant now = Instant.parse("2026-07-01T16:00:00Z");
    private int changes;

    private LegacyLink link(Profile profile, boolean tests, boolean answers) throws Exception {
        Link.Surroundings with =
                new Link.Surroundings(
                        VenNotes.in(folder.resolve("vtn.json"), 1),
                        () -> now,
                        new Level(),
                        null,
                        said::add,
                        _ -> {});
        LegacyLink made =
                new LegacyLink(
                        new LegacyLink.Terms(
                                "utility",
                                LegacySettings.of(profile, vtn.address(), "ven-1")
                                        .withReports(
                                                profile.equals(Profile.B)
                                                        ? MeasuredReports.offered(60, 480)
                                                        : List.of()),
                                AGREED,
                                tests,
                                answers),
                        with,
                        () -> changes++);
        open.add(made);
        return made;
    }

    /** Draws 2 MW, was told nothing, can fall by half of it. */
    private static final class Level implements Measures {
        @Override
        public String resource() {
            return "mine";
        }

        @Override
        public Figure figure(Kind kind, Instant from, Instant until) {
            return switch (kind) {
                case LEVEL, PEAK -> Figure.ok(2_000_000);
                case CAN_FALL -> new Figure(BigDecimal.valueOf(1_000_000), "ESTIMATED");
                default -> Figure.MISSING;
            };
        }

        @Override
        public String operatingState() {
            return "NORMAL";
        }
    }

    @AfterEach
    void close() {
        open.forEach(Link::close);
        vtn.close();
    }

    private List<Want> wants(Link link) {
        Agenda agenda = link.agenda(now, now.plus(Duration.ofDays(1)));
        return agenda.stints().stream().map(Stint::want).toList();
    }

    private List<String> answers() {
        List<String> all = new ArrayList<>();
        for (TestVtn.Received created : vtn.all("oadrCreatedEvent")) {
            Tag responses =
                    created.message()
                            .need(Names.PYLD, "eiCreatedEvent")
                            .need(Names.EI, "eventResponses");
            for (Tag one : responses.children(Names.EI, "eventResponse")) {
                Tag which = one.need(Names.EI, "qualifiedEventID");
                all.add(
                        which.textOf(Names.EI, "eventID")
                                + " v"
                                + which.textOf(Names.EI, "modificationNumber")
                                + " "
                                + one.textOf(Names.EI, "optType")
                                + " "
                                + one.textOf(Names.EI, "responseCode"));
            }
        }
        return all;
    }

    private void poll(Link link) {
        now = now.plusSeconds(10);
        link.poll();
    }

    @Test
    void shouldLayOutAndAnswerAsVersionThreeDoesWhenEventsCome() throws Exception {
        vtn.events.add(EventXml.event("agreed").xml());
        vtn.events.add(
                EventXml.event("set")
                        .start("2026-07-01T19:00:00Z")
                        .signals(
                                EventXml.signal(
                                        "LOAD_DISPATCH",
                                        "setpoint",
                                        EventXml.power("M"),
                                        EventXml.interval("PT1H", "0", "1.25")))
                        .xml());
        vtn.events.add(
                EventXml.event("level2")
                        .start("2026-07-01T21:00:00Z")
                        .signals(
                                EventXml.signal(
                                        "SIMPLE", "level", "", EventXml.interval("PT1H", "0", "2")))
                        .xml());
        vtn.events.add(
                EventXml.event("odd")
                        .signals(
                                EventXml.signal(
                                        "BID_LOAD",
                                        "price",
                                        "",
                                        EventXml.interval("PT1H", "0", "2")))
                        .xml());
        LegacyLink link = link(Profile.B, false, true);
        assertThat(link.state().answeredAt()).isNull();
        link.poll();
        assertThat(link.state().answeredAt()).isEqualTo(now);
        assertThat(wants(link)).startsWith(new Want.Less(500_000), new Want.Be(1_250_000));
        assertThat(answers())
                .containsExactlyInAnyOrder(
                        "agreed v0 optIn 200",
                        "set v0 optIn 200",
                        "level2 v0 optOut 200",
                        "odd v0 optOut 460");
        assertThat(link.state().remarks())
                .hasSize(3) // two that cannot be followed, and the clocks
                .anyMatch(words -> words.contains("level 2 asks is not agreed"));
        assertThat(changes).isGreaterThanOrEqualTo(4);
    }

    @Test
    void shouldTellTheVtnWhenTheSiteDeclinesWhatItHadTaken() throws Exception {
        vtn.events.add(EventXml.event("e1").version(4).xml());
        LegacyLink link = link(Profile.B, false, true);
        link.poll();
        link.declined("e1", "refused: TOO_LONG");
        link.declined("never heard of", "x");
        now = now.plusSeconds(1); // not even a poll is due
        link.poll();
        assertThat(answers()).containsExactly("e1 v4 optIn 200", "e1 v4 optOut 200");
        poll(link);
        assertThat(answers()).hasSize(2);
        vtn.polls.add(EventXml.distribute(EventXml.event("e1").version(5).xml()));
        poll(link);
        assertThat(answers()).last().isEqualTo("e1 v5 optIn 200"); // a new version is a new ask
    }

    @Test
    void shouldTakeBackWhatIsCancelledAndChangedWhatIsChanged() throws Exception {
        vtn.events.add(EventXml.event("e1").xml());
        LegacyLink link = link(Profile.B, false, true);
        link.poll();
        vtn.polls.add(EventXml.distribute(EventXml.event("e1").version(1).duration("PT2H").xml()));
        vtn.events.clear();
        poll(link);
        Stint stint = link.agenda(now, START.plusSeconds(9000)).stints().getFirst();
        assertThat(stint.from()).isEqualTo(START);
        vtn.polls.add(
                EventXml.distribute(EventXml.event("e1").version(2).status("cancelled").xml()));
        poll(link);
        assertThat(wants(link)).isEmpty();
        assertThat(String.join("\n", said)).contains("e1 binds no more: CANCELLED");
    }

    @Test
    void shouldKeepWhatIsAskedAndSayOnceWhyWhenTheVtnIsInTrouble() throws Exception {
        vtn.events.add(EventXml.event("e1").xml());
        LegacyLink link = link(Profile.B, false, true);
        link.poll();
        for (int i = 0; i < 3; i++) {
            vtn.faults.add(TestVtn.Raw.of(500, "text/html", "<html>maintenance</html>"));
        }
        said.clear();
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofMinutes(5));
            link.poll();
        }
        assertThat(link.state().trouble()).contains("500");
        assertThat(wants(link)).hasSize(1);
        assertThat(said.stream().filter(words -> words.contains("500"))).hasSize(1);
        now = now.plus(Duration.ofMinutes(5));
        link.poll();
        assertThat(link.state().trouble()).isNull();
        assertThat(said).last().asString().contains("answers again");
    }

    @Test
    void shouldTellATestAndDoNothingWhenTestsAreNotActedOn() throws Exception {
        vtn.events.add(EventXml.event("drill").test("true").xml());
        LegacyLink link = link(Profile.B, false, true);
        link.poll();
        assertThat(wants(link)).isEmpty();
        assertThat(answers()).containsExactly("drill v0 optIn 200");
        assertThat(link.state().remarks()).first().asString().contains("is a test");
        link.close();
        LegacyLink other = link(Profile.B, true, true);
        other.poll();
        assertThat(wants(other)).hasSize(1);
    }

    @Test
    void shouldPromiseNothingWhenItOnlyLooks() throws Exception {
        vtn.events.add(EventXml.event("e1").xml());
        LegacyLink link = link(Profile.B, true, false);
        link.poll();
        link.declined("e1", "nobody asked");
        now = now.plusSeconds(1);
        link.poll();
        assertThat(wants(link)).hasSize(1);
        assertThat(vtn.all("oadrCreatedEvent")).isEmpty();
    }

    @Test
    void shouldBeKnownAgainWhenItStartsAnew() throws Exception {
        link(Profile.B, false, true).poll();
        open.forEach(Link::close);
        vtn.received.clear();
        LegacyLink again = link(Profile.B, false, true);
        again.poll();
        assertThat(again.registration()).isPresent();
        assertThat(vtn.names()).doesNotContain("oadrQueryRegistration");
        assertThat(vtn.last("oadrCreatePartyRegistration").text(Names.EI, "registrationID"))
                .isEqualTo("reg-1");
        vtn.polls.add(
                TestVtn.message(
                        "oadrCancelPartyRegistration",
                        "<pyld:requestID>c-1</pyld:requestID><ei:registrationID>reg-1"
                                + "</ei:registrationID><ei:venID>ven-1</ei:venID>"));
        poll(again);
        assertThat(VenNotes.in(folder.resolve("vtn.json"), 1).kept("registration_id")).isNull();
    }

    @Test
    void shouldReportWhatTheSiteMeasuresWhenTheVtnAsks() throws Exception {
        vtn.registeredReport =
                TestVtn.reportRequest(
                        "rr-1", "usage", "PT10S", "PT10S", "power", "energy", "baseline");
        LegacyLink link = link(Profile.B, false, true);
        link.poll();
        poll(link);
        poll(link);
        List<Tag> payloads =
                vtn.last("oadrUpdateReport")
                        .message()
                        .need(Names.OADR_B, "oadrReport")
                        .need(Names.STRM, "intervals")
                        .need(Names.EI, "interval")
                        .children(Names.OADR_B, "oadrReportPayload");
        assertThat(payloads)
                .extracting(p -> p.need(Names.EI, "payloadFloat").textOf(Names.EI, "value"))
                .containsExactly("2000", "5.555556", "NaN");
        assertThat(vtn.last("oadrRegisterReport").message().children(Names.OADR_B, "oadrReport"))
                .hasSize(2);
    }

    @Test
    void shouldFollowTheOlderProfileTheSameWay() throws Exception {
        vtn.events.add(EventXml.event("a1").xml());
        LegacyLink link = link(Profile.A, false, true);
        link.poll();
        assertThat(wants(link)).containsExactly(new Want.Less(500_000));
        link.declined("a1", "no");
        now = now.plusSeconds(1);
        link.poll();
        assertThat(vtn.all("oadrCreatedEvent")).hasSize(2);
    }
}
