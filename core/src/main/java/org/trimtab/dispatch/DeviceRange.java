package org.trimtab.dispatch;

import org.trimtab.resource.DeviceId;

/**
 * Devices that stand side by side in the order of the site.
 *
 * @param first the first of them
 * @param last the last of them; the same as the first when there is one
 * @param count how many they are, at least 1
 */
public record DeviceRange(DeviceId first, DeviceId last, int count) {}
