package org.trimtab.program;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The programs a site takes part in.
 *
 * @param rules in the order of the site file; names differ
 */
public record ProgramBook(List<ProgramRule> rules) {
    /** The program of an instruction that names none. */
    public static final String EVENT = "event";

    /** A program event beside nothing else. */
    public static final ProgramRule EVENT_RULE =
            new ProgramRule(EVENT, Rank.PROGRAM_EVENT, Set.of(), Duration.ofMinutes(10));

    /** No program but the plain event. */
    public static final ProgramBook PLAIN = new ProgramBook(List.of());

    public ProgramBook {
        rules = List.copyOf(rules);
        if (rules.stream().map(ProgramRule::name).distinct().count() != rules.size()) {
            throw new IllegalArgumentException("a program is named twice");
        }
    }

    /** True when instructions may name this program. */
    public boolean knows(String program) {
        return program.equals(EVENT) || rules.stream().anyMatch(r -> r.name().equals(program));
    }

    /** The rule of a program; that of a plain event when it is not in the book. */
    public ProgramRule rule(String program) {
        return rules.stream().filter(r -> r.name().equals(program)).findFirst().orElse(EVENT_RULE);
    }

    /** True when two programs may count the same megawatt. */
    public boolean mayShare(String one, String other) {
        return one.equals(other)
                || !(rule(one).excludes().contains(other) || rule(other).excludes().contains(one));
    }
}
