package org.trimtab.openadr.ven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a VEN must not forget over a restart: its draws for random starts, when it first had an event, which reports are
 * in, and what the VTN has registered it as. One small file for each VTN, written whole and moved into place. Safe for
 * several threads.
 */
public final class VenNotes implements Draws {
    /** Entries of each kind; the oldest go first. */
    static final int ENTRIES_MAX = 20_000;

    /** Words kept for a VTN. */
    static final int KEPT_MAX = 20;

    private final @Nullable Path file;
    private final SplittableRandom chance;
    private final Map<String, Long> draws = limited();
    private final Map<String, Long> seen = limited();
    private final Map<String, Long> reported = limited();
    private final Map<String, String> kept = new TreeMap<>();
    private boolean changed;

    private VenNotes(@Nullable Path file, long seed) {
        this.file = file;
        chance = new SplittableRandom(seed);
    }

    private static Map<String, Long> limited() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > ENTRIES_MAX;
            }
        };
    }

    /** Notes that are lost at the end. */
    public static VenNotes inMemory(long seed) {
        return new VenNotes(null, seed);
    }

    /**
     * The notes of a file; none when it is not there.
     *
     * @param seed of the chance
     * @throws IOException when it cannot be read, or is no such file; it says what to do
     */
    public static VenNotes in(Path file, long seed) throws IOException {
        VenNotes notes = new VenNotes(file, seed);
        if (Files.exists(file)) {
            try {
                JsonNode whole = Wire.parse(Files.readAllBytes(file));
                load(whole.get("draws"), notes.draws);
                load(whole.get("seen"), notes.seen);
                load(whole.get("reported"), notes.reported);
                notes.load(whole.get("kept"));
            } catch (WireFault e) {
                throw new IOException(
                        file
                                + " is not what a VEN wrote; move it away, and random starts are"
                                + " drawn anew: "
                                + e.getMessage(),
                        e);
            }
        }
        return notes;
    }

    private static void load(@Nullable JsonNode from, Map<String, Long> into) {
        if (from != null && from.isObject()) {
            for (Map.Entry<String, JsonNode> entry : from.properties()) {
                if (entry.getValue().isIntegralNumber()) {
                    into.put(entry.getKey(), entry.getValue().longValue());
                }
            }
        }
    }

    private void load(@Nullable JsonNode from) {
        if (from != null && from.isObject()) {
            for (Map.Entry<String, JsonNode> entry : from.properties()) {
                if (entry.getValue().isString() && kept.size() < KEPT_MAX) {
                    kept.put(entry.getKey(), entry.getValue().stringValue());
                }
            }
        }
    }

    /** A word kept under a name, such as an id the VTN gave; null for none. */
    public synchronized @Nullable String kept(String name) {
        return kept.get(name);
    }

    /**
     * Keeps words, or forgets them.
     *
     * @param words by name; at most {@link #KEPT_MAX}, an empty map forgets all
     */
    public synchronized void remember(Map<String, String> words) {
        if (words.size() > KEPT_MAX) {
            throw new IllegalArgumentException("at most " + KEPT_MAX + " words are kept");
        }
        changed |= !kept.equals(words);
        kept.clear();
        kept.putAll(words);
    }

    @Override
    public synchronized int millionths(String eventId, int place) {
        String key = eventId + "#" + place;
        Long drawn = draws.get(key);
        if (drawn == null) {
            drawn = (long) chance.nextInt(-1_000_000, 1_000_001);
            draws.put(key, drawn);
            changed = true;
        }
        return (int) Math.clamp((long) drawn, -1_000_000L, 1_000_000L);
    }

    /** When an event was first had; that is now when it is new. */
    synchronized Instant firstSeen(String eventId, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Long known = seen.get(eventId);
        if (known == null) {
            seen.put(eventId, now.toEpochMilli());
            changed = true;
            return now;
        }
        try {
            return Instant.ofEpochMilli(known);
        } catch (DateTimeException e) {
            return now;
        }
    }

    /** The last report of a descriptor that is in; -1 when none is. */
    synchronized long lastReported(String descriptor) {
        return reported.getOrDefault(descriptor, -1L);
    }

    synchronized void reported(String descriptor, long number) {
        reported.put(descriptor, number);
        changed = true;
    }

    /**
     * Writes what has changed.
     *
     * @throws IOException when the disk does not take it; the next call tries again
     */
    public synchronized void keep() throws IOException {
        Path to = file;
        if (to == null || !changed) {
            return;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        put(whole.putObject("draws"), draws);
        put(whole.putObject("seen"), seen);
        put(whole.putObject("reported"), reported);
        ObjectNode words = whole.putObject("kept");
        kept.forEach(words::put);
        if (to.getParent() != null) {
            Files.createDirectories(to.getParent());
        }
        Path beside = to.resolveSibling(to.getFileName() + ".new");
        Files.writeString(beside, new String(Wire.write(whole), StandardCharsets.UTF_8));
        try {
            Files.move(
                    beside,
                    to,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING);
        }
        changed = false;
    }

    private static void put(ObjectNode node, Map<String, Long> entries) {
        entries.forEach(node::put);
    }
}
