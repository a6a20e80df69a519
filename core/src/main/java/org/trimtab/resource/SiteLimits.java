package org.trimtab.resource;

import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;

/**
 * What a site may draw whatever anybody asks.
 *
 * @param most most at the settlement meter, such as the interconnection's limit; null when there is none
 * @param least least it may be asked to draw; load that cannot be shed lies below it
 * @param rampUp fastest rise; null when there is no limit
 * @param rampDown fastest fall when nobody's deadline asks for more; null when there is no limit
 */
public record SiteLimits(
        @Nullable Power most, Power least, @Nullable RampRate rampUp, @Nullable RampRate rampDown) {
    /** No limit at all. */
    public static final SiteLimits NONE = new SiteLimits(null, Power.ZERO, null, null);
}
