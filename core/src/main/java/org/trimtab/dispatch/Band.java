package org.trimtab.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;

/**
 * Where the site's level may lie now, all claims taken together.
 *
 * @param floor lowest; zero when nobody asks for more
 * @param ceiling highest; null when nothing limits it
 * @param floorBy the cause that sets the floor; null when nobody does
 * @param ceilingBy the cause that sets the ceiling; null when nothing does
 * @param conflicts claims that could not be kept whole
 */
public record Band(
        Power floor,
        @Nullable Power ceiling,
        @Nullable String floorBy,
        @Nullable String ceilingBy,
        List<Conflict> conflicts) {
    /** Nobody asks for anything. */
    public static final Band OPEN = new Band(Power.ZERO, null, null, null, List.of());

    public Band {
        conflicts = List.copyOf(conflicts);
    }
}
