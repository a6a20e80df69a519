package org.trimtab.program;

import java.time.Duration;
import java.util.Set;
import org.trimtab.resource.Name;

/**
 * How the instructions of one program stand beside others.
 *
 * @param name the program's name, as an instruction gives it
 * @param rank what it goes before
 * @param excludes programs that may not share a megawatt with it; one side naming the other is enough
 * @param fullWithin time from the instruction until the whole reduction must be there
 */
public record ProgramRule(String name, Rank rank, Set<String> excludes, Duration fullWithin) {
    public ProgramRule {
        Name.check("program", name);
        excludes = Set.copyOf(excludes);
        if (fullWithin.isNegative() || fullWithin.isZero()) {
            throw new IllegalArgumentException(
                    "program " + name + " must leave some time to deliver, got " + fullWithin);
        }
        if (excludes.contains(name)) {
            throw new IllegalArgumentException("program " + name + " excludes itself");
        }
    }
}
