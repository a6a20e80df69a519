package org.trimtab.fleet;

import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Identity;

/**
 * What was found at an address.
 *
 * @param host the address
 * @param identity who answers there; null when something answers that no family knows
 * @param port the TCP port by which it was known, or by which something answered
 */
public record Sighting(String host, @Nullable Identity identity, int port) {}
