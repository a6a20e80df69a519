package org.trimtab.drivers.api;

import java.time.InstantSource;
import java.util.function.Function;
import org.trimtab.resource.DeviceId;

/**
 * What a driver is given of the world.
 *
 * @param priorState keeps how devices were set before we changed them
 * @param access finds how a device may be reached
 * @param clock the site's time
 */
public record Surroundings(
        PriorState priorState, Function<DeviceId, Access> access, InstantSource clock) {}
