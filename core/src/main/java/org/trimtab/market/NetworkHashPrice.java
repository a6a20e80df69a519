package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;

/** The hashprice that follows from the state of the Bitcoin network. */
public final class NetworkHashPrice {
    private static final long BLOCKS_PER_HALVING = 210_000;
    private static final long FIRST_SUBSIDY_SATOSHI = 5_000_000_000L;
    private static final long BLOCKS_PER_DAY = 144;
    private static final long SECONDS_PER_BLOCK = 600;
    private static final BigDecimal SECONDS_PER_DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal HASHES_PER_PETAHASH = BigDecimal.TEN.pow(15);
    private static final BigDecimal HASHES_PER_MEGAHASH = BigDecimal.TEN.pow(6);

    /** Mean number of hashes that find a block at difficulty 1. */
    private static final BigDecimal HASHES_PER_DIFFICULTY = BigDecimal.valueOf(1L << 32);

    private static final int BITCOIN_SCALE = 18;

    /** First day on which most blocks have the halved subsidy. */
    private static final List<LocalDate> FIRST_DAYS =
            List.of(
                    LocalDate.of(2012, 11, 29),
                    LocalDate.of(2016, 7, 10),
                    LocalDate.of(2020, 5, 12),
                    LocalDate.of(2024, 4, 20));

    private NetworkHashPrice() {}

    /**
     * What a block pays.
     *
     * @param subsidyBitcoin newly made, BTC per block; see {@link #subsidyAt}
     * @param feesBitcoin mean fees, BTC per block
     */
    public record Reward(BigDecimal subsidyBitcoin, BigDecimal feesBitcoin) {
        public Reward {
            if (subsidyBitcoin.signum() < 0 || feesBitcoin.signum() < 0) {
                throw new IllegalArgumentException(
                        "a block pays no negative amount: subsidy "
                                + subsidyBitcoin
                                + ", fees "
                                + feesBitcoin);
            }
        }

        BigDecimal total() {
            return subsidyBitcoin.add(feesBitcoin);
        }
    }

    /** The subsidy of a block in BTC: 50 at first, halved every 210,000 blocks, in whole satoshi. */
    public static BigDecimal subsidyAt(long height) {
        if (height < 0) {
            throw new IllegalArgumentException("a block height is at least 0, got " + height);
        }
        long halvings = height / BLOCKS_PER_HALVING;
        return BigDecimal.valueOf(halvings >= Long.SIZE ? 0 : FIRST_SUBSIDY_SATOSHI >> halvings, 8);
    }

    /**
     * The subsidy of most blocks of a day of UTC. The halvings so far are the chain's own (blocks 210,000 on
     * 2012-11-28, 420,000 on 2016-07-09, 630,000 on 2020-05-11, 840,000 on 2024-04-20T00:09:27Z); later ones are
     * expected every 210,000 blocks of 600 seconds and may come some weeks before or after.
     */
    public static BigDecimal subsidyOn(LocalDate day) {
        int halvings = 0;
        for (LocalDate first : FIRST_DAYS) {
            halvings += day.isBefore(first) ? 0 : 1;
        }
        long since = ChronoUnit.DAYS.between(FIRST_DAYS.getLast(), day);
        if (since > 0) {
            halvings += (int) (since * BLOCKS_PER_DAY / BLOCKS_PER_HALVING);
        }
        return subsidyAt(halvings * BLOCKS_PER_HALVING);
    }

    /** The hash rate that finds a block every 600 seconds at this difficulty, rounded to 1 MH/s. */
    public static HashRate impliedHashRate(BigDecimal difficulty) {
        return new HashRate(
                positive("difficulty", difficulty)
                        .multiply(HASHES_PER_DIFFICULTY)
                        .divide(
                                BigDecimal.valueOf(SECONDS_PER_BLOCK).multiply(HASHES_PER_MEGAHASH),
                                0,
                                RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    /** Expected BTC per PH/s and day, to 18 decimals: 10¹⁵·86400·reward / (difficulty·2³²). */
    public static BigDecimal bitcoinPerPetahashDay(BigDecimal difficulty, Reward reward) {
        return HASHES_PER_PETAHASH
                .multiply(SECONDS_PER_DAY)
                .multiply(reward.total())
                .divide(
                        positive("difficulty", difficulty).multiply(HASHES_PER_DIFFICULTY),
                        BITCOIN_SCALE,
                        RoundingMode.HALF_EVEN);
    }

    /**
     * The reward of a day's blocks: the subsidy and the day's fees shared among 144 blocks.
     *
     * @param feesBitcoinOfDay all fees of the day, BTC
     */
    public static Reward rewardOn(LocalDate day, BigDecimal feesBitcoinOfDay) {
        return new Reward(
                subsidyOn(day),
                feesBitcoinOfDay.divide(
                        BigDecimal.valueOf(BLOCKS_PER_DAY), BITCOIN_SCALE, RoundingMode.HALF_EVEN));
    }

    /** The hashprice at a difficulty and a price of bitcoin in dollars, before the pool's fee. */
    public static HashPrice from(
            BigDecimal difficulty, Reward reward, BigDecimal dollarsPerBitcoin) {
        return HashPrice.ofDollars(
                bitcoinPerPetahashDay(difficulty, reward).multiply(dollarsPerBitcoin));
    }

    /** The hashprice when {@code network} hashes in all and blocks come on schedule, 144 a day. */
    public static HashPrice from(HashRate network, Reward reward, BigDecimal dollarsPerBitcoin) {
        BigDecimal petahashes =
                positive("network hash rate", BigDecimal.valueOf(network.megahashesPerSecond(), 9));
        return HashPrice.ofDollars(
                BigDecimal.valueOf(BLOCKS_PER_DAY)
                        .multiply(reward.total())
                        .multiply(dollarsPerBitcoin)
                        .divide(petahashes, BITCOIN_SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal positive(String what, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(what + " must be above 0, got " + value);
        }
        return value;
    }
}
