package org.trimtab.openadr.ven;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.PayloadDescriptor;
import org.trimtab.openadr.wire.Program;
import org.trimtab.openadr.wire.WireTime;

/**
 * What the events of one VTN ask of the site, conflicts settled. Pure.
 *
 * <p>Events may overlap and not conflict: levels and reductions are one kind, the import limit
 * another, each price and gas another. Within a kind the lower priority number wins, none is the
 * lowest; at the same priority the one with the lowest consumption, then the one changed last, then
 * the lesser id (User Guide 7.1 leaves that open).
 *
 * @param stints in order of time
 * @param lost what lost to a higher event, in words
 * @param remarks what could not be laid out, in words
 */
public record Agenda(List<Stint> stints, List<String> lost, List<String> remarks) {
    /** Stints of a kind that are compared with each other; beyond, the latest are left for later. */
    static final int STINTS_MAX = 4_000;

    private static final int SAID_MAX = 100;

    /**
     * An event as the VEN holds it.
     *
     * @param event as the server gave it
     * @param seenAt when this VEN first had it
     */
    public record Known(Event event, Instant seenAt) {}

    /**
     * Lays out what holds in a window.
     *
     * @param events those the VTN has
     * @param programs their programs by id; a missing one gives no defaults
     * @param meanings what signals mean here
     * @param window from when until when
     * @param draws random starts
     */
    public static Agenda of(
            List<Known> events,
            Map<String, Program> programs,
            Meanings meanings,
            Window window,
            Draws draws) {
        Map<String, List<Stint>> kinds = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        Payloads payloads = new Payloads(meanings);
        for (Known known : events) {
            Event event = known.event();
            EventTimeline line = EventTimeline.of(event, known.seenAt(), draws);
            for (String remark : line.remarks()) {
                remark(remarks, "event " + event.meta().id() + ": " + remark);
            }
            List<PayloadDescriptor> descriptors =
                    descriptors(event, programs.get(event.request().programID()));
            for (Slot slot : line.within(window.from(), window.until())) {
                Want want = payloads.want(slot.payload(), descriptors);
                Stint stint = stint(event, slot, want);
                kinds.computeIfAbsent(kind(stint), _ -> new ArrayList<>()).add(stint);
            }
        }
        List<String> lost = new ArrayList<>();
        List<Stint> all = new ArrayList<>();
        kinds.forEach((kind, stints) ->
                all.addAll(
                        kind.startsWith("TOLD")
                                ? stints
                                : settled(stints, meanings.usualWatts(), lost)));
        all.sort(Comparator.comparing(Stint::from).thenComparing(Stint::type));
        return new Agenda(List.copyOf(all), List.copyOf(lost), List.copyOf(remarks));
    }

    /**
     * A stretch of time.
     *
     * @param from first moment
     * @param until first moment after
     */
    public record Window(Instant from, Instant until) {}

    private static void remark(List<String> into, String words) {
        if (into.size() < SAID_MAX) {
            into.add(words);
        }
    }

    static List<PayloadDescriptor> descriptors(Event event, @Nullable Program program) {
        List<PayloadDescriptor> all = new ArrayList<>();
        List<PayloadDescriptor> own = event.request().payloadDescriptors();
        if (own != null) {
            all.addAll(own);
        }
        List<PayloadDescriptor> inherited =
                program == null ? null : program.request().payloadDescriptors();
        if (inherited != null) {
            all.addAll(inherited);
        }
        return all;
    }

    private static Stint stint(Event event, Slot slot, Want want) {
        String name = event.request().eventName();
        WireTime changed = event.meta().modificationDateTime();
        return new Stint(
                event.meta().id(),
                name == null ? "" : name,
                event.request().programID(),
                slot.interval(),
                slot.turn(),
                slot.from(),
                slot.until(),
                slot.payload().type(),
                want,
                event.request().priority(),
                changed == null ? null : changed.instant());
    }

