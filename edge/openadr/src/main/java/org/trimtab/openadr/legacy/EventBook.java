package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that bind us now, and how a new list from the VTN changes them.
 *
 * <p>An event that is in the book and missing from a list is not given up at once: it is suspect
 * until a second list, asked for expressly, lacks it too. A list that is an error, or in which an
 * entry has no readable id, makes nothing suspect.
 */
final class EventBook {

    /** Events held at once; one more is answered with an error and not handed over. */
    static final int MAX_HELD = 500;

    private final LegacyListener listener;
    private final EventFilter filter;
    private final Map<String, Held> held = new LinkedHashMap<>();

    private record Held(LegacyEvent event, @Nullable EventAnswer answer) {}

    EventBook(LegacyListener listener, EventFilter filter) {
        this.listener = listener;
        this.filter = filter;
    }

    /**
     * What a list led to.
     *
     * @param replies what to tell the VTN, one for every event that wants one
     * @param suspects events the list lacks though they should still be in it
     */
    record Outcome(List<EventReply> replies, Set<String> suspects) {}

    /**
     * Takes a list in.
     *
     * @param confirmed ids that were suspect after the list before: missing again, they are given up
     */
    Outcome take(Distributed list, Set<String> confirmed, Instant now) {
        expire(now);
        Map<String, Distributed.Entry> newest = newest(list);
        List<EventReply> replies = new ArrayList<>();
        for (Distributed.Entry entry : newest.values()) {
            EventReply reply = reply(list.requestId(), entry, now);
            if (reply != null) {
                replies.add(reply);
            }
        }
        Set<String> suspects = new LinkedHashSet<>();
        if (list.complete()) {
            for (Held candidate : List.copyOf(held.values())) {
                String id = candidate.event().eventId();
                if (newest.containsKey(id)) {
                    continue;
                }
                if (confirmed.contains(id)) {
                    withdraw(id, Withdrawal.LEFT_THE_LIST);
                } else {
                    suspects.add(id);
                }
            }
        }
        return new Outcome(replies, suspects);
    }

    /** One entry for each event id, the newest version; entries without an id are left out. */
    private Map<String, Distributed.Entry> newest(Distributed list) {
        Map<String, Distributed.Entry> newest = new LinkedHashMap<>();
        for (Distributed.Entry entry : list.entries()) {
            String id = id(entry);
            if (id == null) {
                continue;
            }
            newest.merge(id, entry, (one, other) -> version(other) > version(one) ? other : one);
        }
        return newest;
    }

    private static @Nullable String id(Distributed.Entry entry) {
        return switch (entry) {
            case Distributed.Read read -> read.event().eventId();
            case Distributed.Unreadable bad -> bad.eventId();
        };
    }

    private static long version(Distributed.Entry entry) {
        return switch (entry) {
            case Distributed.Read read -> read.event().modificationNumber();
            case Distributed.Unreadable bad -> bad.modificationNumber();
        };
    }

    private @Nullable EventReply reply(String requestId, Distributed.Entry entry, Instant now) {
        return switch (entry) {
            case Distributed.Read read -> {
                LegacyEvent event = read.event();
                EventAnswer answer = answer(event, now);
                yield answer != null && event.responseRequired()
                        ? new EventReply(
                                requestId, event.eventId(), event.modificationNumber(), answer)
                        : null;
            }
            case Distributed.Unreadable bad -> {
                String id = bad.eventId();
                yield id == null || !bad.responseRequired()
                        ? null
                        : new EventReply(
                                requestId,
                                id,
                                bad.modificationNumber(),
                                EventAnswer.refused(bad.why().code(), reason(bad.why())));
            }
        };
    }

    private static String reason(RefusedPayload why) {
        String message = why.getMessage();
        return message == null ? "not understood" : message;
    }

    private @Nullable EventAnswer answer(LegacyEvent event, Instant now) {
        String id = event.eventId();
        Held before = held.get(id);
        if (before != null && event.modificationNumber() < before.event().modificationNumber()) {
            return EventAnswer.refused(
                    ResponseCode.OUT_OF_SEQUENCE,
                    "version %d is held already; %d is older and was not used"
                            .formatted(
                                    before.event().modificationNumber(),
                                    event.modificationNumber()));
        }
        switch (event.status()) {
            case CANCELLED -> {
                withdraw(id, Withdrawal.CANCELLED);
                return EventAnswer.optIn();
            }
            case COMPLETED -> {
                withdraw(id, Withdrawal.COMPLETED);
                return EventAnswer.optIn();
            }
            case NONE, FAR, NEAR, ACTIVE -> {}
        }
        if (before != null && event.modificationNumber() == before.event().modificationNumber()) {
            if (event.sameInstruction(before.event())) {
                held.put(id, new Held(event, before.answer()));
                return before.answer();
            }
            listener.noted(
                    now,
                    "Event %s changed without a new modification number (%d); the change was taken."
                            .formatted(id, event.modificationNumber()));
        }
        return accept(event, before, now);
    }

    private @Nullable EventAnswer accept(LegacyEvent event, @Nullable Held before, Instant now) {
        String id = event.eventId();
        if (event.over(now)) {
            withdraw(id, Withdrawal.COMPLETED);
            return EventAnswer.optIn();
        }
        EventAnswer refusal = filter.refusal(event);
        if (refusal == null && before == null && held.size() >= MAX_HELD) {
            refusal =
                    EventAnswer.refused(
                            ResponseCode.OTHER,
                            "%d events are held already; no more are taken".formatted(MAX_HELD));
        }
        if (refusal != null) {
            withdraw(id, Withdrawal.CANCELLED);
            listener.noted(
                    now, "Event %s is not followed: %s.".formatted(id, refusal.description()));
            return refusal;
        }
        EventAnswer answer = listener.received(event);
        held.put(id, new Held(event, answer));
        return answer;
    }

    /** Gives up the events whose end has passed. */
    void expire(Instant now) {
        for (Held candidate : List.copyOf(held.values())) {
            if (candidate.event().over(now)) {
                withdraw(candidate.event().eventId(), Withdrawal.COMPLETED);
            }
        }
    }

    /** Gives up all events. */
    void clear(Withdrawal why) {
        List.copyOf(held.keySet()).forEach(id -> withdraw(id, why));
    }

    private void withdraw(String id, Withdrawal why) {
        Held gone = held.remove(id);
        if (gone != null) {
            listener.withdrawn(gone.event(), why);
        }
    }

    /** Changes our own answer; returns the reply to send, or null when the event is not held. */
    @Nullable EventReply change(String eventId, EventAnswer answer, String requestId) {
        Held before = held.get(eventId);
        if (before == null) {
            return null;
        }
        held.put(eventId, new Held(before.event(), answer));
        return new EventReply(requestId, eventId, before.event().modificationNumber(), answer);
    }

    @Nullable LegacyEvent event(String eventId) {
        Held found = held.get(eventId);
        return found == null ? null : found.event();
    }

    Collection<LegacyEvent> events() {
        return held.values().stream().map(Held::event).toList();
    }
}
