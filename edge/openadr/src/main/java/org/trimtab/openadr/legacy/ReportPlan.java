package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which reports the VTN has asked for, and when each is due. */
final class ReportPlan {

    /** Intervals of one report; after a long silence the oldest are left out. */
    static final int MAX_INTERVALS = 1_000;

    private final List<ReportSpecifier> offered;
    private final Map<String, Active> active = new LinkedHashMap<>();

    ReportPlan(List<ReportSpecifier> offered) {
        this.offered = offered;
    }

    /** One span of time in a report. */
    record Span(Instant from, Instant until) {}

    /**
     * A report that is to be sent.
     *
     * @param last nothing follows it
     */
    record Due(
            ReportRequest request,
            ReportSpecifier specifier,
            List<ReportPoint> points,
            List<Span> spans,
            boolean last) {}

    private static final class Active {
        private final ReportRequest request;
        private final ReportSpecifier specifier;
        private final List<ReportPoint> points;
        private final @Nullable Instant endAt;
        private Instant dueAt;
        private Instant coveredUntil;

        private Active(
                ReportRequest request,
                ReportSpecifier specifier,
                List<ReportPoint> points,
                Instant startAt) {
            this.request = request;
            this.specifier = specifier;
            this.points = points;
            this.endAt = request.duration().isZero() ? null : request.duration().from(startAt);
            this.coveredUntil = startAt;
            Instant first = request.reportBack().isZero() ? oneShot(startAt) : next(startAt);
            this.dueAt = endAt != null && first.isAfter(endAt) ? endAt : first;
        }

        private Instant oneShot(Instant startAt) {
            return endAt == null ? startAt : endAt;
        }

        private Instant next(Instant after) {
            return request.reportBack().from(after);
        }

        private boolean lastAt(Instant at) {
            return request.reportBack().isZero() || (endAt != null && !at.isBefore(endAt));
        }
    }

    /**
     * Takes requests for values, all or none. A request with an id that is active replaces it.
     *
     * @throws RefusedPayload when one asks for what is not offered
     */
    void accept(List<ReportRequest> requests, Instant now) {
        Map<String, Active> accepted = new LinkedHashMap<>();
        for (ReportRequest request : requests) {
            if (!request.metadata()) {
                accepted.put(request.requestId(), active(request, now));
            }
        }
        if (active.size() + accepted.size() > ReportRequest.MAX_REQUESTS) {
            throw new RefusedPayload(
                    ResponseCode.OTHER,
                    "At most %d reports run at once.".formatted(ReportRequest.MAX_REQUESTS));
        }
        accepted.forEach((id, plan) -> {
            Active before = active.get(id);
            if (before == null || !before.request.equals(plan.request)) {
                active.put(id, plan);
            }
        });
    }

    private Active active(ReportRequest request, Instant now) {
        if (request.requestId().equals(ReportRequest.METADATA_REQUEST_ID)) {
            throw RefusedPayload.invalid(
                    "reportRequestID 0 belongs to METADATA reports; ask for values under another.");
        }
        ReportSpecifier specifier =
                offered.stream()
                        .filter(candidate -> candidate.id().equals(request.specifierId()))
                        .findFirst()
                        .orElseThrow(() ->
                                new RefusedPayload(
                                        ResponseCode.REPORT_NOT_SUPPORTED,
                                        "No report '%s' is offered."
                                                .formatted(Tag.shortened(request.specifierId()))));
        if (request.rIds().isEmpty()
                || request.rIds().stream().distinct().count() != request.rIds().size()) {
            throw RefusedPayload.invalid("A request names each rID once, and at least one.");
        }
        List<ReportPoint> points =
                request.rIds().stream().map(rId -> point(specifier, rId)).toList();
        Duration granularity = request.granularity().lengthFrom(now);
        for (ReportPoint point : points) {
            if (!granularity.isZero() && granularity.compareTo(point.minPeriod()) < 0) {
                throw RefusedPayload.invalid(
                        "Point %s is sampled every %s at most; granularity %s is shorter."
                                .formatted(point.rId(), point.minPeriod(), request.granularity()));
            }
        }
        Instant earliest = now.minus(specifier.history());
        Instant start = request.startAt() == null ? now : request.startAt();
        return new Active(request, specifier, points, start.isBefore(earliest) ? earliest : start);
    }

    private static ReportPoint point(ReportSpecifier specifier, String rId) {
        return specifier
                .point(rId)
                .orElseThrow(() ->
                        new RefusedPayload(
                                ResponseCode.REPORT_NOT_SUPPORTED,
                                "Report '%s' has no point '%s'."
                                        .formatted(specifier.id(), Tag.shortened(rId))));
    }

    /** Reports that are due at that moment; each stays due until {@link #sent}. */
    List<Due> due(Instant now) {
        List<Due> due = new ArrayList<>();
        for (Active plan : active.values()) {
            if (!plan.dueAt.isAfter(now)) {
                due.add(dueNow(plan, now));
            }
        }
        return due;
    }

    private static Due dueNow(Active plan, Instant now) {
        Instant until = plan.endAt != null && plan.endAt.isBefore(now) ? plan.endAt : now;
        CalendarSpan granularity = plan.request.granularity();
        List<Span> spans = new ArrayList<>();
        if (plan.request.reportBack().isZero() && plan.endAt == null) {
            Instant from = until.minus(granularity.lengthFrom(until));
            spans.add(new Span(from, until));
        } else if (granularity.isZero()) {
            spans.add(new Span(plan.coveredUntil, until));
        } else {
            Instant from = plan.coveredUntil;
            for (Instant end = granularity.from(from);
                    !end.isAfter(until);
                    end = granularity.from(from)) {
                spans.add(new Span(from, end));
                if (spans.size() > MAX_INTERVALS) {
                    spans.removeFirst();
                }
                from = end;
            }
        }
        return new Due(
                plan.request, plan.specifier, plan.points, List.copyOf(spans), plan.lastAt(until));
    }

    /** The report was taken by the VTN; the next one is planned after {@code now}. */
    void sent(Due due, Instant now) {
        Active plan = active.get(due.request().requestId());
        if (plan == null || !plan.request.equals(due.request())) {
            return;
        }
        if (due.last()) {
            active.remove(due.request().requestId());
            return;
        }
        if (!due.spans().isEmpty()) {
            plan.coveredUntil = due.spans().getLast().until();
        }
        Instant next = plan.next(plan.dueAt);
        if (!next.isAfter(now)) {
            next = plan.next(now);
        }
        plan.dueAt = plan.endAt != null && next.isAfter(plan.endAt) ? plan.endAt : next;
    }

    /** What a cancelled report would have said until now; null when there is no such report. */
    @Nullable Due cancel(String requestId, Instant now) {
        Active plan = active.remove(requestId);
        return plan == null ? null : dueNow(plan, now);
    }

    void clear() {
        active.clear();
    }

    /** The ids of the requests still running. */
    Collection<String> pending() {
        return List.copyOf(active.keySet());
    }

    /** When the next report is due; null when none runs. */
    @Nullable Instant nextAt() {
        return active.values().stream()
                .map(plan -> plan.dueAt)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
