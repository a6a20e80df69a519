package org.trimtab.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.ProgramBook;

/** How far claims reach together when their programs may not share a megawatt. */
final class ClaimStackExclusions {
    /**
     * Programs that one program excludes and that are weighed exactly against each other. Any beyond these are added
     * in full, as if they excluded all the others: too much is reduced then rather than too little.
     */
    static final int PROGRAMS_EXACT = 16;

    private final ProgramBook book;

    ClaimStackExclusions(ProgramBook book) {
        this.book = book;
    }

    /**
     * A claim's own megawatts.
     *
     * @param claim the claim
     * @param base where they are counted down from, W
     * @param watts how many, W, at least 0
     */
    record Part(Claim claim, long base, long watts) {
        String program() {
            return claim.program();
        }
    }

    /**
     * What a part comes to with those it may not share with.
     *
     * @param level the base less all their watts, W
     * @param partner the first of those it stacks on; null when it stands alone
     */
    record Stacked(long level, @Nullable Claim partner) {}

    private record Clique(long watts, List<Part> parts) {}

    /**
     * The lowest level that {@code part} reaches together with any of {@code before} that all exclude each other:
     * the highest base among them less all their watts. A program counts once, with its most.
     */
    Stacked stacked(Part part, List<Part> before) {
        List<Part> excluded =
                before.stream()
                        .filter(p -> p.watts() > 0 && !book.mayShare(part.program(), p.program()))
                        .toList();
        Stacked lowest = new Stacked(part.base() - part.watts(), null);
        TreeSet<Long> bases = new TreeSet<>();
        bases.add(part.base());
        excluded.forEach(p -> bases.add(Math.max(part.base(), p.base())));
        for (long base : bases) {
            Clique heaviest = heaviest(excluded.stream().filter(p -> p.base() <= base).toList());
            long level = base - part.watts() - heaviest.watts();
            if (!heaviest.parts().isEmpty() && level < lowest.level()) {
                lowest = new Stacked(level, heaviest.parts().getFirst().claim());
            }
        }
        return lowest;
    }

    private Clique heaviest(List<Part> parts) {
        Map<String, Part> most = new LinkedHashMap<>();
        for (Part part : parts) {
            most.merge(part.program(), part, (a, b) -> b.watts() > a.watts() ? b : a);
        }
        List<Part> programs = List.copyOf(most.values());
        int exact = Math.min(programs.size(), PROGRAMS_EXACT);
        Clique best = grown(new Clique(0, List.of()), programs.subList(0, exact));
        long watts = best.watts();
        List<Part> together = new ArrayList<>(best.parts());
        for (Part beyond : programs.subList(exact, programs.size())) {
            watts += beyond.watts();
            together.add(beyond);
        }
        return new Clique(watts, together);
    }

    /** The heaviest clique that holds {@code kept} and any of {@code open}, all of which exclude those kept. */
    private Clique grown(Clique kept, List<Part> open) {
        Clique best = kept;
        long left = open.stream().mapToLong(Part::watts).sum();
        for (int i = 0; i < open.size() && kept.watts() + left > best.watts(); i++) {
            Part next = open.get(i);
            List<Part> parts = new ArrayList<>(kept.parts());
            parts.add(next);
            List<Part> still =
                    open.subList(i + 1, open.size()).stream()
                            .filter(p -> !book.mayShare(next.program(), p.program()))
                            .toList();
            Clique with = grown(new Clique(kept.watts() + next.watts(), parts), still);
            best = with.watts() > best.watts() ? with : best;
            left -= next.watts();
        }
        return best;
    }
}
