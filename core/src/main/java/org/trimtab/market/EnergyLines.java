package org.trimtab.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.LoadProfile.Level;
import org.trimtab.market.PowerBill.Kind;
import org.trimtab.market.PowerBill.Line;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** The lines of a bill that follow energy. Nothing is rounded before the line is. */
final class EnergyLines {
    private final Tariff tariff;
    private final BilledPeriod billed;
    private final PriceSeries index;
    private final PriceWalk indexWalk;
    private final @Nullable PriceWalk dayAheadWalk;
    private final List<MarketInterval> renewable;
    private int renewableNext;

    private final EnergySum drawn = new EnergySum();
    private final EnergySum drawnInRenewable = new EnergySum();
    private final EnergySum indexed = new EnergySum();
    private final EnergySum ahead = new EnergySum();
    private final List<EnergySum> resold = new ArrayList<>();
    private final List<MarketInterval> unread = new ArrayList<>();
    private final List<MarketInterval> unpriced = new ArrayList<>();

    EnergyLines(Tariff tariff, BilledPeriod billed) {
        this.tariff = tariff;
        this.billed = billed;
        boolean dayAheadIndex = tariff.index().equals(EnergyIndex.DAY_AHEAD);
        PriceSeries dayAhead = billed.dayAhead();
        if ((dayAheadIndex || billed.boughtAhead() != null) && dayAhead == null) {
            throw new IllegalArgumentException(
                    "the tariff " + tariff.name() + " needs day-ahead prices; none were given");
        }
        if (dayAheadIndex && billed.boughtAhead() != null) {
            throw new IllegalArgumentException(
                    "with the day-ahead index of "
                            + tariff.name()
                            + " all energy is bought day ahead; no level can be bought besides");
        }
        this.index = dayAheadIndex && dayAhead != null ? dayAhead : billed.realTime();
        this.indexWalk = new PriceWalk(index);
        this.dayAheadWalk = dayAhead == null ? null : new PriceWalk(dayAhead);
        this.renewable = billed.renewableHours().stream().sorted().toList();
        tariff.blocks().forEach(_ -> resold.add(new EnergySum()));
        walk();
    }

    BigDecimal drawnMwh() {
        return drawn.megawattHours();
    }

    List<MarketInterval> unread() {
        return unread;
    }

    List<MarketInterval> unpriced() {
        return unpriced;
    }

    private void walk() {
        Instant at = billed.period().from();
        for (Level level : billed.load().within(billed.period())) {
            if (level.interval().from().isAfter(at)) {
                join(unread, new MarketInterval(at, level.interval().from()));
            }
            take(level);
            at = level.interval().until();
        }
        if (at.isBefore(billed.period().until())) {
            join(unread, new MarketInterval(at, billed.period().until()));
        }
    }

    private void take(Level level) {
        MarketInterval over = level.interval();
        long seconds = PriceWalk.seconds(over.from(), over.until());
        long meter = Math.multiplyExact(level.mean().watts(), EnergySum.MICRO);
        drawn.add(meter, seconds);
        if (isRenewable(over.from())) {
            drawnInRenewable.add(meter, seconds);
        }
        BigInteger price = indexWalk.microDollarSeconds(over);
        long settled = Math.multiplyExact(level.mean().watts(), tariff.lossPartsPerMillion());
        boolean priceNeeded = false;
        for (int i = 0; i < tariff.blocks().size(); i++) {
            FixedBlock block = tariff.blocks().get(i);
            if (block.holdsAt(over.from())) {
                long bulk = Math.multiplyExact(block.level().watts(), EnergySum.MICRO);
                long used = Math.clamp(settled, 0, bulk);
                settled -= used;
                if (block.resale() && used < bulk) {
                    priceNeeded = true;
                    resell(resold.get(i), bulk - used, block, seconds, price);
                }
            }
        }
        settled -= boughtAhead(over, seconds);
        if (price != null) {
            indexed.add(settled, seconds, price);
        } else if (priceNeeded || settled != 0) {
            join(unpriced, over);
        }
    }

    private static void resell(
            EnergySum sum,
            long microWatts,
            FixedBlock block,
            long seconds,
            @Nullable BigInteger price) {
        if (price != null) {
            BigInteger fee = EnergySum.weight(block.resaleFee().microDollarsPerMwh(), seconds);
            sum.add(microWatts, seconds, fee.subtract(price));
        }
    }

