package org.trimtab.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;

/** What is still to come, by time. It holds a few entries per device: a new command replaces what the last one left. */
final class Agenda {
    private final TreeMap<Instant, List<Entry>> moments = new TreeMap<>();

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
        moments.computeIfAbsent(at, _ -> new ArrayList<>());
    }

    void add(Instant at, Entry entry) {
        moments.computeIfAbsent(at, _ -> new ArrayList<>()).add(entry);
    }

    /** Time of the next moment before {@code end}, or null. */
    @Nullable Instant nextBefore(Instant end) {
        return moments.isEmpty() || !moments.firstKey().isBefore(end) ? null : moments.firstKey();
    }

    /** Takes out what happens at {@code at}; empty when nothing does. */
    List<Entry> take(Instant at) {
        List<Entry> entries = moments.remove(at);
        return entries == null ? List.of() : entries;
    }

    boolean has(Instant at) {
        return moments.containsKey(at);
    }
}
