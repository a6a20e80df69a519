package org.trimtab.engine;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.Obligation;

/**
 * What would happen if an instruction came now.
 *
 * @param obligation what would be owed, begun or refused
 * @param plan who would change; null when the instruction is refused or something else sets the ceiling
 * @param band where the level would have to lie
 */
public record Preview(Obligation obligation, @Nullable Plan plan, Band band) {}
