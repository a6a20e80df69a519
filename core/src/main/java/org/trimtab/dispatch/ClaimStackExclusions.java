package org.trimtab.dispatch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;

/** How far claims reach together when their programs may not share a megawatt. */
final class ClaimStackExclusions {
    /**
     * Programs that one program excludes and that are weighed exactly against each other. Any beyond these are added
     * in full, as if they excluded all the others: too much is reduced then rather than too little.
     */
    static final int PROGRAMS_EXACT = 16;

    private final Map<String, Set<String>> excludes = new HashMap<>();

    ClaimStackExclusions(ProgramBook book) {
        for (ProgramRule rule : book.rules()) {
            excludes.put(rule.name(), rule.excludes());
        }
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

    /** As {@link ProgramBook#mayShare}, which this asks often. */
    boolean mayShare(String one, String other) {
        return one.equals(other)
                || !(excluded(one).contains(other) || excluded(other).contains(one));
    }

    private Set<String> excluded(String program) {
        return excludes.getOrDefault(program, Set.of());
    }

    /**
     * The lowest level that {@code part} reaches together with any of {@code before} that all exclude each other:
     * the highest base among them less all their watts. A program counts once, with its most.
     */
    Stacked stacked(Part part, List<Part> before) {
        Map<String, Integer> places = new LinkedHashMap<>();
        TreeSet<Long> bases = new TreeSet<>();
        bases.add(part.base());
        for (Part other : before) {
            if (other.watts() > 0 && !mayShare(part.program(), other.program())) {
                places.putIfAbsent(other.program(), places.size());
                bases.add(Math.max(part.base(), other.base()));
            }
        }
        Stacked lowest = new Stacked(part.base() - part.watts(), null);
        if (places.isEmpty()) {
            return lowest;
        }
        int[] against = against(List.copyOf(places.keySet()));
        for (long base : bases) {
            @Nullable Part[] most = new Part[places.size()];
            for (Part other : before) {
                Integer place = places.get(other.program());
                if (place != null && other.base() <= base) {
                    Part held = most[place];
                    most[place] = held == null || held.watts() < other.watts() ? other : held;
                }
            }
            Clique heaviest = new Clique(most, against);
            long level = base - part.watts() - heaviest.watts();
            if (level < lowest.level()) {
                lowest = new Stacked(level, heaviest.first());
            }
        }
        return lowest;
    }

    /** For each of the first programs, as bits, which others of them it excludes. */
    private int[] against(List<String> programs) {
        int[] against = new int[Math.min(programs.size(), PROGRAMS_EXACT)];
        for (int i = 0; i < against.length; i++) {
            for (int j = 0; j < against.length; j++) {
                if (!mayShare(programs.get(i), programs.get(j))) {
                    against[i] |= 1 << j;
                }
            }
        }
        return against;
    }

    /** The programs that all exclude each other and count most watts; of equals, those that come first. */
    private static final class Clique {
        private final @Nullable Part[] parts;
        private final int[] against;
        private long best = -1;
        private int bestKept;

        Clique(@Nullable Part[] parts, int[] against) {
            this.parts = parts;
            this.against = against;
            int all = 0;
            for (int i = 0; i < against.length; i++) {
                all |= parts[i] == null ? 0 : 1 << i;
            }
            grow(0, 0, all);
        }

        private void grow(int kept, long watts, int open) {
            if (watts > best) {
                best = watts;
                bestKept = kept;
            }
            long left = wattsOf(open);
            int still = open;
            while (still != 0 && watts + left > best) {
                int i = Integer.numberOfTrailingZeros(still);
                still &= still - 1;
                grow(kept | 1 << i, watts + wattsAt(i), still & against[i]);
                left -= wattsAt(i);
            }
        }

        long watts() {
            long sum = best;
            for (int i = against.length; i < parts.length; i++) {
                sum += wattsAt(i);
            }
            return sum;
        }

        @Nullable Claim first() {
            for (int i = 0; i < parts.length; i++) {
                Part part = parts[i];
                if (part != null && (i >= against.length || (bestKept & 1 << i) != 0)) {
                    return part.claim();
                }
            }
            return null;
        }

        private long wattsOf(int open) {
            long sum = 0;
            for (int i = 0; i < against.length; i++) {
                sum += (open & 1 << i) == 0 ? 0 : wattsAt(i);
            }
            return sum;
        }

        private long wattsAt(int place) {
            Part part = parts[place];
            return part == null ? 0 : part.watts();
        }
    }
}
