package org.trimtab.market;

import java.time.Duration;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;

/**
 * Devices that are alike, taken together.
 *
 * @param name of their kind
 * @param devices how many
 * @param running power of all at work, without the site's overhead
 * @param standby power of all asleep
 * @param hashRate of all at work
 * @param minOff shortest sleep
 * @param minOn shortest run after a sleep
 * @param fallsWithin from the decision until the power has fallen
 * @param wakesWithin from the decision until the power is back
 * @param exempt true when they are never put to sleep
 */
public record StrategyCohort(
        String name,
        int devices,
        Power running,
        Power standby,
        HashRate hashRate,
        Duration minOff,
        Duration minOn,
        Duration fallsWithin,
        Duration wakesWithin,
        boolean exempt) {}
