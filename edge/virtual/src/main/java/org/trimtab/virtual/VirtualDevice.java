package org.trimtab.virtual;

import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Endpoint;

/**
 * One machine of a running fleet, as a caller needs to know it.
 *
 * @param name its name, such as {@code lux-a-0001}
 * @param group the group it belongs to
 * @param family protocol family, such as {@code luxos}
 * @param model model name
 * @param endpoint where it answers, in truth
 * @param running power at full work by its nameplate
 * @param standby power asleep
 * @param hashRate work at full power by its nameplate
 */
public record VirtualDevice(
        String name,
        String group,
        String family,
        String model,
        Endpoint endpoint,
        Power running,
        Power standby,
        HashRate hashRate) {}
