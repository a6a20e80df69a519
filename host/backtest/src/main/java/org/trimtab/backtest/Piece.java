package org.trimtab.backtest;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries.Priced;

/**
 * A stretch of one local day with one price, or without one.
 *
 * @param time when
 * @param day local day it lies in
 * @param priced the price that holds; null when none is known
 * @param before the price just before {@code priced}; null when there was none
 */
record Piece(
        MarketInterval time, LocalDate day, @Nullable Priced priced, @Nullable Priced before) {}
