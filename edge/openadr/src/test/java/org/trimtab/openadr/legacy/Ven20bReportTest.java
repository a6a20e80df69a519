package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Ven20bReportTest {

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
    private final Ven20b ven =
            new Ven20b(
                    LegacySettings.of(Profile.B, vtn.address(), "mine").withReports(List.of(USAGE)),
                    heard,
                    Ven20bReportTest::reading,
                    new Random(7));

    private static Optional<ReportValue> reading(ReportPoint point, Instant from, Instant until) {
        return point.rId().equals("p")
                ? Optional.of(
                        new ReportValue.Quantity(new BigDecimal("12.5"), ReportValue.Quality.GOOD))
                : Optional.empty();
    }

    @AfterEach
    void close() {
        ven.close();
        vtn.close();
    }

    private static Instant at(long seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void shouldReportEveryPointOnceInEveryIntervalWhenAsked() {
        ven.step(NOW);
        vtn.polls.add(
                TestVtn.message(
                        "oadrCreateReport",
                        "<pyld:requestID>cr-1</pyld:requestID>"
                                + TestVtn.reportRequest(
                                        "rr-1", "usage-1", "PT10S", "PT30S", "e", "p")));
        assertThat(ven.step(at(10))).isEqualTo(at(20));
        Tag created = vtn.last("oadrCreatedReport").message();
        assertThat(created.need(Names.EI, "eiResponse").textOf(Names.PYLD, "requestID"))
                .isEqualTo("cr-1");
        assertThat(
                        created.need(Names.OADR_B, "oadrPendingReports")
                                .texts(Names.EI, "reportRequestID"))
                .containsExactly("rr-1");
        ven.step(at(40));
        Tag report = vtn.last("oadrUpdateReport").message().need(Names.OADR_B, "oadrReport");
        assertThat(report.children())
                .extracting(Tag::name)
                .containsExactly(
                        "dtstart",
                        "duration",
                        "intervals",
                        "eiReportID",
                        "reportRequestID",
                        "reportSpecifierID",
                        "reportName",
                        "createdDateTime");
        assertThat(report.textOf(Names.EI, "reportName")).isEqualTo("TELEMETRY_USAGE");
        List<Tag> intervals = report.need(Names.STRM, "intervals").children(Names.EI, "interval");
        assertThat(intervals).hasSize(3);
        for (Tag interval : intervals) {
            List<Tag> payloads = interval.children(Names.OADR_B, "oadrReportPayload");
            assertThat(payloads)
                    .extracting(payload -> payload.textOf(Names.EI, "rID"))
                    .containsExactly("e", "p");
            assertThat(number(payloads.get(0))).isEqualTo("NaN");
            assertThat(payloads.get(0).textOf(Names.OADR_B, "oadrDataQuality"))
                    .isEqualTo("No Quality - No Value");
            assertThat(number(payloads.get(1))).isEqualTo("12.5");
        }
    }

    private static String number(Tag payload) {
        return String.valueOf(payload.need(Names.EI, "payloadFloat").textOf(Names.EI, "value"));
    }

    @Test
    void shouldRegisterItsMetadataUnderRequestZeroWhenItOffersReports() {
        ven.step(NOW);
        Tag report = vtn.last("oadrRegisterReport").message().need(Names.OADR_B, "oadrReport");
        assertThat(report.textOf(Names.EI, "reportRequestID")).isEqualTo("0");
        assertThat(report.textOf(Names.EI, "reportName")).isEqualTo("METADATA_TELEMETRY_USAGE");
        Tag point = report.children(Names.OADR_B, "oadrReportDescription").getFirst();
        assertThat(point.children())
                .extracting(Tag::name)
                .containsExactly(
                        "rID",
                        "reportDataSource",
                        "reportType",
                        "powerReal",
                        "readingType",
                        "oadrSamplingRate");
    }

    @Test
    void shouldTakeRequestsThatComeWithTheRegistrationWhenTheVtnSendsThem() {
        vtn.registeredReport = TestVtn.reportRequest("rr-1", "usage-1", "PT0S", "PT30S", "p");
        ven.step(NOW);
        assertThat(vtn.names()).containsSubsequence("oadrRegisterReport", "oadrCreatedReport");
        ven.step(at(30));
        assertThat(vtn.all("oadrUpdateReport")).hasSize(1);
    }

    @Test
    void shouldSayWhyWhenAReportIsNotOffered() {
        ven.step(NOW);
        vtn.polls.add(
                TestVtn.message(
                        "oadrCreateReport",
                        "<pyld:requestID>cr-1</pyld:requestID>"
                                + TestVtn.reportRequest("rr-1", "other", "PT10S", "PT30S", "p")));
        ven.step(at(10));
        Tag response = vtn.last("oadrCreatedReport").message().need(Names.EI, "eiResponse");
        assertThat(response.textOf(Names.EI, "responseCode")).isEqualTo("461");
        assertThat(response.textOf(Names.EI, "responseDescription")).contains("other");
    }

    @Test
    void shouldRegisterItsReportsAgainWhenMetadataIsAskedFor() {
        ven.step(NOW);
        vtn.polls.add(
                TestVtn.message(
                        "oadrCreateReport",
                        "<pyld:requestID>cr-1</pyld:requestID>"
                                + TestVtn.reportRequest("0", "METADATA", "PT0S", "PT0S", "x")));
        ven.step(at(10));
        assertThat(vtn.names())
                .containsSubsequence("oadrPoll", "oadrCreatedReport", "oadrRegisterReport");
        ven.step(at(20));
        assertThat(vtn.all("oadrUpdateReport")).isEmpty();
    }

    @Test
    void shouldSendALastReportWhenACancelledOneIsToBeFollowed() {
        vtn.registeredReport = TestVtn.reportRequest("rr-1", "usage-1", "PT10S", "PT1H", "p");
        ven.step(NOW);
        vtn.polls.add(TestVtn.cancelReport("c-1", true, "rr-1"));
        ven.step(at(30));
        Tag canceled = vtn.last("oadrCanceledReport").message();
        assertThat(canceled.need(Names.EI, "eiResponse").textOf(Names.EI, "responseCode"))
                .isEqualTo("200");
        assertThat(canceled.need(Names.OADR_B, "oadrPendingReports").children()).isEmpty();
        assertThat(vtn.all("oadrUpdateReport")).hasSize(1);
        vtn.polls.add(TestVtn.cancelReport("c-2", false, "rr-1"));
        ven.step(at(40));
        assertThat(
                        vtn.last("oadrCanceledReport")
                                .message()
                                .need(Names.EI, "eiResponse")
                                .textOf(Names.EI, "responseCode"))
                .isEqualTo("452");
    }

    @Test
    void shouldStopAReportWhenTheAnswerToItCancelsIt() {
        vtn.registeredReport = TestVtn.reportRequest("rr-1", "usage-1", "PT0S", "PT10S", "p");
        ven.step(NOW);
        vtn.updatedReport = TestVtn.cancelReport("c-1", false, "rr-1");
        ven.step(at(10));
        ven.step(at(20));
        assertThat(vtn.all("oadrUpdateReport")).hasSize(1);
        assertThat(vtn.all("oadrCanceledReport")).hasSize(1);
    }

    @Test
    void shouldSayWhatItKnowsOfAResourceWhenItsStatusIsAsked() {
        ReportSpecifier status =
                new ReportSpecifier(
                        "status-1",
                        ReportKind.STATUS,
                        List.of(
                                ReportPoint.status("known", "mine-1", Duration.ofSeconds(10)),
                                ReportPoint.status("unknown", "mine-2", Duration.ofSeconds(10))),
                        Duration.ofHours(1),
                        60,
                        480);
        ReportValue.Capacity capacity =
                new ReportValue.Capacity(BigDecimal.ZERO, null, new BigDecimal("12.5"), null);
        ReportSource source =
                (point, from, until) ->
                        point.rId().equals("known")
                                ? Optional.of(new ReportValue.Status(true, false, capacity))
                                : Optional.empty();
        vtn.registeredReport =
                TestVtn.reportRequest("rr-1", "status-1", "PT0S", "PT10S", "known", "unknown");
        try (Ven20b other =
                new Ven20b(
                        LegacySettings.of(Profile.B, vtn.address(), "mine")
                                .withReports(List.of(status)),
                        heard,
                        source,
                        new Random(8))) {
            other.step(NOW);
            other.step(at(10));
        }
        List<Tag> payloads =
                vtn.last("oadrUpdateReport")
                        .message()
                        .need(Names.OADR_B, "oadrReport")
                        .need(Names.STRM, "intervals")
                        .need(Names.EI, "interval")
                        .children(Names.OADR_B, "oadrReportPayload");
        Tag known = payloads.get(0).need(Names.OADR_B, "oadrPayloadResourceStatus");
        assertThat(known.textOf(Names.OADR_B, "oadrOnline")).isEqualTo("true");
        assertThat(
                        known.need(Names.OADR_B, "oadrLoadControlState")
                                .need(Names.OADR_B, "oadrCapacity")
                                .children())
                .extracting(Tag::name)
                .containsExactly("oadrMin", "oadrCurrent");
        assertThat(payloads.get(1).textOf(Names.OADR_B, "oadrDataQuality"))
                .isEqualTo("No Quality - No Value");
    }
}
