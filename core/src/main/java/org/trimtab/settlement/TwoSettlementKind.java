package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.SettlementCase.Prices;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * Reserves sold day ahead and settled again in real time (market-rules §1.7): the day-ahead award at the day-ahead
 * price, and in real time the difference of the awards at the real-time price. Awards of one name are one product. A
 * stretch of a day-ahead award without a real-time award is not settled: an award of none must be given as none.
 *
 * <p>Rules: none beyond rounding. Prices come with the awards or as series for the one product of the case.
 */
final class TwoSettlementKind {
    private final Worksheet sheet;

    private TwoSettlementKind(Worksheet sheet) {
        this.sheet = sheet;
    }

    static void settle(Worksheet sheet) {
        TwoSettlementKind kind = new TwoSettlementKind(sheet);
        if (sheet.given().awards().isEmpty()) {
            sheet.note("no awards were given: there is nothing to settle");
        }
        for (List<Award> awards : sheet.awardsByName().values()) {
            kind.settle(
                    awards.getFirst().name(),
                    in(awards, Award.Market.DAY_AHEAD),
                    in(awards, Award.Market.REAL_TIME));
        }
    }

    private static List<Award> in(List<Award> awards, Award.Market market) {
        return awards.stream()
                .filter(award -> award.market().equals(market))
                .sorted((one, other) -> one.interval().compareTo(other.interval()))
                .toList();
    }

    private void settle(String name, List<Award> dayAhead, List<Award> realTime) {
        Prices prices = sheet.given().prices();
        BigDecimal sold = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        boolean priced = true;
        for (Award award : dayAhead) {
            MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
            if (held == null) {
                continue;
            }
            sold = sold.add(Stretch.megawattSeconds(award.reduction().watts(), held));
            BigDecimal dollarSeconds = dollarSeconds(award, held, prices.dayAheadReserve());
            if (dollarSeconds == null) {
                priced = false;
            } else {
                due = due.add(Stretch.megawatts(award.reduction().watts()).multiply(dollarSeconds));
            }
        }
        bill(
                name + " day ahead",
                sold,
                priced ? due : null,
                "awards at the day-ahead price; not every award has one");
        imbalance(name, dayAhead, realTime);
    }

    private void bill(String name, BigDecimal sold, @Nullable BigDecimal due, String why) {
        Amount hours = Amount.readyHours(sold);
        int split = why.indexOf("; ");
        if (due == null) {
            sheet.notSettled(name, Line.Kind.PAYMENT, hours.unit(), why.substring(split + 2));
            return;
        }
        sheet.sum(
                name,
                Line.Kind.PAYMENT,
                hours,
                new Amount(due, hours.divisor(), sheet.currency()),
                why.substring(0, split));
    }

    private void imbalance(String name, List<Award> dayAhead, List<Award> realTime) {
        PriceSeries series = sheet.given().prices().realTimeReserve();
        BigDecimal more = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        boolean whole = true;
        for (MarketInterval piece : pieces(dayAhead, realTime)) {
            Award ahead = at(dayAhead, piece);
            Award real = at(realTime, piece);
            if (real == null) {
                whole = false;
                continue;
            }
            long watts = real.reduction().watts() - (ahead == null ? 0 : ahead.reduction().watts());
            more = more.add(Stretch.megawattSeconds(watts, piece));
            BigDecimal dollarSeconds = dollarSeconds(real, piece, series);
            if (watts != 0 && dollarSeconds == null) {
                whole = false;
            } else if (dollarSeconds != null) {
                due = due.add(Stretch.megawatts(watts).multiply(dollarSeconds));
            }
        }
        bill(
                name + " real-time imbalance",
                more,
                whole ? due : null,
                "real-time less day-ahead awards at the real-time price; some of the day-ahead"
                        + " award has no real-time award or no price");
    }

    /** Stretches in which neither award changes; only those that one of them covers. */
    private List<MarketInterval> pieces(List<Award> dayAhead, List<Award> realTime) {
        TreeSet<Instant> cuts = new TreeSet<>();
        List<MarketInterval> held = new ArrayList<>();
        for (List<Award> awards : List.of(dayAhead, realTime)) {
            for (Award award : awards) {
                MarketInterval part = Stretch.common(award.interval(), sheet.given().period());
                if (part != null) {
                    cuts.add(part.from());
                    cuts.add(part.until());
                }
            }
        }
        Instant from = null;
        for (Instant cut : cuts) {
            if (from != null) {
                MarketInterval piece = new MarketInterval(from, cut);
                if (at(dayAhead, piece) != null || at(realTime, piece) != null) {
                    held.add(piece);
                }
            }
            from = cut;
        }
        return held;
    }

    private static @Nullable Award at(List<Award> ordered, MarketInterval piece) {
        int low = 0;
        int high = ordered.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).interval().from().isAfter(piece.from())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        if (high < 0 || ordered.get(high).interval().until().isBefore(piece.until())) {
            return null;
        }
        return ordered.get(high);
    }

    private static @Nullable BigDecimal dollarSeconds(
            Award award, MarketInterval over, @Nullable PriceSeries series) {
        BigDecimal own = award.price();
        if (own != null) {
            return own.multiply(Stretch.seconds(over.length()));
        }
        return series == null ? null : PriceOver.dollarSeconds(series, over);
    }
}
