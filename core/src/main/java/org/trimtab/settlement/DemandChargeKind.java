package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;
import org.trimtab.settlement.Worksheet.Rate;

/**
 * A charge by the site's own greatest mean level in an interval of each local month; with a ratchet at least a share of
 * the greatest of the eleven months before. A month that was not read whole is not settled: its greatest demand may
 * have been higher.
 *
 * <p>Rules: {@code settlement_interval}, {@code billing_period} ({@code P1M}); and {@code rate} and {@code
 * ratchet_ratio} if any.
 */
final class DemandChargeKind {
    private static final int RATCHET_MONTHS = 11;

    private final Worksheet sheet;
    private final Duration length;

    private DemandChargeKind(Worksheet sheet) {
        this.sheet = sheet;
        this.length = sheet.scoringLength("settlement_interval");
        if (!sheet.rules().text("billing_period").equals("P1M")) {
            throw new RuleMissing(
                    "billing_period of "
                            + sheet.rules().pack().version()
                            + " must be P1M: demand is billed by the month");
        }
    }

    static void settle(Worksheet sheet) {
        DemandChargeKind kind = new DemandChargeKind(sheet);
        for (YearMonth month : LocalMonths.of(sheet.given().period(), sheet.given().calendar())) {
            kind.bill(month);
        }
    }

    private void bill(YearMonth month) {
        String name = "demand of " + month;
        MarketInterval whole = LocalMonths.whole(month, sheet.given().calendar());
        MarketInterval held = Stretch.common(whole, sheet.given().period());
        if (held == null) {
            return;
        }
        if (!held.equals(whole)) {
            sheet.note(month + " lies only partly in the period; its demand is that of the part");
        }
        MonthDemand demand = MonthDemand.of(sheet.meter(), held, length);
        Power greatest = demand.greatest();
        if (greatest == null || demand.unread() > 0) {
            sheet.notSettled(
                    name,
                    Line.Kind.CHARGE,
                    "kW",
                    demand.unread()
                            + " intervals were not read"
                            + (greatest == null ? "" : "; it was at least " + greatest));
            return;
        }
        Power billed = ratcheted(month, greatest);
        BigDecimal rate = sheet.rules().numberIfAny("rate", Dimension.DEMAND_RATE);
        BigDecimal kilowatts = BigDecimal.valueOf(billed.watts(), 3);
        String why = "greatest mean of " + length.toMinutes() + " min at " + demand.at();
        if (!billed.equals(greatest)) {
            why = "ratchet: a share of the greatest of the months before; this month " + greatest;
        }
        sheet.figure(name, kilowatts, "kW", null, why);
        if (rate == null) {
            sheet.note("the rules name no rate: no charge is told");
        } else {
            sheet.charge(name, Amount.of(kilowatts, "kW"), Rate.monthly(rate), why);
        }
    }

    private Power ratcheted(YearMonth month, Power greatest) {
        BigDecimal ratio = sheet.rules().ratioIfAny("ratchet_ratio");
        Power billed = greatest;
        for (int back = 1; ratio != null && back <= RATCHET_MONTHS; back++) {
            MarketInterval known =
                    Stretch.common(
                            LocalMonths.whole(month.minusMonths(back), sheet.given().calendar()),
                            sheet.meter().span());
            Power before = known == null ? null : greatestKnown(known);
            if (before == null) {
                sheet.note("the ratchet knows nothing of " + month.minusMonths(back));
                continue;
            }
            long share =
                    ratio.multiply(BigDecimal.valueOf(before.watts()))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
            billed = billed.atLeast(Power.ofWatts(share));
        }
        return billed;
    }

    private @Nullable Power greatestKnown(MarketInterval month) {
        return MonthDemand.of(sheet.meter(), month, length).greatest();
    }
}
