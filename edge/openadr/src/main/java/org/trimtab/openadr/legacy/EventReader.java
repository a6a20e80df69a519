package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads oadrDistributeEvent of both profiles. */
final class EventReader {

    /** Events of one list; a longer list is refused whole, so nothing seems cancelled by it. */
    static final int MAX_EVENTS = 500;

    static final int MAX_SIGNALS = 32;

    /** Intervals of one signal: two weeks of five minutes. */
    static final int MAX_INTERVALS = 4_032;

    private final Profile profile;
    private final String venId;

    EventReader(Profile profile, String venId) {
        this.profile = profile;
        this.venId = venId;
    }

    /**
     * The events of that list. An event that cannot be understood is an entry of its own kind; the
     * others stand.
     *
     * @throws VtnRefused when the VTN says that the list is an error
     * @throws RefusedPayload when the list as a whole cannot be used
     */
    Distributed read(Tag list) {
        Responses.check(list.child(Names.EI, "eiResponse"), "the request for events");
        String requestId = list.need(Names.PYLD, "requestID").text();
        String vtnId = list.needText(Names.EI, "vtnID");
        List<Tag> events = list.children(profile.namespace(), "oadrEvent");
        if (events.size() > MAX_EVENTS) {
            throw RefusedPayload.invalid(
                    "The VTN lists %d events; at most %d are read."
                            .formatted(events.size(), MAX_EVENTS));
        }
        return new Distributed(
                requestId, vtnId, events.stream().map(event -> entry(vtnId, event)).toList());
    }

    private Distributed.Entry entry(String vtnId, Tag oadrEvent) {
        String eventId = null;
        long modification = 0;
        boolean required = true;
        try {
            required =
                    !"never".equals(oadrEvent.textOf(profile.namespace(), "oadrResponseRequired"));
            Tag event = oadrEvent.need(Names.EI, "eiEvent");
            Tag descriptor = event.need(Names.EI, "eventDescriptor");
            eventId = descriptor.needText(Names.EI, "eventID");
            modification = descriptor.unsigned(Names.EI, "modificationNumber");
            return new Distributed.Read(event(vtnId, eventId, modification, required, event));
        } catch (RefusedPayload e) {
            return new Distributed.Unreadable(eventId, modification, required, e);
        }
    }

    private LegacyEvent event(
            String vtnId, String eventId, long modification, boolean required, Tag event) {
        Tag descriptor = event.need(Names.EI, "eventDescriptor");
        Tag modified = descriptor.child(Names.EI, "modificationDateTime");
        String test = descriptor.textOf(Names.EI, "testEvent");
        Tag period = event.need(Names.EI, "eiActivePeriod").need(Names.XCAL, "properties");
        Instant start = period.need(Names.XCAL, "dtstart").need(Names.XCAL, "date-time").instant();
        CalendarSpan duration = period.need(Names.XCAL, "duration").span();
        CalendarSpan startAfter = startAfter(period);
        Duration delay = draw(eventId, startAfter.lengthFrom(start));
        Instant end = duration.isZero() ? null : duration.from(start);
        return new LegacyEvent(
                profile,
                vtnId,
                eventId,
                modification,
                priority(descriptor),
                descriptor
                        .need(Names.EI, "eiMarketContext")
                        .need(Names.EMIX, "marketContext")
                        .text(),
                EventStatus.of(descriptor.needText(Names.EI, "eventStatus")),
                descriptor.need(Names.EI, "createdDateTime").instant(),
                modified == null ? null : modified.instant(),
                test != null && !test.equalsIgnoreCase("false"),
                descriptor.textOf(Names.EI, "vtnComment"),
                required,
                start,
                duration,
                startAfter,
                delay,
                span(period, "x-eiNotification"),
                span(period, "x-eiRampUp"),
                span(period, "x-eiRecovery"),
                signals(event.need(Names.EI, "eiEventSignals"), new Window(start, end, delay)),
                targets(event.child(Names.EI, "eiTarget")));
    }

    /** Zero is "no priority" in 2.0 and the lowest, while it is the highest in version 3. */
    private static @Nullable Long priority(Tag descriptor) {
        String text = descriptor.textOf(Names.EI, "priority");
        Long given = text == null ? null : Tag.wholeNumber("priority", text);
        return given == null || given == 0 ? null : given;
    }

    /** The active period as stated, and the delay every interval gets; end is null when open. */
    private record Window(Instant start, @Nullable Instant end, Duration delay) {}

    private static CalendarSpan startAfter(Tag period) {
        Tag tolerance = period.child(Names.XCAL, "tolerance");
        Tag tolerate = tolerance == null ? null : tolerance.child(Names.XCAL, "tolerate");
        String text = tolerate == null ? null : tolerate.textOf(Names.XCAL, "startafter");
        return text == null ? CalendarSpan.ZERO : CalendarSpan.parse(text);
    }

    private static @Nullable CalendarSpan span(Tag period, String name) {
        Tag tag = period.child(Names.EI, name);
        return tag == null ? null : tag.span();
    }

