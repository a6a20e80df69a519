package org.trimtab.openadr.legacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The EiOpt messages of a VEN. */
final class Opts {

    private Opts() {}

    /** Who opts, when, and under which ids. */
    record Head(String requestId, String optId, String venId, Instant createdAt) {}

    static byte[] create(Head head, OptSchedule schedule) {
        XmlOut xml = open(head, schedule.opt(), schedule.reason(), schedule.marketContext());
        xml.open("xcal:vavailability").open("xcal:components");
        for (OptSchedule.Span span : schedule.available()) {
            xml.open("xcal:available")
                    .open("xcal:properties")
                    .start(span.startAt())
                    .span("xcal:duration", span.duration())
                    .close()
                    .close();
        }
        xml.close()
                .close()
                .instant("ei:createdDateTime", head.createdAt())
                .leaf("pyld:requestID", head.requestId());
        return target(xml, head, schedule.resourceId());
    }

    /** Opts one resource in or out of one event. */
    static byte[] createForEvent(
            Head head,
            LegacyEvent event,
            OptType opt,
            OptReason reason,
            @Nullable String resource) {
        XmlOut xml =
                open(head, opt, reason, event.marketContext())
                        .instant("ei:createdDateTime", head.createdAt())
                        .leaf("pyld:requestID", head.requestId())
                        .open("ei:qualifiedEventID")
                        .leaf("ei:eventID", event.eventId())
                        .leaf("ei:modificationNumber", Long.toString(event.modificationNumber()))
                        .close();
        return target(xml, head, resource);
    }

    private static XmlOut open(
            Head head, OptType opt, OptReason reason, @Nullable String marketContext) {
        return XmlOut.payloadB("oadrCreateOpt")
                .leaf("ei:optID", head.optId())
                .leaf("ei:optType", opt.word())
                .leaf("ei:optReason", reason.word())
                .optional("emix:marketContext", marketContext)
                .leaf("ei:venID", head.venId());
    }

    private static byte[] target(XmlOut xml, Head head, @Nullable String resourceId) {
        xml.open("ei:eiTarget");
        if (resourceId == null) {
            xml.leaf("ei:venID", head.venId());
        } else {
            xml.leaf("ei:resourceID", resourceId);
        }
        return xml.bytes();
    }

    static byte[] cancel(String requestId, String optId, String venId) {
        return XmlOut.payloadB("oadrCancelOpt")
                .leaf("pyld:requestID", requestId)
                .leaf("ei:optID", optId)
                .leaf("ei:venID", venId)
                .bytes();
    }

    /** Checks that the VTN took the opt, or its cancellation, with that id. */
    static void check(Tag answer, String optId) {
        Responses.check(answer.child(Names.EI, "eiResponse"), "opt " + optId);
        String echoed = answer.textOf(Names.EI, "optID");
        if (echoed != null && !echoed.equals(optId)) {
            throw RefusedPayload.invalid(
                    "The VTN answered about opt '%s'; '%s' was sent."
                            .formatted(Tag.shortened(echoed), optId));
        }
    }
}
