package org.trimtab.openadr.legacy;

import java.time.Duration;

/**
 * What the VTN gave us when it registered us.
 *
 * @param pollEvery how often it wants to be polled at most
 */
public record Registration(String registrationId, String venId, String vtnId, Duration pollEvery) {}
