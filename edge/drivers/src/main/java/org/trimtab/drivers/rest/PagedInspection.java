package org.trimtab.drivers.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.resource.Capability;
import tools.jackson.databind.JsonNode;

/**
 * An inspection that polls the device and then reads a few more of its pages. A page that cannot be read is told and
 * does not end it; a device that cannot be polled is asked for nothing more.
 */
public final class PagedInspection implements Conversation<Inspection> {
    /** Pages an inspection may read; with logins it stays within what a conversation may ask. */
    public static final int PAGES_MAX = 8;

    /** The pages that were read, by path. */
    public record Pages(Map<String, JsonNode> read, Map<String, String> troubles) {
        public Pages {
            read = Map.copyOf(read);
            troubles = Map.copyOf(troubles);
        }

        /** A page, or null when it could not be read. */
        public @Nullable JsonNode page(String path) {
            return read.get(path);
        }
    }

    private final Conversation<DeviceReport> poll;
    private final RestTalk talk;
    private final List<RestRequest> wanted;
    private final Set<Capability> capabilities;
    private final BiFunction<DeviceReport, Pages, Inspection> told;
    private final Map<String, JsonNode> read = new LinkedHashMap<>();
    private final Map<String, String> troubles = new LinkedHashMap<>();
    private @Nullable DeviceReport report;
    private int at;

    /**
     * An inspection.
     *
     * @param poll a poll with pools
     * @param talk for the further pages
     * @param wanted the further pages, at most {@link #PAGES_MAX}
     * @param capabilities what the family can do, for a device that cannot be read
     * @param told what it all means; called only when the poll brought a reading
     */
    public PagedInspection(
            Conversation<DeviceReport> poll,
            RestTalk talk,
            List<RestRequest> wanted,
            Set<Capability> capabilities,
            BiFunction<DeviceReport, Pages, Inspection> told) {
        if (wanted.size() > PAGES_MAX) {
            throw new IllegalArgumentException(wanted.size() + " pages are more than " + PAGES_MAX);
        }
        this.poll = poll;
        this.talk = talk;
        this.wanted = List.copyOf(wanted);
        this.capabilities = Set.copyOf(capabilities);
        this.told = told;
    }

    @Override
    public Turn<Inspection> open() {
        return polled(poll.open());
    }

    @Override
    public Turn<Inspection> next(Reply reply) {
        DeviceReport polled = report;
        if (polled == null) {
            return polled(poll.next(reply));
        }
        String path = wanted.get(at).path();
        switch (talk.result(reply)) {
            case RestTalk.Result.Again again -> {
                return new Turn.Ask<>(again.exchange());
            }
            case RestTalk.Result.Failed failed -> troubles.put(path, failed.detail());
            case RestTalk.Result.Refused refused -> troubles.put(path, refused.detail());
            case RestTalk.Result.Got got -> {
                JsonNode json = got.json();
                if (json == null) {
                    troubles.put(path, "its answer cannot be read");
                } else {
                    read.put(path, json);
                }
            }
        }
        at++;
        return page(polled);
    }

    private Turn<Inspection> polled(Turn<DeviceReport> turn) {
        return switch (turn) {
            case Turn.Ask<DeviceReport>(Exchange exchange) -> new Turn.Ask<>(exchange);
            case Turn.Done<DeviceReport> done -> {
                report = done.result();
                yield done.result().reading() == null
                        ? new Turn.Done<>(unread(done.result()))
                        : page(done.result());
            }
        };
    }

    private Turn<Inspection> page(DeviceReport polled) {
        return at < wanted.size()
                ? new Turn.Ask<>(talk.ask(wanted.get(at)))
                : new Turn.Done<>(told.apply(polled, new Pages(read, troubles)));
    }

    private Inspection unread(DeviceReport polled) {
        return new Inspection(
                null, polled, capabilities, new TreeMap<>(), null, List.of(fault(polled)));
    }

    private static Finding fault(DeviceReport polled) {
        Failure failure = polled.failure();
        String mend =
                failure == Failure.WRONG_PASSWORD
                        ? "give its password in the site file"
                        : "see that its address, port and family are right and that it is up";
        return Finding.fault("it cannot be read: " + polled.detail(), mend);
    }
}
