package org.trimtab.resource;

import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;

/**
 * A feeder, bank or transformer that devices or other feeders hang on.
 *
 * @param id its name within the site
 * @param limit most it may carry
 * @param behind what it hangs on itself, such as a transformer; null when it is the site's own busbar
 */
public record Feeder(FeederId id, Power limit, @Nullable FeederId behind) {
    /** A feeder on the site's busbar. */
    public Feeder(FeederId id, Power limit) {
        this(id, limit, null);
    }
}
