package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The EiReport messages of a VEN. */
final class Reports {

    /** A value that is not known, said as xs:float allows; it is never a zero. */
    private static final String NO_NUMBER = "NaN";

    private static final String NO_VALUE = "No Quality - No Value";

    private Reports() {}

    static byte[] register(
            String requestId, List<ReportSpecifier> offered, String venId, Instant now) {
        XmlOut xml = XmlOut.payloadB("oadrRegisterReport").leaf("pyld:requestID", requestId);
        for (ReportSpecifier specifier : offered) {
            xml.open("oadr:oadrReport").span("xcal:duration", CalendarSpan.of(specifier.history()));
            specifier.points().forEach(point -> description(xml, specifier, point));
            xml.leaf("ei:reportRequestID", ReportRequest.METADATA_REQUEST_ID)
                    .leaf("ei:reportSpecifierID", specifier.id())
                    .leaf("ei:reportName", "METADATA_" + specifier.kind().word())
                    .instant("ei:createdDateTime", now)
                    .close();
        }
        return xml.leaf("ei:venID", venId).bytes();
    }

    private static void description(XmlOut xml, ReportSpecifier specifier, ReportPoint point) {
        xml.open("oadr:oadrReportDescription").leaf("ei:rID", point.rId());
        String resource = point.resourceId();
        if (resource != null) {
            xml.open("ei:reportDataSource").leaf("ei:resourceID", resource).close();
        }
        xml.leaf("ei:reportType", point.type());
        LegacyUnit unit = point.unit();
        if (unit != null) {
            unit(xml, unit, specifier);
        }
        xml.leaf("ei:readingType", point.readingType())
                .open("oadr:oadrSamplingRate")
                .leaf("oadr:oadrMinPeriod", point.minPeriod().toString())
                .leaf("oadr:oadrMaxPeriod", point.maxPeriod().toString())
                .leaf("oadr:oadrOnChange", false)
                .close()
                .close();
    }

    private static void unit(XmlOut xml, LegacyUnit unit, ReportSpecifier specifier) {
        boolean power = unit.kind().equals("powerReal");
        if (!power && !unit.kind().equals("energyReal")) {
            xml.open("oadr:customUnit")
                    .leaf("oadr:itemDescription", unit.kind())
                    .leaf("oadr:itemUnits", unit.units())
                    .leaf("scale:siScaleCode", unit.scale())
                    .close();
            return;
        }
        xml.open("power:" + unit.kind())
                .leaf("power:itemDescription", power ? "RealPower" : "RealEnergy")
                .leaf("power:itemUnits", unit.units())
                .leaf("scale:siScaleCode", unit.scale());
        if (power) {
            xml.open("power:powerAttributes")
                    .leaf("power:hertz", Integer.toString(specifier.hertz()))
                    .leaf("power:voltage", Integer.toString(specifier.volts()))
                    .leaf("power:ac", true)
                    .close();
        }
        xml.close();
    }

    /** The answer to the VTN's own METADATA: we ask it for nothing. */
    static byte[] registered(String requestId, String venId) {
        return XmlOut.payloadB("oadrRegisteredReport")
                .response(ResponseCode.OK, "OK", requestId)
                .leaf("ei:venID", venId)
                .bytes();
    }

    static byte[] created(
            int code, String why, String requestId, Collection<String> pending, String venId) {
        return pending("oadrCreatedReport", code, why, requestId, pending)
                .leaf("ei:venID", venId)
                .bytes();
    }

    static byte[] canceled(
            int code, String why, String requestId, Collection<String> pending, String venId) {
        return pending("oadrCanceledReport", code, why, requestId, pending)
                .leaf("ei:venID", venId)
                .bytes();
    }

    private static XmlOut pending(
            String message, int code, String why, String requestId, Collection<String> pending) {
        XmlOut xml =
                XmlOut.payloadB(message)
                        .response(code, why, requestId)
                        .open("oadr:oadrPendingReports");
        pending.forEach(id -> xml.leaf("ei:reportRequestID", id));
        return xml.close();
    }

