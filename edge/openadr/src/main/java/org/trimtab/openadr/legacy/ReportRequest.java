package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VTN's wish for a report (oadrReportRequest).
 *
 * @param granularity how long each interval is; zero for one interval in each report
 * @param reportBack how often a report is sent; zero for one report only
 * @param startAt null when the VTN names no start
 * @param duration of the whole reporting; zero when it goes on until it is cancelled
 */
record ReportRequest(
        String requestId,
        String specifierId,
        CalendarSpan granularity,
        CalendarSpan reportBack,
        @Nullable Instant startAt,
        CalendarSpan duration,
        List<String> rIds) {

    /** The specifier that asks for our METADATA reports instead of values. */
    static final String METADATA = "METADATA";

    /** The request id of METADATA reports, which no request for values may use. */
    static final String METADATA_REQUEST_ID = "0";

    static final int MAX_REQUESTS = 100;

    ReportRequest {
        rIds = List.copyOf(rIds);
    }

    boolean metadata() {
        return specifierId.equals(METADATA);
    }

    /** The requests in oadrCreateReport or oadrRegisteredReport. */
    static List<ReportRequest> all(Tag message) {
        List<Tag> tags = message.children(Names.OADR_B, "oadrReportRequest");
        if (tags.size() > MAX_REQUESTS) {
            throw RefusedPayload.invalid(
                    "%d reports are asked for at once; at most %d are taken."
                            .formatted(tags.size(), MAX_REQUESTS));
        }
        return tags.stream().map(ReportRequest::of).toList();
    }

    private static ReportRequest of(Tag tag) {
        Tag specifier = tag.need(Names.EI, "reportSpecifier");
        Tag interval = specifier.child(Names.EI, "reportInterval");
        Tag properties = interval == null ? null : interval.child(Names.XCAL, "properties");
        Instant startAt = null;
        CalendarSpan duration = CalendarSpan.ZERO;
        if (properties != null) {
            Tag start = properties.child(Names.XCAL, "dtstart");
            startAt = start == null ? null : start.need(Names.XCAL, "date-time").instant();
            Tag length = properties.child(Names.XCAL, "duration");
            duration = length == null ? CalendarSpan.ZERO : length.span();
        }
        List<String> rIds = new ArrayList<>();
        for (Tag payload : specifier.children(Names.EI, "specifierPayload")) {
            rIds.add(payload.needText(Names.EI, "rID"));
        }
        return new ReportRequest(
                tag.needText(Names.EI, "reportRequestID"),
                specifier.needText(Names.EI, "reportSpecifierID"),
                specifier.need(Names.XCAL, "granularity").span(),
                specifier.need(Names.EI, "reportBackDuration").span(),
                startAt,
                duration,
                rIds);
    }
}
