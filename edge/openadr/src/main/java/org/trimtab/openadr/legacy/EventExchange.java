package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event service of both profiles: asks, takes lists in, answers, and asks again in doubt. */
final class EventExchange {

    private static final String SERVICE = "EiEvent";

    private final Profile profile;
    private final Channel channel;
    private final LegacyListener listener;
    private final EventBook book;
    private final EventReader reader;
    private final String venId;
    private final @Nullable String vtnId;
    private final Map<String, EventReply> owed = new LinkedHashMap<>();

    /**
     * @param vtnId the id the VTN gave itself at registration; null when there was none
     */
    EventExchange(
            LegacySettings settings,
            Channel channel,
            LegacyListener listener,
            EventBook book,
            String venId,
            @Nullable String vtnId) {
        this.profile = settings.profile();
        this.channel = channel;
        this.listener = listener;
        this.book = book;
        this.reader = new EventReader(profile, venId);
        this.venId = venId;
        this.vtnId = vtnId;
    }

    /** Asks for all events and takes the answer in. */
    void request(Instant now) {
        Tag list = ask(now);
        if (list != null) {
            take(list, now);
        }
    }

    private @Nullable Tag ask(Instant now) {
        Tag answer =
                channel.post(
                        SERVICE, EventMessages.requestEvents(profile, channel.newId(), venId), now);
        if (answer.is(profile.namespace(), "oadrResponse")) {
            Responses.check(answer.need(Names.EI, "eiResponse"), "the request for events");
            return null;
        }
        if (!answer.is(profile.namespace(), "oadrDistributeEvent")) {
            throw RefusedPayload.invalid(
                    "The VTN answered a request for events with %s."
                            .formatted(Tag.shortened(answer.name())));
        }
        return answer;
    }

    /** Takes in a list, wherever it came from, answers it, and confirms what it seems to lack. */
    void take(Tag list, Instant now) {
        EventBook.Outcome first = book.take(read(list, now), Set.of(), now);
        owe(first.replies());
        sendOwed(now);
        if (first.suspects().isEmpty()) {
            return;
        }
        Tag second = ask(now);
        if (second == null) {
            listener.noted(
                    now,
                    "Events %s left the VTN's list, but it gives no second list; they stay in force."
                            .formatted(first.suspects()));
            return;
        }
        EventBook.Outcome confirmed = book.take(read(second, now), first.suspects(), now);
        owe(confirmed.replies());
        sendOwed(now);
    }

    private Distributed read(Tag tag, Instant now) {
        Distributed list = reader.read(tag);
        if (vtnId != null && !vtnId.equals(list.vtnId())) {
            String why =
                    "the list is of VTN '%s'; we are registered with '%s'"
                            .formatted(Tag.shortened(list.vtnId()), vtnId);
            channel.tell(
                    SERVICE,
                    EventMessages.refusedList(
                            profile, list.requestId(), ResponseCode.INVALID_ID, why, venId),
                    now);
            throw new RefusedPayload(ResponseCode.INVALID_ID, "Events were refused: " + why);
        }
        for (Distributed.Entry entry : list.entries()) {
            if (entry instanceof Distributed.Unreadable bad) {
                listener.noted(
                        now,
                        "Event %s is not understood and was answered with %d: %s"
                                .formatted(
                                        bad.eventId() == null ? "without id" : bad.eventId(),
                                        bad.why().code(),
                                        bad.why().getMessage()));
            }
        }
        return list;
    }

    private void owe(List<EventReply> replies) {
        replies.forEach(reply -> owed.put(reply.eventId(), reply));
    }

    /** Sends the answers not sent yet; one the VTN refuses is not sent again. */
    void sendOwed(Instant now) {
        if (owed.isEmpty()) {
            return;
        }
        List<EventReply> replies = List.copyOf(owed.values());
        Tag answer =
                channel.tell(
                        SERVICE,
                        EventMessages.createdEvent(
                                profile, replies.getLast().requestId(), replies, venId),
                        now);
        owed.clear();
        Responses.note(answer, "our answer to events", listener, now);
    }

    boolean change(String eventId, EventAnswer answer) {
        EventReply reply = book.change(eventId, answer, channel.newId());
        if (reply != null) {
            owe(List.of(reply));
        }
        return reply != null;
    }

    Collection<LegacyEvent> events() {
        return book.events();
    }

    @Nullable LegacyEvent event(String eventId) {
        return book.event(eventId);
    }
}
