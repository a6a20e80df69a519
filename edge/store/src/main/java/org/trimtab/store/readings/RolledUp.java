package org.trimtab.store.readings;

import java.time.Instant;
import org.trimtab.quantity.Share;

/**
 * What is known of one source, or of many together, in one stretch of time.
 *
 * @param from its start
 * @param watts mean level, W; of many sources the sum of their means
 * @param readings good readings it is made from
 * @param covered share of its minutes that are known; of a second or a minute all. Of many sources the mean share
 * @param sources how many sources it is made from
 */
public record RolledUp(Instant from, long watts, long readings, Share covered, int sources) {}
