package org.trimtab.openadr.ven;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program's signals mean at this site; agreed with whoever runs the program.
 *
 * @param levels what SIMPLE levels 0 to 3 ask; a level that is not listed is told and not acted on
 * @param emergency what ALERT_GRID_EMERGENCY and ALERT_BLACK_START ask; null when they are only told
 * @param controlSetPoint whether CONTROL_SETPOINT is a level to be at, in KW unless it says otherwise
 * @param usualWatts what the site usually draws, to compare a reduction with a level; null unknown
 * @param ignored payload types that are passed over
 */
public record Meanings(
        Map<Integer, Want> levels,
        @Nullable Want emergency,
        boolean controlSetPoint,
        @Nullable Long usualWatts,
        Set<String> ignored) {
    /** Nothing agreed: what carries its own meaning is followed, SIMPLE levels and alerts are told. */
    public static final Meanings NONE = new Meanings(Map.of(), null, false, null, Set.of());

    /** Copies the collections. */
    public Meanings {
        levels = Map.copyOf(levels);
        ignored = Set.copyOf(ignored);
    }
}
