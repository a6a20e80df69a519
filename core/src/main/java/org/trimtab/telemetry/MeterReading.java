package org.trimtab.telemetry;

import java.time.Instant;
import org.trimtab.quantity.Power;
import org.trimtab.resource.MeterId;

/**
 * What a meter measured.
 *
 * @param meter which meter
 * @param observedAt when it was asked
 * @param power level; consumption positive
 * @param quality how far to trust it
 */
public record MeterReading(MeterId meter, Instant observedAt, Power power, Quality quality) {}
