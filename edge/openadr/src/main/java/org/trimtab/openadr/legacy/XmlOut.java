package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one payload of ours as XML, with every prefix declared on the root. */
final class XmlOut {

    private final StringBuilder out = new StringBuilder(1024);
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, String> prefixes;

    private XmlOut(Profile profile) {
        prefixes = new TreeMap<>(Names.PREFIXES);
        prefixes.put("oadr", profile.namespace());
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    }

    /** A 2.0b payload: the envelope and the signed object are open, the message element too. */
    static XmlOut payloadB(String message) {
        XmlOut xml = new XmlOut(Profile.B);
        xml.root("oadr:oadrPayload");
        xml.openWith("oadr:oadrSignedObject", "oadr:Id", Names.SIGNED_ID);
        return xml.openWith("oadr:" + message, "ei:schemaVersion", Profile.B.version());
    }

    /** A 2.0a payload: the message element is the root. */
    static XmlOut payloadA(String message) {
        XmlOut xml = new XmlOut(Profile.A);
        xml.root("oadr:" + message);
        return xml;
    }

    static XmlOut payload(Profile profile, String message) {
        return switch (profile) {
            case A -> payloadA(message);
            case B -> payloadB(message);
        };
    }

    private void root(String name) {
        out.append('<').append(name);
        prefixes.forEach(
                (prefix, namespace) -> out.append(" xmlns:%s=\"%s\"".formatted(prefix, namespace)));
        out.append('>');
        open.push(name);
    }

    XmlOut open(String name) {
        out.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    private XmlOut openWith(String name, String attribute, String value) {
        out.append('<').append(name).append(' ').append(attribute).append("=\"");
        escape(value);
        out.append("\">");
        open.push(name);
        return this;
    }

    XmlOut close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    XmlOut leaf(String name, String text) {
        out.append('<').append(name).append('>');
        escape(text);
        out.append("</").append(name).append('>');
        return this;
    }

    XmlOut leaf(String name, boolean value) {
        return leaf(name, Boolean.toString(value));
    }

    XmlOut leaf(String name, BigDecimal value) {
        return leaf(name, value.toPlainString());
    }

    /** Nothing when the text is null. */
    XmlOut optional(String name, @Nullable String text) {
        return text == null ? this : leaf(name, text);
    }

    XmlOut instant(String name, Instant at) {
        return leaf(name, text(at));
    }

    XmlOut start(Instant at) {
        return open("xcal:dtstart").instant("xcal:date-time", at).close();
    }

    /** A duration property: {@code <name><xcal:duration>…</xcal:duration></name>}. */
    XmlOut span(String name, CalendarSpan span) {
        return open(name).leaf("xcal:duration", span.toString()).close();
    }

    XmlOut response(int code, String description, String requestId) {
        return open("ei:eiResponse")
                .leaf("ei:responseCode", Integer.toString(code))
                .leaf("ei:responseDescription", description)
                .leaf("pyld:requestID", requestId)
                .close();
    }

    /** Closes what is open and hands over the bytes. */
    byte[] bytes() {
        while (!open.isEmpty()) {
            close();
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
    }

    private void escape(String text) {
        text.codePoints().forEach(this::escape);
    }

    private void escape(int c) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\r' -> out.append("&#13;");
            default -> {
                boolean allowed =
                        c == '\t'
                                || c == '\n'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000;
                out.appendCodePoint(allowed ? c : 0xFFFD);
            }
        }
    }
}
