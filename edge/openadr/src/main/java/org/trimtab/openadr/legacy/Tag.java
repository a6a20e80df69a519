package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One element of a payload that came in, read by namespace and name. */
record Tag(Element element) {

    /** Characters of one text value; the longest real one is a VTN comment. */
    static final int MAX_TEXT = 10_000;

    /** Dates outside are mistakes, and far ones overflow when a duration is added. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Digits and exponent a number may have; beyond that it is an attack, not a quantity. */
    private static final int MAX_NUMBER = 40;

    private static final int MAX_EXPONENT = 30;

    String name() {
        String local = element.getLocalName();
        return local == null ? element.getNodeName() : local;
    }

    String namespace() {
        String namespace = element.getNamespaceURI();
        return namespace == null ? "" : namespace;
    }

    boolean is(String namespace, String name) {
        return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }

    List<Tag> children() {
        List<Tag> tags = new ArrayList<>();
        for (Node at = element.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element child) {
                tags.add(new Tag(child));
            }
        }
        return tags;
    }

    List<Tag> children(String namespace, String name) {
        return children().stream().filter(tag -> tag.is(namespace, name)).toList();
    }

    /** The one child of that name, or null. */
    @Nullable Tag child(String namespace, String name) {
        List<Tag> found = children(namespace, name);
        if (found.size() > 1) {
            throw RefusedPayload.invalid(
                    "%s has %d elements %s; one is allowed.".formatted(name(), found.size(), name));
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    Tag need(String namespace, String name) {
        Tag child = child(namespace, name);
        if (child == null) {
            throw RefusedPayload.invalid(
                    "%s has no element %s (namespace %s).".formatted(name(), name, namespace));
        }
        return child;
    }

    /** Runs {@code then} with the child when there is one. */
    void with(String namespace, String name, Consumer<Tag> then) {
        Tag child = child(namespace, name);
        if (child != null) {
            then.accept(child);
        }
    }

    /** The text of this leaf, without white space at its ends. */
    String text() {
        for (Node at = element.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element) {
                throw RefusedPayload.invalid(name() + " holds elements where text belongs.");
            }
        }
        String text = element.getTextContent().strip();
        if (text.length() > MAX_TEXT) {
            throw RefusedPayload.invalid(
                    "%s has %d characters; %d are allowed."
                            .formatted(name(), text.length(), MAX_TEXT));
        }
        return text;
    }

    /** The text of a child, or null when the child is missing or empty. */
    @Nullable String textOf(String namespace, String name) {
        Tag child = child(namespace, name);
        String text = child == null ? "" : child.text();
        return text.isEmpty() ? null : text;
    }

    String needText(String namespace, String name) {
        String text = need(namespace, name).text();
        if (text.isEmpty()) {
            throw RefusedPayload.invalid(name() + " has an empty " + name + ".");
        }
        return text;
    }

    List<String> texts(String namespace, String name) {
        return children(namespace, name).stream().map(Tag::text).toList();
    }

    /** An xs:unsignedInt. */
    long unsigned(String namespace, String name) {
        return wholeNumber(name, needText(namespace, name));
    }

    static long wholeNumber(String name, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 10;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        long value = digits ? Long.parseLong(text) : -1;
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw RefusedPayload.invalid(
                    "%s is '%s'; a whole number from 0 to 4294967295 is needed."
                            .formatted(name, shortened(text)));
        }
        return value;
    }

    /** An xs:float that is a number, kept as the decimal that was written. */
    BigDecimal decimal() {
        String text = text();
        try {
            if (text.length() <= MAX_NUMBER) {
                BigDecimal value = new BigDecimal(text);
                if (value.signum() == 0) {
                    return BigDecimal.ZERO;
                }
                int exponent = value.precision() - value.scale();
                if (Math.abs(exponent) <= MAX_EXPONENT && value.scale() <= 2 * MAX_EXPONENT) {
                    return value;
                }
            }
        } catch (NumberFormatException e) {
            throw notANumber(text, e);
        }
        throw notANumber(text, null);
    }

    private RefusedPayload notANumber(String text, @Nullable Exception cause) {
        String message =
                "%s is '%s', which is no usable number.".formatted(name(), shortened(text));
        return cause == null
                ? RefusedPayload.invalid(message)
                : new RefusedPayload(ResponseCode.INVALID_DATA, message, cause);
    }

    /**
     * An xs:dateTime from {@link #EARLIEST} to {@link #LATEST}; one without an offset is taken as
     * UTC, as the profile asks for UTC.
     */
    Instant instant() {
        String text = text();
        try {
            boolean offset = text.endsWith("Z") || text.matches(".*T.*[+-][0-9]{2}:[0-9]{2}");
            Instant at = OffsetDateTime.parse(offset ? text : text + "Z").toInstant();
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            throw notATime(text, e);
        }
        throw notATime(text, null);
    }

    private RefusedPayload notATime(String text, @Nullable Exception cause) {
        String message =
                "%s is '%s'; a date and time from 2000 to 2199 such as 2026-11-23T14:00:00Z is needed."
                        .formatted(name(), shortened(text));
        return cause == null
                ? RefusedPayload.invalid(message)
                : new RefusedPayload(ResponseCode.INVALID_DATA, message, cause);
    }

    /** The duration in this property: {@code <xcal:duration>} inside this element. */
    CalendarSpan span() {
        return CalendarSpan.parse(need(Names.XCAL, "duration").text());
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
