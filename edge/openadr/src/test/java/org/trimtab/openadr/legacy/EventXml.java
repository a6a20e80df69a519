package org.trimtab.openadr.legacy;

/** Writes the XML of one event as a VTN of either profile would, for tests. */
final class EventXml {

    private final String id;
    private long modification;
    private String status = "far";
    private String start = "2026-07-01T17:00:00Z";
    private String duration = "PT1H";
    private String startAfter = "";
    private String priority = "<ei:priority>1</ei:priority>";
    private String test = "";
    private String required = "always";
    private String target = "<ei:venID>ven-1</ei:venID>";
    private String market = "http://utility.example/dr";
    private String signals = signal("SIMPLE", "level", "", interval("PT1H", "0", "1"));
    private String descriptorEnd = "";

    private EventXml(String id) {
        this.id = id;
    }

    static EventXml event(String id) {
        return new EventXml(id);
    }

    EventXml version(long number) {
        modification = number;
        return this;
    }

    EventXml status(String word) {
        status = word;
        return this;
    }

    EventXml start(String text) {
        start = text;
        return this;
    }

    EventXml duration(String text) {
        duration = text;
        return this;
    }

    EventXml startAfter(String text) {
        startAfter =
                "<xcal:tolerance><xcal:tolerate><xcal:startafter>%s</xcal:startafter>"
                                .formatted(text)
                        + "</xcal:tolerate></xcal:tolerance>";
        return this;
    }

    EventXml priority(String text) {
        priority = text.isEmpty() ? "" : "<ei:priority>" + text + "</ei:priority>";
        return this;
    }

    EventXml test(String text) {
        test = "<ei:testEvent>" + text + "</ei:testEvent>";
        return this;
    }

    EventXml neverAnswer() {
        required = "never";
        return this;
    }

    EventXml target(String xml) {
        target = xml;
        return this;
    }

    EventXml market(String text) {
        market = text;
        return this;
    }

    EventXml signals(String... xml) {
        signals = String.join("", xml);
        return this;
    }

    EventXml comment(String xml) {
        descriptorEnd = "<ei:vtnComment>" + xml + "</ei:vtnComment>";
        return this;
    }

    static String interval(String duration, String uid, String value) {
        return ("<ei:interval><xcal:duration><xcal:duration>%s</xcal:duration></xcal:duration>"
                        + "<xcal:uid><xcal:text>%s</xcal:text></xcal:uid><ei:signalPayload>"
                        + "<ei:payloadFloat><ei:value>%s</ei:value></ei:payloadFloat>"
                        + "</ei:signalPayload></ei:interval>")
                .formatted(duration, uid, value);
    }

    static String signal(String name, String type, String unit, String... intervals) {
        return ("<ei:eiEventSignal><strm:intervals>%s</strm:intervals><ei:signalName>%s"
                        + "</ei:signalName><ei:signalType>%s</ei:signalType><ei:signalID>s-%s"
                        + "</ei:signalID>%s<ei:currentValue><ei:payloadFloat><ei:value>0"
                        + "</ei:value></ei:payloadFloat></ei:currentValue></ei:eiEventSignal>")
                .formatted(String.join("", intervals), name, type, name, unit);
    }

    static String power(String scale) {
        return ("<power:powerReal><power:itemDescription>RealPower</power:itemDescription>"
                        + "<power:itemUnits>W</power:itemUnits><scale:siScaleCode>%s"
                        + "</scale:siScaleCode><power:powerAttributes><power:hertz>60"
                        + "</power:hertz><power:voltage>480</power:voltage><power:ac>true"
                        + "</power:ac></power:powerAttributes></power:powerReal>")
                .formatted(scale);
    }

    static String dollarsPerKilowattHour() {
        return "<oadr:currencyPerKWh><oadr:itemDescription>currencyPerKWh</oadr:itemDescription>"
                + "<oadr:itemUnits>USD</oadr:itemUnits><scale:siScaleCode>none</scale:siScaleCode>"
                + "</oadr:currencyPerKWh>";
    }

    /** The oadrEvent element. */
    String xml() {
        return ("<oadr:oadrEvent><ei:eiEvent><ei:eventDescriptor><ei:eventID>" + id)
                + "</ei:eventID><ei:modificationNumber>"
                + modification
                + "</ei:modificationNumber>"
                + priority
                + "<ei:eiMarketContext><emix:marketContext>"
                + market
                + "</emix:marketContext></ei:eiMarketContext><ei:createdDateTime>"
                + "2026-07-01T12:00:00Z</ei:createdDateTime><ei:eventStatus>"
                + status
                + "</ei:eventStatus>"
                + test
                + descriptorEnd
                + "</ei:eventDescriptor><ei:eiActivePeriod><xcal:properties><xcal:dtstart>"
                + "<xcal:date-time>"
                + start
                + "</xcal:date-time></xcal:dtstart><xcal:duration><xcal:duration>"
                + duration
                + "</xcal:duration></xcal:duration>"
                + startAfter
                + "<ei:x-eiNotification><xcal:duration>PT0S</xcal:duration></ei:x-eiNotification>"
                + "</xcal:properties><xcal:components/></ei:eiActivePeriod><ei:eiEventSignals>"
                + signals
                + "</ei:eiEventSignals><ei:eiTarget>"
                + target
                + "</ei:eiTarget></ei:eiEvent><oadr:oadrResponseRequired>"
                + required
                + "</oadr:oadrResponseRequired></oadr:oadrEvent>";
    }

    private static final String NAMESPACES =
            " xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\""
                    + " xmlns:pyld=\"http://docs.oasis-open.org/ns/energyinterop/201110/payloads\""
                    + " xmlns:xcal=\"urn:ietf:params:xml:ns:icalendar-2.0\""
                    + " xmlns:strm=\"urn:ietf:params:xml:ns:icalendar-2.0:stream\""
                    + " xmlns:emix=\"http://docs.oasis-open.org/ns/emix/2011/06\""
                    + " xmlns:power=\"http://docs.oasis-open.org/ns/emix/2011/06/power\""
                    + " xmlns:scale=\"http://docs.oasis-open.org/ns/emix/2011/06/siscale\"";

    /** A whole 2.0b payload around a message. */
    static String payloadB(String message) {
        return "<oadr:oadrPayload xmlns:oadr=\"http://openadr.org/oadr-2.0b/2012/07\""
                + NAMESPACES
                + "><oadr:oadrSignedObject oadr:Id=\"oadrSignedObject\">"
                + message
                + "</oadr:oadrSignedObject></oadr:oadrPayload>";
    }

    /** A 2.0a message of that name with that content. */
    static String payloadA(String name, String content) {
        return "<oadr:%s xmlns:oadr=\"http://openadr.org/oadr-2.0a/2012/07\"%s>%s</oadr:%s>"
                .formatted(name, NAMESPACES, content, name);
    }

    /** The content of oadrDistributeEvent, the same in both profiles. */
    static String list(String... events) {
        return "<ei:eiResponse><ei:responseCode>200</ei:responseCode><pyld:requestID/>"
                + "</ei:eiResponse><pyld:requestID>list-1</pyld:requestID><ei:vtnID>vtn-1</ei:vtnID>"
                + String.join("", events);
    }

    static String distribute(String... events) {
        return "<oadr:oadrDistributeEvent ei:schemaVersion=\"2.0b\">"
                + list(events)
                + "</oadr:oadrDistributeEvent>";
    }
}
