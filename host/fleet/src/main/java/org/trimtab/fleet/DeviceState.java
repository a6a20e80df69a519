package org.trimtab.fleet;

import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.resource.Device;

/**
 * A device and what it said of itself.
 *
 * @param device which
 * @param report what it said, or why nothing could be read
 */
public record DeviceState(Device device, DeviceReport report) {}
