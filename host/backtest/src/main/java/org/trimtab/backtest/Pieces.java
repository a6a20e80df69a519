package org.trimtab.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries.Priced;

/** Cuts a window at every change of price, at every gap and at every local midnight. */
final class Pieces implements Iterator<Piece> {
    private final List<Priced> prices;
    private final ZoneId zone;
    private final Instant until;
    private Instant at;
    private int next;

    Pieces(List<Priced> prices, MarketInterval window, ZoneId zone) {
        this.prices = prices;
        this.zone = zone;
        this.at = window.from();
        this.until = window.until();
    }

    @Override
    public boolean hasNext() {
        return at.isBefore(until);
    }

    @Override
    public Piece next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (next < prices.size() && !prices.get(next).interval().until().isAfter(at)) {
            next++;
        }
        Priced upcoming = next < prices.size() ? prices.get(next) : null;
        Priced holding = upcoming != null && upcoming.interval().contains(at) ? upcoming : null;
        Instant change = until;
        if (upcoming != null) {
            MarketInterval interval = upcoming.interval();
            change = earlier(change, holding == null ? interval.from() : interval.until());
        }
        LocalDate day = LocalDate.ofInstant(at, zone);
        Instant end = earlier(change, day.plusDays(1).atStartOfDay(zone).toInstant());
        Piece piece =
                new Piece(
                        new MarketInterval(at, end),
                        day,
                        holding,
                        holding == null ? null : before(holding));
        at = end;
        return piece;
    }

    private @Nullable Priced before(Priced holding) {
        if (next == 0) {
            return null;
        }
        Priced before = prices.get(next - 1);
        return before.interval().until().equals(holding.interval().from()) ? before : null;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
