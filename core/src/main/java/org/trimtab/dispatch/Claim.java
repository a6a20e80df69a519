package org.trimtab.dispatch;

import org.jspecify.annotations.Nullable;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * What one cause asks of the site's level now.
 *
 * @param cause the instruction, or the name of the limit, it comes from
 * @param program the program it counts for
 * @param rank what it goes before
 * @param floor the site must draw at least this; null when it does not say
 * @param ceiling the site must draw at most this; null when it does not say
 * @param reduction how far the ceiling lies below the level without it; null when the ceiling is no reduction
 */
public record Claim(
        String cause,
        String program,
        Rank rank,
        @Nullable Power floor,
        @Nullable Power ceiling,
        @Nullable Reduction reduction) {}