    /**
     * A delay in [0, window), uniform over VENs and events and the same whenever this VEN meets this
     * event: the first 64 bits of SHA-256 over both ids, as a fraction of the window.
     */
    Duration draw(String eventId, Duration window) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((venId + "\n" + eventId).getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(hash).getLong();
            return Duration.ofMillis(Math.unsignedMultiplyHigh(bits, window.toMillis()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private List<LegacySignal> signals(Tag signals, Window window) {
        List<Tag> tags = signals.children(Names.EI, "eiEventSignal");
        if (tags.isEmpty() || tags.size() > MAX_SIGNALS) {
            throw RefusedPayload.invalid(
                    "The event has %d signals; 1 to %d are allowed."
                            .formatted(tags.size(), MAX_SIGNALS));
        }
        return tags.stream().map(tag -> signal(tag, window)).toList();
    }

    private LegacySignal signal(Tag tag, Window window) {
        String name = tag.needText(Names.EI, "signalName");
        Tag current = tag.child(Names.EI, "currentValue");
        return new LegacySignal(
                tag.needText(Names.EI, "signalID"),
                name.equals("simple") ? "SIMPLE" : name,
                tag.needText(Names.EI, "signalType"),
                unit(tag),
                intervals(tag.need(Names.STRM, "intervals"), window),
                current == null ? null : payload(current));
    }

    /** The unit is whichever element stands in for emix:itemBase: the one that holds itemUnits. */
    static @Nullable LegacyUnit unit(Tag parent) {
        for (Tag candidate : parent.children()) {
            String units = null;
            String scale = "none";
            for (Tag part : candidate.children()) {
                switch (part.name()) {
                    case "itemUnits" -> units = part.text();
                    case "siScaleCode" -> scale = part.text();
                    default -> {}
                }
            }
            if (units != null) {
                return new LegacyUnit(candidate.name(), units, scale);
            }
        }
        return null;
    }

    private static BigDecimal payload(Tag holder) {
        return holder.need(Names.EI, "payloadFloat").need(Names.EI, "value").decimal();
    }

    private static List<LegacyInterval> intervals(Tag holder, Window window) {
        List<Tag> tags = ordered(holder.children(Names.EI, "interval"));
        List<LegacyInterval> intervals = new ArrayList<>();
        Instant at = window.start();
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            Tag own = tag.child(Names.XCAL, "dtstart");
            Instant from = own == null ? at : own.need(Names.XCAL, "date-time").instant();
            Instant until = end(tag, from, i == tags.size() - 1, window);
            BigDecimal value = payload(tag.need(Names.EI, "signalPayload"));
            if (window.end() == null || from.isBefore(window.end())) {
                intervals.add(
                        new LegacyInterval(
                                id(tag, i),
                                from.plus(window.delay()),
                                until == null ? null : until.plus(window.delay()),
                                value));
            }
            if (until == null) {
                break;
            }
            at = until;
        }
        return intervals;
    }

    /** The end of an interval, cut at the end of the event; null when neither has one. */
    private static @Nullable Instant end(Tag tag, Instant from, boolean last, Window window) {
        Tag property = tag.child(Names.XCAL, "duration");
        CalendarSpan span = property == null ? CalendarSpan.ZERO : property.span();
        if (span.isZero()) {
            if (!last) {
                throw RefusedPayload.invalid(
                        "An interval before the last one has no duration; its end is unknown.");
            }
            return window.end();
        }
        Instant end = span.from(from);
        return window.end() != null && end.isAfter(window.end()) ? window.end() : end;
    }

    private static List<Tag> ordered(List<Tag> tags) {
        if (tags.isEmpty() || tags.size() > MAX_INTERVALS) {
            throw RefusedPayload.invalid(
                    "A signal has %d intervals; 1 to %d are allowed."
                            .formatted(tags.size(), MAX_INTERVALS));
        }
        boolean numbered =
                tags.stream().allMatch(tag -> uid(tag).matches("[0-9]{1,9}"))
                        && tags.stream().map(EventReader::uid).distinct().count() == tags.size();
        return numbered
                ? tags.stream()
                        .sorted(Comparator.comparingLong(tag -> Long.parseLong(uid(tag))))
                        .toList()
                : tags;
    }

    private static String id(Tag tag, int position) {
        String uid = uid(tag);
        return uid.isEmpty() ? Integer.toString(position) : uid;
    }

    private static String uid(Tag tag) {
        Tag uid = tag.child(Names.XCAL, "uid");
        String text = uid == null ? null : uid.textOf(Names.XCAL, "text");
        return text == null ? "" : text;
    }

    private static LegacyTargets targets(@Nullable Tag target) {
        if (target == null) {
            return LegacyTargets.NONE;
        }
        return new LegacyTargets(
                target.texts(Names.EI, "groupID"),
                target.texts(Names.EI, "resourceID"),
                target.texts(Names.EI, "venID"),
                target.texts(Names.EI, "partyID"));
    }
}
