package org.trimtab.operators.sources;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A figure and when it was so.
 *
 * @param value in the unit of its source
 * @param at when it was so
 * @param source who said it, for people; no secret is in it
 */
public record LiveValue(BigDecimal value, Instant at, String source) {}
