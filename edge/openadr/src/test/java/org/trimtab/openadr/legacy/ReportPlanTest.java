package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportPlanTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");
    private final ReportPlan plan =
            new ReportPlan(
                    List.of(
                            new ReportSpecifier(
                                    "usage-1",
                                    ReportKind.USAGE,
                                    List.of(
                                            ReportPoint.power("p", null, Duration.ofSeconds(2)),
                                            ReportPoint.energy("e", null, Duration.ofSeconds(10))),
                                    Duration.ofHours(1),
                                    60,
                                    480)));

    private static ReportRequest request(
            String id, String granularity, String back, @Nullable Instant start, String duration) {
        return new ReportRequest(
                id,
                "usage-1",
                CalendarSpan.parse(granularity),
                CalendarSpan.parse(back),
                start,
                CalendarSpan.parse(duration),
                List.of("p"));
    }

    private void accept(ReportRequest... requests) {
        plan.accept(List.of(requests), NOW);
    }

    private static Instant at(long seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void shouldCoverEveryMomentOnceWhenReportsFollowEachOther() {
        accept(request("r", "PT2S", "PT6S", null, "PT0S"));
        assertThat(plan.due(at(5))).isEmpty();
        ReportPlan.Due first = plan.due(at(6)).getFirst();
        assertThat(first.spans())
                .containsExactly(
                        new ReportPlan.Span(at(0), at(2)),
                        new ReportPlan.Span(at(2), at(4)),
                        new ReportPlan.Span(at(4), at(6)));
        plan.sent(first, at(6));
        assertThat(plan.nextAt()).isEqualTo(at(12));
        ReportPlan.Due second = plan.due(at(13)).getFirst();
        assertThat(second.spans().getFirst().from()).isEqualTo(at(6));
        assertThat(second.spans().getLast().until()).isEqualTo(at(12));
        assertThat(second.last()).isFalse();
    }

    @Test
    void shouldStayDueWhenItWasNotSent() {
        accept(request("r", "PT2S", "PT6S", null, "PT0S"));
        plan.due(at(6));
        assertThat(plan.due(at(8)).getFirst().spans()).hasSize(4);
    }

    @Test
    void shouldLeaveTheOldestOutWhenTheSilenceWasLong() {
        accept(request("r", "PT2S", "PT6S", null, "PT0S"));
        ReportPlan.Due due = plan.due(at(10_000)).getFirst();
        assertThat(due.spans()).hasSize(ReportPlan.MAX_INTERVALS);
        assertThat(due.spans().getLast().until()).isEqualTo(at(10_000));
        plan.sent(due, at(10_000));
        assertThat(plan.nextAt()).isEqualTo(at(10_006));
    }

    @Test
    void shouldEndWhenItsTimeIsOver() {
        accept(request("r", "PT5S", "PT10S", at(10), "PT15S"));
        assertThat(plan.nextAt()).isEqualTo(at(20));
        plan.sent(plan.due(at(20)).getFirst(), at(20));
        assertThat(plan.nextAt()).isEqualTo(at(25));
        ReportPlan.Due last = plan.due(at(60)).getFirst();
        assertThat(last.last()).isTrue();
        assertThat(last.spans()).containsExactly(new ReportPlan.Span(at(20), at(25)));
        plan.sent(last, at(60));
        assertThat(plan.pending()).isEmpty();
        assertThat(plan.nextAt()).isNull();
    }

    @Test
    void shouldSendOneReportWhenNoneIsToFollow() {
        accept(request("r", "PT0S", "PT0S", null, "PT0S"));
        ReportPlan.Due due = plan.due(NOW).getFirst();
        assertThat(due.spans()).containsExactly(new ReportPlan.Span(NOW, NOW));
        assertThat(due.last()).isTrue();
        plan.sent(due, NOW);
        assertThat(plan.pending()).isEmpty();
    }

    @Test
    void shouldWaitForTheEndWhenOneReportIsToCoverATime() {
        accept(request("r", "PT5S", "PT0S", at(0), "PT10S"));
        assertThat(plan.due(at(9))).isEmpty();
        assertThat(plan.due(at(10)).getFirst().spans()).hasSize(2);
    }

    @Test
    void shouldGoBackNoFurtherThanOfferedWhenTheStartIsLongAgo() {
        accept(request("r", "PT10M", "PT1S", NOW.minus(Duration.ofDays(2)), "PT0S"));
        assertThat(plan.due(NOW).getFirst().spans().getFirst().from())
                .isEqualTo(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void shouldFollowTheCalendarWhenAReportIsMonthly() {
        accept(request("r", "PT0S", "P1M", null, "PT0S"));
        assertThat(plan.nextAt()).isEqualTo(Instant.parse("2026-08-01T16:00:00Z"));
    }

    @Test
    void shouldRefuseWhenTheRequestCannotBeMet() {
        refused(request("0", "PT10S", "PT10S", null, "PT0S"), "reportRequestID 0");
        refused(request("r", "PT1S", "PT10S", null, "PT0S"), "PT1S is shorter");
        refused(
                new ReportRequest(
                        "r",
                        "usage-1",
                        CalendarSpan.ZERO,
                        CalendarSpan.ZERO,
                        null,
                        CalendarSpan.ZERO,
                        List.of("p", "x")),
                "no point 'x'");
        refused(
                new ReportRequest(
                        "r",
                        "usage-1",
                        CalendarSpan.ZERO,
                        CalendarSpan.ZERO,
                        null,
                        CalendarSpan.ZERO,
                        List.of("p", "p")),
                "once");
        assertThat(plan.pending()).isEmpty();
    }

    private void refused(ReportRequest request, String because) {
        assertThatThrownBy(() ->
                        plan.accept(
                                List.of(request("good", "PT10S", "PT10S", null, "PT0S"), request),
                                NOW))
                .isInstanceOf(RefusedPayload.class)
                .hasMessageContaining(because);
    }

    @Test
    void shouldGoOnAsBeforeWhenTheSameRequestComesAgain() {
        accept(request("r", "PT2S", "PT6S", null, "PT0S"));
        plan.accept(List.of(request("r", "PT2S", "PT6S", null, "PT0S")), at(3));
        assertThat(plan.nextAt()).isEqualTo(at(6));
        plan.accept(List.of(request("r", "PT2S", "PT4S", null, "PT0S")), at(3));
        assertThat(plan.nextAt()).isEqualTo(at(7));
    }
}
