package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What a site pays for its power: supply contracts and delivery charges. {@link PowerBill} bills a load by it;
 * {@link #marginalAt} says what the next MWh costs.
 *
 * @param name for people
 * @param currency ISO 4217 code
 * @param calendar whose local months demand and peaks are counted by
 * @param index what energy outside of blocks is settled at
 * @param losses energy lost on the way and settled on top of the meter's, of the meter's
 * @param blocks fixed-price blocks; the load fills them in this order
 * @param volumetric charges on every MWh at the meter
 * @param renewable terms that tell renewable hours from others; null without any
 * @param demand charges by the site's own greatest demand
 * @param peaks charges by the load in system peaks
 * @param rounding how each line is rounded to cents, once
 */
public record Tariff(
        String name,
        String currency,
        MarketCalendar calendar,
        EnergyIndex index,
        Share losses,
        List<FixedBlock> blocks,
        List<VolumetricCharge> volumetric,
        @Nullable RenewableTerms renewable,
        List<DemandCharge> demand,
        List<CoincidentPeakCharge> peaks,
        RoundingMode rounding) {
    /** Most blocks, and most charges of a kind. */
    public static final int LINES_MAX = 50;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public Tariff {
        blocks = List.copyOf(blocks);
        volumetric = List.copyOf(volumetric);
        demand = List.copyOf(demand);
        peaks = List.copyOf(peaks);
        if (Math.max(
                        Math.max(blocks.size(), volumetric.size()),
                        Math.max(demand.size(), peaks.size()))
                > LINES_MAX) {
            throw new IllegalArgumentException(
                    "a tariff has at most " + LINES_MAX + " blocks and charges of a kind");
        }
    }

    /**
     * What the next MWh costs up to a level.
     *
     * @param upTo highest level at the meter it holds for; null for any higher one
     * @param price per MWh at the meter; negative when drawing earns
     */
    public record MarginalStep(@Nullable Power upTo, EnergyPrice price) {}

    /** Real-time energy and nothing else. */
    public static Tariff realTime(String currency, MarketCalendar calendar) {
        return new Tariff(
                "real-time",
                currency,
                calendar,
                EnergyIndex.REAL_TIME,
                Share.NONE,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                RoundingMode.HALF_UP);
    }

    /** Blocks that hold at an instant, in the order they are filled. */
    public List<FixedBlock> blocksAt(Instant at) {
        return blocks.stream().filter(block -> block.holdsAt(at)).toList();
    }

    /** Sum of the charges on every MWh at the meter. */
    public EnergyPrice volumetricRate(boolean inRenewableHour) {
        EnergyPrice rate = EnergyPrice.ZERO;
        for (VolumetricCharge charge : volumetric) {
            rate = rate.plus(charge.rate());
        }
        if (renewable != null) {
            rate = rate.plus(inRenewableHour ? renewable.inside() : renewable.outside());
        }
        return rate;
    }

    /**
     * What the next MWh at the meter costs at each level, from 0 W up: within a block that may be sold again the index
     * less the fee, within one that may not nothing, above them the index; losses and volumetric charges on top.
     * Demand and peak charges are not in it: see {@link DemandCharge#dollarsPerMegawattMonth} and {@link
     * CoincidentPeakCharge#expectedPerMwh}.
     *
     * @param at when; blocks may start and end
     * @param index price of the index then
     * @param inRenewableHour whether it is a renewable hour
     */
    public List<MarginalStep> marginalSteps(
            Instant at, EnergyPrice index, boolean inRenewableHour) {
        EnergyPrice rate = volumetricRate(inRenewableHour);
        List<MarginalStep> steps = new ArrayList<>();
        long watts = 0;
        for (FixedBlock block : blocksAt(at)) {
            watts = Math.addExact(watts, block.level().watts());
            EnergyPrice worth = block.resale() ? index.minus(block.resaleFee()) : EnergyPrice.ZERO;
            steps.add(new MarginalStep(atMeter(watts), withLosses(worth).plus(rate)));
        }
        steps.add(new MarginalStep(null, withLosses(index).plus(rate)));
        return steps;
    }

    /** What the next MWh costs at a level; see {@link #marginalSteps}. */
    public EnergyPrice marginalAt(
            Instant at, EnergyPrice index, Power level, boolean inRenewableHour) {
        for (MarginalStep step : marginalSteps(at, index, inRenewableHour)) {
            Power upTo = step.upTo();
            if (upTo == null || level.compareTo(upTo) < 0) {
                return step.price();
            }
        }
        throw new IllegalStateException("the last step has no end");
    }

    /** Settled energy for each unit at the meter, in parts per million. */
    long lossPartsPerMillion() {
        return (long) Share.ALL.partsPerMillion() + losses.partsPerMillion();
    }

    private EnergyPrice withLosses(EnergyPrice price) {
        return losses.equals(Share.NONE)
                ? price
                : new EnergyPrice(
                        BigDecimal.valueOf(price.microDollarsPerMwh())
                                .multiply(BigDecimal.valueOf(lossPartsPerMillion()))
                                .divide(MILLION, 0, RoundingMode.HALF_EVEN)
                                .longValueExact());
    }

    /** The level at the meter whose settled level is {@code watts}, rounded down. */
    private Power atMeter(long watts) {
        return Power.ofWatts(
                BigDecimal.valueOf(watts)
                        .multiply(MILLION)
                        .divide(BigDecimal.valueOf(lossPartsPerMillion()), 0, RoundingMode.FLOOR)
                        .longValueExact());
    }
}
