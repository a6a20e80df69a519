package org.trimtab.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;

/** What is still to come, by time. It holds a few entries per device: a new command replaces what the last one left. */
final class Agenda {
    private final TreeMap<Instant, List<Entry>> moments = new TreeMap<>();
    private final TreeSet<Instant> looks = new TreeSet<>();

    /** What a device does next, as long as no newer command has reached it. */
    enum Change {
        /** It says yes. */
        ANSWERS,
        /** Its power has fallen. */
        HAS_FALLEN,
        /** It draws its full power again. */
        DRAWS,
        /** It earns again. */
        EARNS
    }

    /**
     * A change of one device.
     *
     * @param place its place in the site
     * @param change what happens
     * @param command the command behind it
     */
    record Entry(int place, Change change, Command command) {}

    /** Has the engine look again at {@code at}. */
    void look(Instant at) {
        looks.add(at);
    }

    void add(Instant at, Entry entry) {
        moments.computeIfAbsent(at, _ -> new ArrayList<>()).add(entry);
    }

    /** Time of the next moment before {@code end}, or null. */
    @Nullable Instant nextBefore(Instant end) {
        Instant next = moments.isEmpty() ? end : moments.firstKey();
        if (!looks.isEmpty() && looks.first().isBefore(next)) {
            next = looks.first();
        }
        return next.isBefore(end) ? next : null;
    }

    /** Takes out what happens at {@code at}; empty when nothing does. */
    List<Entry> take(Instant at) {
        List<Entry> entries = moments.remove(at);
        return entries == null ? List.of() : entries;
    }

    /** Takes out the engine's look at {@code at}; false when there was none. */
    boolean takeLook(Instant at) {
        return looks.remove(at);
    }
}
