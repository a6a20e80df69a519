package org.trimtab.resource;

import java.time.Duration;

/**
 * How fast a device family acts, from its descriptor.
 *
 * @param answersWithin longest time its answer to a command may take
 * @param fallsWithin time from its answer until its power has fallen
 * @param wakesWithin time from its answer to a wake until it hashes again
 */
public record Timing(Duration answersWithin, Duration fallsWithin, Duration wakesWithin) {}
