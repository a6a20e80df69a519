package org.trimtab.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Money;

/**
 * What a load costs by a tariff. Costs are above zero, credits below. Sums are exact; each line is rounded once to
 * cents, as the tariff names. A line that rests on an unknown level or price is open: it tells what is known, and then
 * there is no total.
 *
 * @param tariff by which it was billed
 * @param period what was billed
 * @param drawnMwh energy at the meter in the intervals that are known, MWh to nine decimals
 * @param lines what is charged and credited
 * @param known sum of all lines, open ones as far as they are known
 * @param total the same when no line is open; null otherwise
 * @param unread stretches whose level is not known
 * @param unpriced stretches without a price that would be needed
 */
public record PowerBill(
        Tariff tariff,
        MarketInterval period,
        BigDecimal drawnMwh,
        List<Line> lines,
        Money known,
        @Nullable Money total,
        List<MarketInterval> unread,
        List<MarketInterval> unpriced) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public PowerBill {
        lines = List.copyOf(lines);
        unread = List.copyOf(unread);
        unpriced = List.copyOf(unpriced);
    }

    /** What a line is for. */
    public enum Kind {
        /** Energy at the index. */
        INDEX,
        /** Energy bought the day before. */
        DAY_AHEAD,
        /** A fixed-price block, used or not. */
        BLOCK,
        /** The unused part of a block, sold again: a credit. */
        RESALE,
        /** A charge on every MWh. */
        VOLUMETRIC,
        /** More or less for renewable hours. */
        RENEWABLE,
        /** The site's own greatest demand. */
        DEMAND,
        /** The load in peaks of the system. */
        COINCIDENT_PEAK
    }

    /**
     * One line.
     *
     * @param kind what it is for
     * @param name which block, charge or month
     * @param quantity how much
     * @param unit of the quantity, such as {@code MWh} or {@code kW}
     * @param amount cost above zero, credit below
     * @param open why it is not all; empty when it is
     * @param note how it came about; empty when the name says it
     */
    public record Line(
            Kind kind,
            String name,
            BigDecimal quantity,
            String unit,
            Money amount,
            String open,
            String note) {
        public boolean isOpen() {
            return !open.isEmpty();
        }
    }

    /**
     * Bills a load.
     *
     * @throws IllegalArgumentException when the tariff needs day-ahead prices that are not given, or both an index and
     *     a purchase day ahead
     */
    public static PowerBill of(Tariff tariff, BilledPeriod billed) {
        EnergyLines energy = new EnergyLines(tariff, billed);
        List<Line> lines = energy.lines();
        new PeakLines(tariff, billed).addTo(lines);
        Money known = Money.zero(tariff.currency());
        boolean open = false;
        for (Line line : lines) {
            known = known.plus(line.amount());
            open |= line.isOpen();
        }
        return new PowerBill(
                tariff,
                billed.period(),
                energy.drawnMwh(),
                lines,
                known,
                open ? null : known,
                energy.unread(),
                energy.unpriced());
    }

    /** Sum of the lines of a kind, open ones as far as they are known. */
    public Money sum(Kind kind) {
        Money sum = Money.zero(tariff.currency());
        for (Line line : lines) {
            sum = line.kind() == kind ? sum.plus(line.amount()) : sum;
        }
        return sum;
    }

    /**
     * All that is charged per energy drawn, in hundredths of the currency per kWh, to four decimals half-even;
     * negative when credits exceed costs; null when nothing was drawn or a line is open.
     */
    public @Nullable BigDecimal allInCentsPerKwh() {
        return total == null || drawnMwh.signum() == 0
                ? null
                : total.amount()
                        .multiply(HUNDRED)
                        .divide(drawnMwh.movePointRight(3), MathContext.DECIMAL64)
                        .setScale(4, RoundingMode.HALF_EVEN);
    }
}
