package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import org.trimtab.market.MiningTerms;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Share;

/** Adds up a day or a year in whole joules, megahashes and micro-dollars; divides only once, at the end. */
final class Ledger {
    private static final String CURRENCY = "USD";
    private static final int MONEY_SCALE = 12;
    private static final BigDecimal JOULES_PER_MWH = BigDecimal.valueOf(3_600_000_000L);
    private static final BigDecimal MEGAHASHES_PER_PETAHASH_DAY =
            BigDecimal.valueOf(1_000_000_000L * 86_400L);

    private Duration priced = Duration.ZERO;
    private Duration unpriced = Duration.ZERO;
    private long starts;
    private final Column alwaysOn = new Column();
    private final Column followed = new Column();

    /** One way to run the site. */
    private static final class Column {
        private long joules;
        private BigInteger megahashes = BigInteger.ZERO;
        private BigInteger jouleMicroDollars = BigInteger.ZERO;

        void add(Work work, EnergyPrice paid) {
            joules = Math.addExact(joules, work.joules());
            megahashes = megahashes.add(BigInteger.valueOf(work.megahashes()));
            jouleMicroDollars =
                    jouleMicroDollars.add(
                            BigInteger.valueOf(work.joules())
                                    .multiply(BigInteger.valueOf(paid.microDollarsPerMwh())));
        }

        void add(Column other) {
            joules = Math.addExact(joules, other.joules);
            megahashes = megahashes.add(other.megahashes);
            jouleMicroDollars = jouleMicroDollars.add(other.jouleMicroDollars);
        }

        BacktestResult.Side close(MiningTerms terms) {
            BigDecimal overhead = terms.powerUsageEffectiveness();
            Energy drawn =
                    new Energy(
                            BigDecimal.valueOf(joules)
                                    .multiply(overhead)
                                    .setScale(0, RoundingMode.HALF_EVEN)
                                    .longValueExact());
            BigDecimal cost =
                    new BigDecimal(jouleMicroDollars, 6)
                            .multiply(overhead)
                            .divide(JOULES_PER_MWH, MONEY_SCALE, RoundingMode.HALF_EVEN);
            BigDecimal kept = Share.ALL.fraction().subtract(terms.poolFee().fraction());
            BigDecimal revenue =
                    new BigDecimal(megahashes)
                            .multiply(terms.hashPrice().dollars())
                            .multiply(kept)
                            .divide(
                                    MEGAHASHES_PER_PETAHASH_DAY,
                                    MONEY_SCALE,
                                    RoundingMode.HALF_EVEN);
            return new BacktestResult.Side(
                    drawn, new Money(revenue, CURRENCY), new Money(cost, CURRENCY));
        }
    }

    /**
     * What devices did in a stretch of time.
     *
     * @param joules what they drew, J
     * @param megahashes hashes that earned, MH
     */
    record Work(long joules, long megahashes) {}

    /**
     * Books a stretch with a price.
     *
     * @param paid price of energy with the adders
     */
    void book(Duration length, EnergyPrice paid, Work always, Work follow) {
        priced = priced.plus(length);
        alwaysOn.add(always, paid);
        followed.add(follow, paid);
    }

    /** Books a stretch without a price: nobody can say what it cost, so neither side counts it. */
    void bookUnpriced(Duration length) {
        unpriced = unpriced.plus(length);
    }

    void bookStarts(long count) {
        starts += count;
    }

    void add(Ledger other) {
        priced = priced.plus(other.priced);
        unpriced = unpriced.plus(other.unpriced);
        starts += other.starts;
        alwaysOn.add(other.alwaysOn);
        followed.add(other.followed);
    }

    BacktestResult.Totals close(MiningTerms terms) {
        return new BacktestResult.Totals(
                priced, unpriced, alwaysOn.close(terms), followed.close(terms), starts);
    }
}
