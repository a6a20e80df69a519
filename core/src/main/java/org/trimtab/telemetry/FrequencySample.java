package org.trimtab.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;

/**
 * Grid frequency as measured at the site.
 *
 * @param observedAt when it was measured, by the measuring device's own clock where it has one
 * @param frequency what was measured; null when the instrument gave no number
 * @param quality how far to trust it
 */
public record FrequencySample(Instant observedAt, @Nullable Frequency frequency, Quality quality) {}
