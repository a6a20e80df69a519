package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.DemandCharge;
import org.trimtab.market.FixedBlock;
import org.trimtab.market.SupplyTerms;
import org.trimtab.market.Tariff;
import org.trimtab.quantity.Power;

/**
 * What each interval costs by a tariff, as the meter passes it: energy at once, a demand charge when the interval that
 * raises the month's greatest load is over, a ratchet when its month begins. Rows add up to the bill of the core, but
 * for its rounding of lines to cents. A block is paid through stretches without a price too.
 */
final class TariffMeter {
    private static final BigInteger MICRO_WATT_SECONDS_PER_MWH =
            BigInteger.valueOf(3_600_000_000L).multiply(BigInteger.valueOf(1_000_000L));
    private static final long MICRO = 1_000_000L;

    private final Tariff tariff;
    private final SupplyTerms supply;
    private final List<Demand> demands = new ArrayList<>();
    private Instant paidUntil;

    /**
     * What an interval adds.
     *
     * @param energyMicros energy, blocks, resale and volumetric charges, µ$
     * @param demandMicros demand charges, µ$
     */
    record Billed(long energyMicros, long demandMicros) {}

    TariffMeter(Tariff tariff, SupplyTerms supply, MarketInterval span) {
        this.tariff = tariff;
        this.supply = supply;
        paidUntil = span.from();
        for (DemandCharge charge : tariff.demand()) {
            demands.add(new Demand(charge, tariff, span));
        }
    }

    /** The mean level the meter shows, in whole watts. */
    static long meanWatts(long joules, long seconds) {
        return new BigDecimal(joules)
                .divide(BigDecimal.valueOf(seconds), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** What each demand charge bills at least in the month of an instant, by what was drawn before it. */
    List<Power> demandSoFar(Instant now) {
        return demands.stream().map(demand -> demand.leastAt(now)).toList();
    }

    /** Reads the next interval. */
    Billed read(MarketInterval time, long joules, long indexMicros) {
        long seconds = Duration.between(time.from(), time.until()).toSeconds();
        if (seconds == 0) {
            return new Billed(0, 0);
        }
        long watts = meanWatts(joules, seconds);
        long demand = 0;
        for (Demand charge : demands) {
            demand += charge.read(time, watts);
        }
        long energy = energy(time, watts, seconds, indexMicros);
        paidUntil = time.until();
        return new Billed(energy, demand);
    }

    private long energy(MarketInterval time, long watts, long seconds, long index) {
        long settled = watts * (MICRO + tariff.losses().partsPerMillion());
        BigInteger cost = BigInteger.ZERO;
        for (FixedBlock block : tariff.blocksAt(time.from())) {
            long bulk = block.level().watts() * MICRO;
            long used = Math.clamp(settled, 0, bulk);
            settled -= used;
            long paidFor = Duration.between(paidUntil, time.until()).toSeconds();
            cost = cost.add(cost(bulk, paidFor, block.price().microDollarsPerMwh()));
            if (block.resale()) {
                long worth = block.resaleFee().microDollarsPerMwh() - index;
                cost = cost.add(cost(bulk - used, seconds, worth));
            }
        }
        cost = cost.add(cost(settled, seconds, index));
        long rate = tariff.volumetricRate(supply.isRenewable(time.from())).microDollarsPerMwh();
        cost = cost.add(cost(watts * MICRO, seconds, rate));
        return new BigDecimal(cost)
                .divide(new BigDecimal(MICRO_WATT_SECONDS_PER_MWH), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static BigInteger cost(long microWatts, long seconds, long microsPerMwh) {
        return BigInteger.valueOf(microWatts)
                .multiply(BigInteger.valueOf(seconds))
                .multiply(BigInteger.valueOf(microsPerMwh));
    }

    /** The greatest load by which one charge bills. */
    private static final class Demand {
        private final DemandCharge charge;
        private final Tariff tariff;
        private final MarketInterval span;
        private final Map<YearMonth, Long> greatest = new HashMap<>();
        private @Nullable YearMonth month;
        private Instant opened = Instant.EPOCH;
        private Instant ends = Instant.EPOCH;
        private long coveredSeconds;
        private BigInteger wattSeconds = BigInteger.ZERO;
        private long billedWatts;
        private long billedMicros;

        Demand(DemandCharge charge, Tariff tariff, MarketInterval span) {
            this.charge = charge;
            this.tariff = tariff;
            this.span = span;
        }

        private YearMonth monthOf(Instant at) {
            return YearMonth.from(tariff.calendar().dateOf(at));
        }

        private Instant startOf(YearMonth its) {
            return its.atDay(1).atStartOfDay(tariff.calendar().zone()).toInstant();
        }

        Power leastAt(Instant now) {
            YearMonth its = monthOf(now);
            return Power.ofWatts(its.equals(month) ? billedWatts : ratchet(its));
        }

        private long ratchet(YearMonth its) {
            long least = 0;
            for (int back = 1; back <= charge.ratchetMonths(); back++) {
                Long before = greatest.get(its.minusMonths(back));
                if (before != null) {
                    least = Math.max(least, charge.ratchetOf(Power.ofWatts(before)).watts());
                }
            }
            return least;
        }

        long read(MarketInterval time, long watts) {
            long added = 0;
            Instant at = time.from();
            while (at.isBefore(time.until())) {
                YearMonth its = monthOf(at);
                if (!its.equals(month)) {
                    month = its;
                    billedWatts = 0;
                    billedMicros = 0;
                    added += bill(ratchet(its));
                    ends = Instant.EPOCH;
                }
                if (!at.isBefore(ends)) {
                    open(at, its);
                }
                Instant until = ends.isBefore(time.until()) ? ends : time.until();
                long seconds = Duration.between(at, until).toSeconds();
                coveredSeconds += seconds;
                wattSeconds =
                        wattSeconds.add(
                                BigInteger.valueOf(watts).multiply(BigInteger.valueOf(seconds)));
                at = until;
                if (at.equals(ends)) {
                    added += close(its);
                }
            }
            return added;
        }

        /** The interval of the charge that an instant lies in, counted from the start of the month or of all. */
        private void open(Instant at, YearMonth its) {
            Instant start = startOf(its);
            Instant first = start.isBefore(span.from()) ? span.from() : start;
            long each = charge.interval().toSeconds();
            long places = Duration.between(first, at).toSeconds() / each;
            opened = first.plusSeconds(places * each);
            ends = earlier(opened.plusSeconds(each), startOf(its.plusMonths(1)));
            ends = earlier(ends, span.until());
            coveredSeconds = 0;
            wattSeconds = BigInteger.ZERO;
        }

        private long close(YearMonth its) {
            long length = Duration.between(opened, ends).toSeconds();
            if (coveredSeconds < length) {
                return 0;
            }
            long mean = wattSeconds.divide(BigInteger.valueOf(length)).longValueExact();
            greatest.merge(its, mean, Math::max);
            return bill(mean);
        }

        private long bill(long watts) {
            if (watts <= billedWatts || !isCharged()) {
                return 0;
            }
            billedWatts = watts;
            long before = billedMicros;
            billedMicros =
                    charge.dollarsPerKilowattMonth()
                            .multiply(BigDecimal.valueOf(watts))
                            .movePointRight(3)
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact();
            return billedMicros - before;
        }

        private boolean isCharged() {
            YearMonth its = month;
            return its != null && charge.months().contains(its.getMonthValue());
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }
}
