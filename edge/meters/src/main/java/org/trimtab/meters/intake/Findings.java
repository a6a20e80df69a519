package org.trimtab.meters.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Findings on their way: all are counted, the first of each kind are kept. */
final class Findings {
    /** How many of one kind are kept; the rest is only counted. */
    static final int KEPT_OF_A_KIND_MAX = 10;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);

    void add(int line, Finding.Kind kind, String what, String done) {
        if (counts.merge(kind, 1, Integer::sum) <= KEPT_OF_A_KIND_MAX) {
            kept.add(new Finding(line, kind, what, done));
        }
    }

    int count(Finding.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** The kept ones by line. */
    List<Finding> kept() {
        List<Finding> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingInt(Finding::line));
        return sorted;
    }

    /** How many there were of each kind, kept or not. */
    Map<Finding.Kind, Integer> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }
}
