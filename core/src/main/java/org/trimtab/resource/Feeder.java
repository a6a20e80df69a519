package org.trimtab.resource;

import org.trimtab.quantity.Power;

/**
 * A feeder or bank that devices hang on.
 *
 * @param id its name within the site
 * @param limit most it may carry
 */
public record Feeder(FeederId id, Power limit) {}
