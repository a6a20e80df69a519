package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.BilledPeriod;
import org.trimtab.market.LoadProfile;
import org.trimtab.market.PowerBill;
import org.trimtab.market.PowerBill.Kind;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.Tariff;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * What a strategy's load is billed by the tariff, month by month, each line as the core makes it.
 *
 * @param months bills by the tariff's local month, in order
 */
public record TariffBill(SortedMap<YearMonth, PowerBill> months) {
    private static final BigDecimal CENTS = BigDecimal.valueOf(100);

    public TariffBill {
        months = Collections.unmodifiableSortedMap(new TreeMap<>(months));
    }

    /** The bills of a result; null when it was played without a tariff. */
    public static @Nullable TariffBill of(StrategyResult result) {
        StrategyScene scene = result.scene();
        Tariff tariff = scene.supply().tariff();
        LoadProfile load = metered(result);
        if (tariff == null || load == null) {
            return null;
        }
        PriceSeries realTime = new PriceSeries(scene.point(), Duration.ofHours(1), scene.prices());
        PriceSeries dayAhead = scene.supply().isDayAhead() ? dayAhead(scene) : null;
        List<Instant> peaks = scene.peaks().stream().map(peak -> peak.hour().from()).toList();
        SortedMap<YearMonth, PowerBill> bills = new TreeMap<>();
        ZoneId zone = tariff.calendar().zone();
        Instant at = scene.span().from();
        while (at.isBefore(scene.span().until())) {
            YearMonth month = YearMonth.from(at.atZone(zone));
            Instant next = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
            Instant until = next.isBefore(scene.span().until()) ? next : scene.span().until();
            bills.put(
                    month,
                    PowerBill.of(
                            tariff,
                            new BilledPeriod(
                                    new MarketInterval(at, until),
                                    load,
                                    realTime,
                                    dayAhead,
                                    null,
                                    scene.supply().renewableHours(),
                                    peaks)));
            at = until;
        }
        return new TariffBill(bills);
    }

    /** What the meter showed; null when no interval has a length. */
    static @Nullable LoadProfile metered(StrategyResult result) {
        List<LoadProfile.Level> levels = new ArrayList<>();
        for (StrategyRow row : result.rows()) {
            long seconds = Duration.between(row.from(), row.until()).toSeconds();
            if (seconds > 0) {
                levels.add(
                        new LoadProfile.Level(
                                new MarketInterval(row.from(), row.until()),
                                Power.ofWatts(TariffMeter.meanWatts(row.joules(), seconds))));
            }
        }
        return levels.isEmpty() ? null : new LoadProfile(levels);
    }

    private static @Nullable PriceSeries dayAhead(StrategyScene scene) {
        AsOfSeries series = scene.markets().dayAhead();
        if (series == null) {
            return null;
        }
        AsOf all = series.asOf(StrategyScene.AFTER_ALL);
        List<Priced> prices = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            prices.add(new Priced(all.interval(i), new EnergyPrice(all.value(i))));
        }
        return new PriceSeries(scene.point(), Duration.ofHours(1), prices);
    }

    /** Sum of all lines of a kind, $. */
    public Map<Kind, BigDecimal> sums() {
        Map<Kind, BigDecimal> sums = new EnumMap<>(Kind.class);
        for (PowerBill bill : months.values()) {
            for (PowerBill.Line line : bill.lines()) {
                sums.merge(line.kind(), line.amount().amount(), BigDecimal::add);
            }
        }
        return sums;
    }

    /** Sum of all bills, as far as they are known, $. */
    public BigDecimal knownUsd() {
        return months.values().stream()
                .map(bill -> bill.known().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** True when a line of a bill rests on something unknown. */
    public boolean isOpen() {
        return months.values().stream().anyMatch(bill -> bill.total() == null);
    }

    /** What a bill comes to per kWh drawn, cents, as far as it is known; null when nothing was drawn. */
    public static @Nullable BigDecimal centsPerKwh(PowerBill bill) {
        return bill.drawnMwh().signum() == 0
                ? null
                : bill.known()
                        .amount()
                        .multiply(CENTS)
                        .divide(bill.drawnMwh().movePointRight(3), MathContext.DECIMAL64)
                        .setScale(4, RoundingMode.HALF_EVEN);
    }
}
