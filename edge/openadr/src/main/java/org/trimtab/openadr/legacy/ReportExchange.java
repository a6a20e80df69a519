package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report service of 2.0b: offers reports, takes requests, sends what is due. */
final class ReportExchange {

    private static final String SERVICE = "EiReport";

    private final Channel channel;
    private final LegacyListener listener;
    private final ReportSource source;
    private final List<ReportSpecifier> offered;
    private final ReportPlan plan;

    ReportExchange(
            LegacySettings settings,
            Channel channel,
            LegacyListener listener,
            ReportSource source) {
        this.channel = channel;
        this.listener = listener;
        this.source = source;
        this.offered = settings.reports();
        this.plan = new ReportPlan(offered);
    }

    /** Offers our reports; requests that come back at once are taken. */
    void register(String venId, Instant now) {
        Tag answer =
                channel.post(SERVICE, Reports.register(channel.newId(), offered, venId, now), now);
        Responses.check(answer.child(Names.EI, "eiResponse"), "our list of reports");
        if (answer.is(Names.OADR_B, "oadrRegisteredReport")
                && !answer.children(Names.OADR_B, "oadrReportRequest").isEmpty()) {
            Tag response = answer.need(Names.EI, "eiResponse");
            String requestId = response.textOf(Names.PYLD, "requestID");
            take(answer, requestId == null ? "" : requestId, venId, now);
        }
    }

    /** Takes oadrCreateReport. */
    void create(Tag message, String venId, Instant now) {
        take(message, message.need(Names.PYLD, "requestID").text(), venId, now);
    }

    private void take(Tag message, String requestId, String venId, Instant now) {
        boolean metadata = false;
        int code = ResponseCode.OK;
        String why = "OK";
        try {
            List<ReportRequest> requests = ReportRequest.all(message);
            plan.accept(requests, now);
            metadata = requests.stream().anyMatch(ReportRequest::metadata);
        } catch (RefusedPayload e) {
            code = e.code();
            why = String.valueOf(e.getMessage());
            listener.noted(now, "A request for reports was refused: " + why);
        }
        Tag answer =
                channel.tell(
                        SERVICE, Reports.created(code, why, requestId, plan.pending(), venId), now);
        Responses.note(answer, "our answer to a report request", listener, now);
        if (metadata) {
            register(venId, now);
        }
    }

    /** Takes oadrCancelReport; a last report follows when the VTN wants one. */
    void cancel(Tag message, String venId, Instant now) {
        String requestId = message.need(Names.PYLD, "requestID").text();
        boolean toFollow = "true".equals(message.textOf(Names.PYLD, "reportToFollow"));
        List<ReportPlan.Due> last = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String id : message.texts(Names.EI, "reportRequestID")) {
            ReportPlan.Due due = plan.cancel(id, now);
            if (due == null) {
                unknown.add(Tag.shortened(id));
            } else if (toFollow && !due.spans().isEmpty()) {
                last.add(due);
            }
        }
        int code = unknown.isEmpty() ? ResponseCode.OK : ResponseCode.INVALID_ID;
        String why = unknown.isEmpty() ? "OK" : "no report runs under " + unknown;
        Tag answer =
                channel.tell(
                        SERVICE,
                        Reports.canceled(code, why, requestId, plan.pending(), venId),
                        now);
        Responses.note(answer, "our answer to a cancelled report", listener, now);
        for (ReportPlan.Due due : last) {
            update(due, venId, now);
        }
    }

    /** Answers the VTN's own list of reports, of which we want none. */
    void registered(Tag message, String venId, Instant now) {
        String requestId = message.need(Names.PYLD, "requestID").text();
        Tag answer = channel.tell(SERVICE, Reports.registered(requestId, venId), now);
        Responses.note(answer, "our answer to its reports", listener, now);
    }

    /** Answers values we did not ask for. */
    void unwanted(Tag message, String venId, Instant now) {
        String requestId = message.need(Names.PYLD, "requestID").text();
        Tag answer =
                channel.tell(
                        SERVICE,
                        Reports.updated(
                                ResponseCode.INVALID_ID,
                                "no report was asked for",
                                requestId,
                                venId),
                        now);
        Responses.note(answer, "our answer to its values", listener, now);
    }

    /** Sends every report that is due. */
    void sendDue(String venId, Instant now) {
        for (ReportPlan.Due due : plan.due(now)) {
            if (!due.spans().isEmpty()) {
                update(due, venId, now);
            }
            plan.sent(due, now);
        }
    }

    private void update(ReportPlan.Due due, String venId, Instant now) {
        Reports.Head head = new Reports.Head(channel.newId(), channel.newId(), venId, now);
        Tag answer = channel.tell(SERVICE, Reports.update(head, due, source), now);
        Responses.note(answer, "report " + due.request().requestId(), listener, now);
        Tag cancel = answer == null ? null : answer.child(Names.OADR_B, "oadrCancelReport");
        if (cancel != null) {
            cancel(cancel, venId, now);
        }
    }

    void clear() {
        plan.clear();
    }

    @Nullable Instant nextAt() {
        return plan.nextAt();
    }
}
