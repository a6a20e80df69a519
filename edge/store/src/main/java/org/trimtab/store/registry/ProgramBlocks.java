package org.trimtab.store.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.trimtab.documents.Nearest;
import org.trimtab.documents.Section;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.resource.Name;

/** Reads the {@code programs} list: what goes before what, and what may not share a megawatt. */
final class ProgramBlocks {
    private static final int PROGRAMS_MAX = 100;

    /** A program may not stand with safety, which is above all. One of price is the site's own wish. */
    private static final Map<String, Rank> RANKS = new LinkedHashMap<>();

    static {
        RANKS.put("grid-emergency", Rank.GRID_EMERGENCY);
        RANKS.put("set-point", Rank.SET_POINT);
        RANKS.put("program-event", Rank.PROGRAM_EVENT);
        RANKS.put("site-limit", Rank.SITE_LIMIT);
        RANKS.put("price", Rank.PRICE);
    }

    private ProgramBlocks() {}

    static ProgramBook read(Section root) {
        List<Section> blocks = root.sections("programs");
        if (blocks.size() > PROGRAMS_MAX) {
            throw root.bad(
                    "programs",
                    blocks.size() + " programs; one site takes part in at most " + PROGRAMS_MAX);
        }
        Map<String, Section> known = new LinkedHashMap<>();
        for (Section block : blocks) {
            block.only("name", "rank", "excludes", "full-within");
            String name = block.value("name", ProgramBlocks::named);
            if (known.putIfAbsent(name, block) != null) {
                throw block.bad("name", "program " + name + " is given twice");
            }
        }
        Set<String> others = new TreeSet<>(known.keySet());
        others.add(ProgramBook.EVENT);
        return new ProgramBook(
                known.entrySet().stream()
                        .map(e -> rule(e.getKey(), e.getValue(), others))
                        .toList());
    }

    /**
     * A program that another block refers to.
     *
     * @throws IllegalArgumentException when it is not in the book
     */
    static String listed(String name, ProgramBook book) {
        Set<String> known = new LinkedHashSet<>();
        book.rules().forEach(rule -> known.add(rule.name()));
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no program \"" + name + "\"" + advice(name, known));
        }
        return name;
    }

    private static ProgramRule rule(String name, Section block, Set<String> others) {
        List<String> excludes = block.values("excludes", other -> excluded(name, other, others));
        Duration usual = ProgramBook.EVENT_RULE.fullWithin();
        return new ProgramRule(
                name,
                block.value("rank", ProgramBlocks::rank),
                new HashSet<>(excludes),
                block.value("full-within", Parsers::stretch, usual));
    }

    private static String excluded(String name, String other, Set<String> others) {
        if (other.equals(name)) {
            throw new IllegalArgumentException("program " + name + " excludes itself");
        }
        if (!others.contains(other)) {
            throw new IllegalArgumentException(
                    "there is no program \"" + other + "\"" + advice(other, others));
        }
        return other;
    }

    private static String advice(String name, Set<String> known) {
        return known.isEmpty() ? "; list it under programs" : Nearest.advice(name, known);
    }

    private static String named(String name) {
        Name.check("program", name);
        return name;
    }

    private static Rank rank(String text) {
        Rank rank = RANKS.get(text);
        if (rank == null) {
            throw new IllegalArgumentException(
                    "unknown rank" + Nearest.advice(text, RANKS.keySet()));
        }
        return rank;
    }
}
