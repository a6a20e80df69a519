package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Ven20bTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");
    private static final ReportSpecifier USAGE =
            new ReportSpecifier(
                    "usage-1",
                    ReportKind.USAGE,
                    List.of(
                            ReportPoint.power("p", "mine-1", Duration.ofSeconds(10)),
                            ReportPoint.energy("e", "mine-1", Duration.ofSeconds(10))),
                    Duration.ofHours(1),
                    60,
                    480);

    private final TestVtn vtn = TestVtn.plain();
    private final Recorder heard = new Recorder();
    private final Ven20b ven = ven(LegacySettings.of(Profile.B, vtn.address(), "mine"));

    private Ven20b ven(LegacySettings settings) {
        return new Ven20b(
                settings.withReports(List.of(USAGE)), heard, ReportSource.NONE, new Random(7));
    }

    @AfterEach
    void close() {
        ven.close();
        vtn.close();
    }

    private Instant at(long seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void shouldRegisterOfferReportsAndAskForEventsWhenItStarts() {
        vtn.events.add(EventXml.event("e1").xml());
        Instant next = ven.step(NOW);
        assertThat(vtn.names())
                .containsExactly(
                        "oadrQueryRegistration",
                        "oadrCreatePartyRegistration",
                        "oadrRegisterReport",
                        "oadrRequestEvent",
                        "oadrCreatedEvent");
        assertThat(vtn.received)
                .extracting(TestVtn.Received::path)
                .containsExactly(
                        "/OpenADR2/Simple/2.0b/EiRegisterParty",
                        "/OpenADR2/Simple/2.0b/EiRegisterParty",
                        "/OpenADR2/Simple/2.0b/EiReport",
                        "/OpenADR2/Simple/2.0b/EiEvent",
                        "/OpenADR2/Simple/2.0b/EiEvent");
        assertThat(heard.registrations)
                .containsExactly(
                        new Registration("reg-1", "ven-1", "vtn-1", Duration.ofSeconds(10)));
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(heard.notes).isEmpty();
        assertThat(next).isEqualTo(at(10));
    }

    @Test
    void shouldAnswerEachEventWithItsVersionWhenItCame() {
        heard.answer = EventAnswer.optOut("maintenance");
        vtn.events.add(EventXml.event("e1").version(3).xml());
        vtn.events.add(EventXml.event("quiet").neverAnswer().xml());
        ven.step(NOW);
        Tag created = vtn.last("oadrCreatedEvent").message().need(Names.PYLD, "eiCreatedEvent");
        assertThat(created.children())
                .extracting(Tag::name)
                .containsExactly("eiResponse", "eventResponses", "venID");
        List<Tag> responses =
                created.need(Names.EI, "eventResponses").children(Names.EI, "eventResponse");
        assertThat(responses).hasSize(1);
        assertThat(responses.getFirst().children())
                .extracting(Tag::name)
                .containsExactly(
                        "responseCode",
                        "responseDescription",
                        "requestID",
                        "qualifiedEventID",
                        "optType");
        assertThat(responses.getFirst().textOf(Names.PYLD, "requestID")).isEqualTo("list-1");
        assertThat(responses.getFirst().textOf(Names.EI, "optType")).isEqualTo("optOut");
        Tag qualified = responses.getFirst().need(Names.EI, "qualifiedEventID");
        assertThat(qualified.textOf(Names.EI, "modificationNumber")).isEqualTo("3");
    }

    @Test
    void shouldPollNoMoreOftenThanAskedWhenStepped() {
        ven.step(NOW);
        ven.step(at(5));
        assertThat(vtn.all("oadrPoll")).isEmpty();
        ven.step(at(10));
        ven.step(at(11));
        assertThat(vtn.all("oadrPoll")).hasSize(1);
        assertThat(vtn.last("oadrPoll").path()).isEqualTo("/OpenADR2/Simple/2.0b/OadrPoll");
    }

    @Test
    void shouldAskAgainBeforeGivingUpAnEventWhenItLeftTheList() {
        vtn.events.add(EventXml.event("e1").xml());
        vtn.events.add(EventXml.event("e2").xml());
        ven.step(NOW);
        vtn.polls.add(EventXml.distribute(EventXml.event("e1").xml()));
        ven.step(at(10));
        assertThat(vtn.all("oadrRequestEvent")).hasSize(2);
        assertThat(ven.events()).hasSize(2);

        vtn.events.removeLast();
        vtn.polls.add(EventXml.distribute(EventXml.event("e1").xml()));
        ven.step(at(20));
        assertThat(heard.said).endsWith("withdrawn e2 LEFT_THE_LIST");
        assertThat(ven.events()).extracting(LegacyEvent::eventId).containsExactly("e1");
    }

    @Test
    void shouldKeepEveryEventWhenTheVtnFails() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        String refusedList =
                "<oadr:oadrDistributeEvent>"
                        + TestVtn.response(500, "x")
                        + "<pyld:requestID>x</pyld:requestID><ei:vtnID>vtn-1</ei:vtnID>"
                        + "</oadr:oadrDistributeEvent>";
        byte[] cut = EventXml.payloadB(EventXml.distribute()).getBytes(StandardCharsets.UTF_8);
        vtn.faults.add(TestVtn.Raw.of(500, "application/xml", "<oops/>"));
        vtn.faults.add(TestVtn.Raw.of(200, "text/html; charset=utf-8", "<html>busy</html>"));
        vtn.faults.add(TestVtn.Raw.of(200, "application/xml", EventXml.payloadB(refusedList)));
        vtn.faults.add(new TestVtn.Raw(200, "application/xml", Arrays.copyOf(cut, 400)));
        vtn.faults.add(TestVtn.Raw.of(200, "application/xml", ""));
        vtn.faults.add(TestVtn.Raw.of(302, "text/html", ""));
        Instant when = at(10);
        for (int i = 0; i < 6; i++) {
            when = ven.step(when);
        }
        assertThat(vtn.faults).isEmpty();
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(heard.notes).hasSize(6);
        assertThat(heard.notes.get(0)).contains("HTTP 500");
        assertThat(heard.notes.get(1)).contains("web page");
        assertThat(heard.notes.get(2)).contains("refused the request for events with 500");
        assertThat(heard.notes.get(5)).contains("redirect");
        assertThat(Duration.between(at(10), when)).isGreaterThan(Duration.ofMinutes(3));
        ven.step(when);
        assertThat(heard.notes).last().asString().contains("answers again");
    }

    @Test
    void shouldSendItsAnswerLaterWhenTheVtnFailedInBetween() {
        ven.step(NOW);
        String list = EventXml.payloadB(EventXml.distribute(EventXml.event("e1").xml()));
        vtn.faults.add(TestVtn.Raw.of(200, "application/xml", list));
        vtn.faults.add(TestVtn.Raw.of(503, "text/plain", "later"));
        Instant next = ven.step(at(10));
        assertThat(heard.said).containsExactly("received e1 v0");
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(next);
        assertThat(vtn.all("oadrCreatedEvent")).hasSize(2);
        ven.step(next.plusSeconds(10));
        assertThat(vtn.all("oadrCreatedEvent")).hasSize(2);
    }

    @Test
    void shouldAskForAllEventsWhenAMessageMayHaveBeenLost() {
        ven.step(NOW);
        vtn.faults.add(TestVtn.Raw.of(500, "text/plain", ""));
        Instant next = ven.step(at(10));
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(next);
        assertThat(heard.said).containsExactly("received e1 v0");
    }

    @Test
    void shouldGoOnWhenTheVtnTakesItsAnswerWithoutAWord() {
        ven.step(NOW);
        String list = EventXml.payloadB(EventXml.distribute(EventXml.event("e1").xml()));
        vtn.faults.add(TestVtn.Raw.of(200, "application/xml", list));
        vtn.faults.add(TestVtn.Raw.of(204, "text/plain", ""));
        assertThat(ven.step(at(10))).isEqualTo(at(20));
        assertThat(heard.notes).isEmpty();
    }

    @Test
    void shouldStayRegisteredWhenTheVtnDoesNotKnowTheEventAnyMore() {
        ven.step(NOW);
        String list = EventXml.payloadB(EventXml.distribute(EventXml.event("e1").xml()));
        vtn.faults.add(TestVtn.Raw.of(200, "application/xml", list));
        vtn.faults.add(
                TestVtn.Raw.of(
                        200, "application/xml", EventXml.payloadB(TestVtn.plainResponse(452))));
        assertThat(ven.step(at(10))).isEqualTo(at(20));
        assertThat(ven.registration()).isPresent();
        assertThat(heard.notes).singleElement().asString().contains("452");
    }

    @Test
    void shouldKeepItsEventsWhenTheVtnHasNoSecondList() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.faults.add(
                TestVtn.Raw.of(200, "application/xml", EventXml.payloadB(EventXml.distribute())));
        vtn.faults.add(
                TestVtn.Raw.of(
                        200, "application/xml", EventXml.payloadB(TestVtn.plainResponse(200))));
        ven.step(at(10));
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(heard.notes).singleElement().asString().contains("stay in force");
    }

    @Test
    void shouldRefuseAListWhenItIsOfAnotherVtn() {
        ven.step(NOW);
        vtn.polls.add(EventXml.distribute(EventXml.event("e1").xml()).replace("vtn-1", "vtn-9"));
        ven.step(at(10));
        assertThat(heard.said).isEmpty();
        Tag refusal = vtn.last("oadrCreatedEvent").message().need(Names.PYLD, "eiCreatedEvent");
        assertThat(refusal.need(Names.EI, "eiResponse").textOf(Names.EI, "responseCode"))
                .isEqualTo("452");
        assertThat(refusal.child(Names.EI, "eventResponses")).isNull();
    }

    @Test
    void shouldTellWhenItTakesPartWhenAnOptScheduleIsMade() {
        ven.step(NOW);
        OptSchedule schedule =
                new OptSchedule(
                        OptType.OPT_OUT,
                        OptReason.SCHEDULE,
                        "http://utility.example/dr",
                        null,
                        List.of(new OptSchedule.Span(at(3600), CalendarSpan.parse("P1D"))));
        String id = ven.createOpt(schedule, at(1));
        Tag opt = vtn.last("oadrCreateOpt").message();
        assertThat(opt.children())
                .extracting(Tag::name)
                .containsExactly(
                        "optID",
                        "optType",
                        "optReason",
                        "marketContext",
                        "venID",
                        "vavailability",
                        "createdDateTime",
                        "requestID",
                        "eiTarget");
        assertThat(opt.textOf(Names.EI, "optID")).isEqualTo(id);
        ven.cancelOpt(id, at(2));
        assertThat(vtn.last("oadrCancelOpt").text(Names.EI, "optID")).isEqualTo(id);
        assertThat(vtn.last("oadrCancelOpt").path()).endsWith("/EiOpt");
    }

    @Test
    void shouldOptOneResourceOutOfAnEventWhenAsked() {
        vtn.events.add(EventXml.event("e1").version(2).xml());
        ven.step(NOW);
        ven.createOpt("e1", OptType.OPT_OUT, OptReason.MUST_RUN, "mine-1", at(1));
        Tag opt = vtn.last("oadrCreateOpt").message();
        assertThat(opt.need(Names.EI, "qualifiedEventID").texts(Names.EI, "modificationNumber"))
                .containsExactly("2");
        assertThat(opt.need(Names.EI, "eiTarget").texts(Names.EI, "resourceID"))
                .containsExactly("mine-1");
        assertThatThrownBy(
                        () -> ven.createOpt("e9", OptType.OPT_OUT, OptReason.MUST_RUN, null, at(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e9");
    }

    @Test
    void shouldChangeItsAnswerWhenTheSiteDoes() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        assertThat(ven.answer("e1", EventAnswer.optOut("breakdown"))).isTrue();
        assertThat(ven.answer("e9", EventAnswer.optIn())).isFalse();
        ven.step(at(1));
        assertThat(vtn.all("oadrCreatedEvent")).hasSize(2);
        Tag response =
                vtn.last("oadrCreatedEvent")
                        .message()
                        .need(Names.PYLD, "eiCreatedEvent")
                        .need(Names.EI, "eventResponses")
                        .need(Names.EI, "eventResponse");
        assertThat(response.textOf(Names.EI, "optType")).isEqualTo("optOut");
    }

    @Test
    void shouldGiveEverythingUpWhenTheVtnCancelsTheRegistration() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.polls.add(cancelRegistration("reg-9"));
        ven.step(at(10));
        assertThat(heard.said).containsExactly("received e1 v0");
        vtn.polls.add(cancelRegistration("reg-1"));
        assertThat(ven.step(at(20))).isEqualTo(Instant.MAX);
        assertThat(heard.said)
                .containsExactly("received e1 v0", "withdrawn e1 REGISTRATION_ENDED", "ended");
        int sent = vtn.received.size();
        ven.step(at(30));
        assertThat(vtn.received).hasSize(sent);
        ven.register();
        ven.step(at(40));
        assertThat(ven.registration()).isPresent();
    }

    private static String cancelRegistration(String id) {
        return TestVtn.message(
                "oadrCancelPartyRegistration",
                "<pyld:requestID>x</pyld:requestID><ei:registrationID>"
                        + id
                        + "</ei:registrationID><ei:venID>ven-1</ei:venID>");
    }

    @Test
    void shouldRegisterAgainUnderItsIdsWhenTheVtnAsksForIt() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.polls.add(TestVtn.message("oadrRequestReregistration", "<ei:venID>ven-1</ei:venID>"));
        ven.step(at(10));
        assertThat(vtn.names())
                .containsSubsequence(
                        "oadrPoll",
                        "oadrResponse",
                        "oadrCreatePartyRegistration",
                        "oadrRegisterReport",
                        "oadrRequestEvent");
        assertThat(vtn.last("oadrCreatePartyRegistration").text(Names.EI, "registrationID"))
                .isEqualTo("reg-1");
        assertThat(heard.said).containsExactly("received e1 v0");
    }

    @Test
    void shouldRegisterAnewAndKeepItsEventsWhenTheVtnHasForgottenIt() {
        vtn.events.add(EventXml.event("e1").xml());
        ven.step(NOW);
        vtn.polls.add(TestVtn.plainResponse(463));
        Instant next = ven.step(at(10));
        assertThat(ven.events()).hasSize(1);
        ven.step(next);
        assertThat(vtn.all("oadrCreatePartyRegistration")).hasSize(2);
        assertThat(
                        vtn.last("oadrCreatePartyRegistration")
                                .message()
                                .child(Names.EI, "registrationID"))
                .isNull();
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(ven.events()).hasSize(1);
    }

    @Test
    void shouldEndItsRegistrationWhenAsked() {
        ven.step(NOW);
        ven.deregister(at(1));
        assertThat(vtn.last("oadrCancelPartyRegistration").text(Names.EI, "registrationID"))
                .isEqualTo("reg-1");
        assertThat(heard.said).containsExactly("ended");
        assertThat(ven.step(at(10))).isEqualTo(Instant.MAX);
    }

    @Test
    void shouldWithdrawAnEventWhenItsEndPasses() {
        vtn.events.add(EventXml.event("e1").start("2026-07-01T15:30:00Z").xml());
        ven.step(NOW);
        assertThat(heard.said).containsExactly("received e1 v0");
        ven.step(at(1800));
        assertThat(heard.said).endsWith("withdrawn e1 COMPLETED");
    }

    @Test
    void shouldStepAgainWhenTheFirstEventEnds() {
        vtn.pollFrequency = "PT1H";
        vtn.events.add(
                EventXml.event("e1")
                        .start("2026-07-01T15:30:00Z")
                        .signals(
                                EventXml.signal(
                                        "SIMPLE", "level", "", EventXml.interval("PT1H", "0", "2")))
                        .xml());
        assertThat(ven.step(NOW)).isEqualTo(at(1800));
    }

    @Test
    void shouldUseNothingWhenTheMessageIsForAnotherVen() {
        ven.step(NOW);
        vtn.polls.add(
                TestVtn.message(
                        "oadrCreateReport",
                        "<pyld:requestID>cr-1</pyld:requestID>"
                                + TestVtn.reportRequest("rr-1", "usage-1", "PT0S", "PT10S", "p")
                                + "<ei:venID>ven-2</ei:venID>"));
        ven.step(at(10));
        assertThat(vtn.all("oadrCreatedReport")).isEmpty();
        assertThat(heard.notes).last().asString().contains("ven-2");
    }

    @Test
    void shouldRunUntilItIsClosedWhenAThreadIsGiven() throws InterruptedException {
        CountDownLatch registered = new CountDownLatch(1);
        LegacyListener listener =
                new LegacyListener() {
                    @Override
                    public EventAnswer received(LegacyEvent event) {
                        return EventAnswer.optIn();
                    }

                    @Override
                    public void withdrawn(LegacyEvent event, Withdrawal why) {}

                    @Override
                    public void registered(Registration registration) {
                        registered.countDown();
                    }
                };
        LegacyVen running =
                LegacyVen.open(
                        LegacySettings.of(Profile.B, vtn.address(), "mine"),
                        listener,
                        ReportSource.NONE);
        Thread thread = Thread.ofVirtual().start(() -> running.run(() -> NOW));
        assertThat(registered.await(30, TimeUnit.SECONDS)).isTrue();
        running.close();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
}