    /** µW bought day ahead over an interval; its cost is counted on the way. */
    private long boughtAhead(MarketInterval over, long seconds) {
        LoadProfile profile = billed.boughtAhead();
        Power level = profile == null ? null : profile.mean(over);
        if (level == null || dayAheadWalk == null || level.equals(Power.ZERO)) {
            return 0;
        }
        long microWatts = Math.multiplyExact(level.watts(), EnergySum.MICRO);
        BigInteger price = dayAheadWalk.microDollarSeconds(over);
        if (price == null) {
            join(unpriced, over);
        } else {
            ahead.add(microWatts, seconds, price);
        }
        return microWatts;
    }

    private boolean isRenewable(Instant at) {
        while (renewableNext < renewable.size()
                && !renewable.get(renewableNext).until().isAfter(at)) {
            renewableNext++;
        }
        return renewableNext < renewable.size() && renewable.get(renewableNext).contains(at);
    }

    /** The lines: blocks, what was bought ahead, the index, then what every MWh pays. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < tariff.blocks().size(); i++) {
            FixedBlock block = tariff.blocks().get(i);
            EnergySum bought = bought(block);
            lines.add(
                    line(
                            Kind.BLOCK,
                            block.name(),
                            bought,
                            money(bought, block.price()),
                            "",
                            "paid whether used or not"));
            if (block.resale()) {
                EnergySum sum = resold.get(i);
                lines.add(
                        line(
                                Kind.RESALE,
                                block.name(),
                                sum,
                                money(sum),
                                openOf(true),
                                "unused, sold again"));
            }
        }
        if (billed.boughtAhead() != null) {
            lines.add(
                    line(
                            Kind.DAY_AHEAD,
                            "bought day ahead",
                            ahead,
                            money(ahead),
                            openOf(true),
                            ""));
        }
        lines.add(indexLine());
        for (VolumetricCharge charge : tariff.volumetric()) {
            lines.add(volumetric(Kind.VOLUMETRIC, charge.name(), drawn, charge.rate()));
        }
        addRenewable(lines);
        return lines;
    }

    private Line indexLine() {
        String what = tariff.index().equals(EnergyIndex.DAY_AHEAD) ? "day-ahead" : "real-time";
        return line(
                Kind.INDEX,
                what + " energy at " + index.point(),
                indexed,
                money(indexed),
                openOf(true),
                tariff.losses().equals(Share.NONE) ? "" : "with losses of " + tariff.losses());
    }

    private void addRenewable(List<Line> lines) {
        RenewableTerms terms = tariff.renewable();
        if (terms != null) {
            lines.add(
                    volumetric(
                            Kind.RENEWABLE,
                            terms.name() + ", renewable hours",
                            drawnInRenewable,
                            terms.inside()));
            lines.add(
                    volumetric(
                            Kind.RENEWABLE,
                            terms.name() + ", other hours",
                            drawn.minus(drawnInRenewable),
                            terms.outside()));
        }
    }

    /** A block is paid over the whole period, whatever is known of the load. */
    private EnergySum bought(FixedBlock block) {
        Instant from = later(billed.period().from(), block.from());
        Instant until = earlier(billed.period().until(), block.until());
        EnergySum sum = new EnergySum();
        if (from.isBefore(until)) {
            sum.add(
                    Math.multiplyExact(block.level().watts(), EnergySum.MICRO),
                    PriceWalk.seconds(from, until));
        }
        return sum;
    }

    private Line volumetric(Kind kind, String name, EnergySum sum, EnergyPrice rate) {
        return line(kind, name, sum, money(sum, rate), openOf(false), "at " + rate);
    }

    private static Line line(
            Kind kind, String name, EnergySum sum, Money amount, String open, String note) {
        return new Line(kind, name, sum.megawattHours(), "MWh", amount, open, note);
    }

    private Money money(EnergySum sum) {
        return new Money(sum.dollars(tariff.rounding()), tariff.currency());
    }

    private Money money(EnergySum sum, EnergyPrice price) {
        return new Money(
                sum.dollarsAt(price.microDollarsPerMwh(), tariff.rounding()), tariff.currency());
    }

    private String openOf(boolean priced) {
        if (!unread.isEmpty()) {
            return "the load is not known in " + unread.size() + " stretches";
        }
        return priced && !unpriced.isEmpty()
                ? "there is no price in " + unpriced.size() + " stretches"
                : "";
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b == null || a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, @Nullable Instant b) {
        return b == null || a.isBefore(b) ? a : b;
    }

    private static void join(List<MarketInterval> stretches, MarketInterval next) {
        if (!stretches.isEmpty() && !stretches.getLast().until().isBefore(next.from())) {
            MarketInterval last = stretches.removeLast();
            Instant until = last.until().isAfter(next.until()) ? last.until() : next.until();
            stretches.add(new MarketInterval(last.from(), until));
        } else {
            stretches.add(next);
        }
    }
}