    private static String kind(Stint stint) {
        return switch (stint.want()) {
            case Want.Told _ -> "TOLD";
            case Want.Price _, Want.Ghg _ -> stint.type();
            case Want.AtMost _ -> stint.type().equals("IMPORT_CAPACITY_LIMIT") ? "LIMIT" : "LEVEL";
            case Want.Less _, Want.Be _, Want.Normal _ -> "LEVEL";
        };
    }

    /** Sweeps over the moments at which something begins or ends and keeps the winner of each. */
    private static List<Stint> settled(List<Stint> given, @Nullable Long usual, List<String> lost) {
        List<Stint> stints = new ArrayList<>(given);
        stints.sort(Comparator.comparing(Stint::from));
        if (stints.size() > STINTS_MAX) {
            stints = stints.subList(0, STINTS_MAX);
        }
        TreeSet<Instant> moments = new TreeSet<>();
        for (Stint stint : stints) {
            moments.add(stint.from());
            moments.add(stint.until());
        }
        Comparator<Stint> first = order(usual);
        TreeSet<Stint> holding = new TreeSet<>(first);
        List<Stint> kept = new ArrayList<>();
        Set<String> said = new HashSet<>();
        int next = 0;
        Instant from = Instant.MIN;
        for (Instant moment : moments) {
            if (!holding.isEmpty()) {
                keep(holding.getFirst().during(from, moment), kept);
                tell(holding, said, lost);
            }
            holding.removeIf(stint -> !stint.until().isAfter(moment));
            while (next < stints.size() && !stints.get(next).from().isAfter(moment)) {
                holding.add(stints.get(next++));
            }
            from = moment;
        }
        return kept;
    }

    /** Joins a stretch to the one before when it is the same ask. */
    private static void keep(Stint stint, List<Stint> kept) {
        if (!kept.isEmpty()) {
            Stint last = kept.getLast();
            boolean same =
                    last.until().equals(stint.from())
                            && last.during(stint.from(), stint.until()).equals(stint);
            if (same) {
                kept.set(kept.size() - 1, last.during(last.from(), stint.until()));
                return;
            }
        }
        kept.add(stint);
    }

    private static void tell(TreeSet<Stint> holding, Set<String> said, List<String> lost) {
        Stint winner = holding.getFirst();
        for (Stint loser : holding) {
            boolean news =
                    !loser.eventId().equals(winner.eventId())
                            && said.add(loser.eventId() + " " + winner.eventId());
            if (news && lost.size() < SAID_MAX) {
                lost.add(
                        "event "
                                + loser.eventId()
                                + " ("
                                + loser.want().words()
                                + ") gives way to event "
                                + winner.eventId()
                                + " ("
                                + winner.want().words()
                                + ") where both hold");
            }
        }
    }

    private static Comparator<Stint> order(@Nullable Long usual) {
        return Comparator.comparingInt((Stint stint) ->
                        stint.priority() == null ? Integer.MAX_VALUE : stint.priority())
                .thenComparingLong(stint -> consumption(stint.want(), usual))
                .thenComparing(
                        stint -> stint.changedAt() == null ? Instant.MIN : stint.changedAt(),
                        Comparator.reverseOrder())
                .thenComparing(Stint::eventId)
                .thenComparing(Stint::from)
                .thenComparingInt(Stint::interval)
                .thenComparing(Stint::type);
    }

    /** What the site would draw; without its usual level a reduction counts as lower than a level. */
    private static long consumption(Want want, @Nullable Long usual) {
        return switch (want) {
            case Want.AtMost ask -> ask.watts();
            case Want.Be ask -> ask.watts();
            case Want.Less ask -> usual == null ? -ask.watts() : usual - ask.watts();
            case Want.Normal _ -> Long.MAX_VALUE;
            case Want.Price ask -> -ask.microDollarsPerMwh(); // the dearer price lets less run
            case Want.Ghg ask -> -ask.gramsPerKwh().min(BigDecimalLimit.MOST).longValue();
            case Want.Told _ -> 0;
        };
    }

    /** Keeps a gas figure within a long. */
    private static final class BigDecimalLimit {
        static final java.math.BigDecimal MOST = java.math.BigDecimal.valueOf(1_000_000_000L);
    }
}
