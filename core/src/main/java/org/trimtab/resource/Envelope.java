package org.trimtab.resource;

import java.time.Duration;

/**
 * What a device may be asked without harm. Nothing ever widens it.
 *
 * @param minOff shortest time it stays asleep once put to sleep
 * @param minOn shortest time it runs once woken, before it may be put to sleep again
 * @param exempt true when it is never to be curtailed
 */
public record Envelope(Duration minOff, Duration minOn, boolean exempt) {}
