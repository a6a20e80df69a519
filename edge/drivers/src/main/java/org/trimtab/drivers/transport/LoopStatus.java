package org.trimtab.drivers.transport;

/**
 * How the loop stands.
 *
 * @param waiting talks handed in and not yet started
 * @param inFlight talks with an open connection
 * @param limits what it may do
 */
public record LoopStatus(int waiting, int inFlight, LoopLimits limits) {}
