package org.trimtab.market;

import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Reduction;

/**
 * A call on a reserve: whoever holds it draws less while it lasts.
 *
 * @param interval from the call to the recall
 * @param product the reserve product
 * @param most how much is called of a site at the meter; null for all it holds
 */
public record ReserveCall(MarketInterval interval, String product, @Nullable Reduction most) {}