    /** The answer to values the VTN sends though we asked for none. */
    static byte[] updated(int code, String why, String requestId, String venId) {
        return XmlOut.payloadB("oadrUpdatedReport")
                .response(code, why, requestId)
                .leaf("ei:venID", venId)
                .bytes();
    }

    /** Who reports, and under which ids. */
    record Head(String requestId, String reportId, String venId, Instant createdAt) {}

    /** One report: every interval holds every rID asked for, once, in the order asked for. */
    static byte[] update(Head head, ReportPlan.Due due, ReportSource source) {
        XmlOut xml =
                XmlOut.payloadB("oadrUpdateReport")
                        .leaf("pyld:requestID", head.requestId())
                        .open("oadr:oadrReport");
        List<ReportPlan.Span> spans = due.spans();
        if (!spans.isEmpty()) {
            Instant from = spans.getFirst().from();
            xml.start(from);
            length(xml, new ReportPlan.Span(from, spans.getLast().until()));
            xml.open("strm:intervals");
            for (int i = 0; i < spans.size(); i++) {
                interval(xml, due, spans.get(i), i, source);
            }
            xml.close();
        }
        return xml.leaf("ei:eiReportID", head.reportId())
                .leaf("ei:reportRequestID", due.request().requestId())
                .leaf("ei:reportSpecifierID", due.specifier().id())
                .leaf("ei:reportName", due.specifier().kind().word())
                .instant("ei:createdDateTime", head.createdAt())
                .close()
                .leaf("ei:venID", head.venId())
                .bytes();
    }

    private static void interval(
            XmlOut xml, ReportPlan.Due due, ReportPlan.Span span, int uid, ReportSource source) {
        xml.open("ei:interval").start(span.from());
        length(xml, span);
        xml.open("xcal:uid").leaf("xcal:text", Integer.toString(uid)).close();
        for (ReportPoint point : due.points()) {
            xml.open("oadr:oadrReportPayload").leaf("ei:rID", point.rId());
            value(xml, due.specifier(), source.value(point, span.from(), span.until()));
            xml.close();
        }
        xml.close();
    }

    private static void length(XmlOut xml, ReportPlan.Span span) {
        Duration length = Duration.between(span.from(), span.until());
        if (!length.isZero()) {
            xml.span("xcal:duration", CalendarSpan.of(length));
        }
    }

    private static void value(XmlOut xml, ReportSpecifier specifier, Optional<ReportValue> known) {
        ReportValue value = known.orElse(null);
        switch (value) {
            case ReportValue.Quantity quantity ->
                    number(xml, quantity.value().toPlainString(), quantity.quality().word());
            case ReportValue.Status status -> status(xml, status, null);
            case null -> {
                if (specifier.kind().equals(ReportKind.STATUS)) {
                    status(xml, new ReportValue.Status(false, false, null), NO_VALUE);
                } else {
                    number(xml, NO_NUMBER, NO_VALUE);
                }
            }
        }
    }

    private static void number(XmlOut xml, String number, String quality) {
        xml.open("ei:payloadFloat")
                .leaf("ei:value", number)
                .close()
                .leaf("oadr:oadrDataQuality", quality);
    }

    private static void status(XmlOut xml, ReportValue.Status status, @Nullable String quality) {
        xml.open("oadr:oadrPayloadResourceStatus")
                .leaf("oadr:oadrOnline", status.online())
                .leaf("oadr:oadrManualOverride", status.manualOverride());
        ReportValue.Capacity capacity = status.capacity();
        if (capacity != null) {
            xml.open("oadr:oadrLoadControlState").open("oadr:oadrCapacity");
            part(xml, "oadr:oadrMin", capacity.min());
            part(xml, "oadr:oadrMax", capacity.max());
            part(xml, "oadr:oadrCurrent", capacity.current());
            part(xml, "oadr:oadrNormal", capacity.normal());
            xml.close().close();
        }
        xml.close().optional("oadr:oadrDataQuality", quality);
    }

    private static void part(XmlOut xml, String name, @Nullable BigDecimal value) {
        if (value != null) {
            xml.leaf(name, value);
        }
    }
}
