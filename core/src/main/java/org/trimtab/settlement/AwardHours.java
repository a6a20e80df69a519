package org.trimtab.settlement;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;
import org.trimtab.settlement.Worksheet.Rate;

/** Megawatts sold, over the time they were sold for. */
final class AwardHours {
    private AwardHours() {}

    /** Megawatt-seconds of an award within a period. */
    static BigDecimal of(Award award, MarketInterval period) {
        MarketInterval held = Stretch.common(award.interval(), period);
        return held == null
                ? BigDecimal.ZERO
                : Stretch.megawattSeconds(award.reduction().watts(), held);
    }

    static BigDecimal of(List<Award> awards, MarketInterval period) {
        return awards.stream().map(a -> of(a, period)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The one price of the awards of a name, or the rules' own; null when none is known. */
    static @Nullable BigDecimal price(List<Award> awards, @Nullable BigDecimal ruled) {
        BigDecimal first = awards.getFirst().price();
        return first == null ? ruled : first;
    }

    /** True when all awards of a name have the same price, so that they make one line. */
    static boolean haveOnePrice(List<Award> awards) {
        BigDecimal first = awards.getFirst().price();
        for (Award award : awards) {
            BigDecimal price = award.price();
            boolean same =
                    (first == null || price == null)
                            ? first == null && price == null
                            : first.compareTo(price) == 0;
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Pays every award that has a price for the hours it held, times a factor. */
    static void pay(Worksheet sheet, BigDecimal factor, String why) {
        MarketInterval period = sheet.given().period();
        if (sheet.given().awards().isEmpty()) {
            sheet.note("no award was given: there is nothing to pay for");
        }
        for (List<Award> awards : sheet.awardsByName().values()) {
            String name = awards.getFirst().name();
            BigDecimal price = awards.getFirst().price();
            if (haveOnePrice(awards) && price != null) {
                sheet.pay(
                        name,
                        Amount.readyHours(of(awards, period)),
                        Rate.per("MW-h", price),
                        factor,
                        why);
            } else {
                payEach(sheet, awards, factor, why);
            }
        }
    }

    private static void payEach(
            Worksheet sheet, List<Award> awards, BigDecimal factor, String why) {
        String name = awards.getFirst().name();
        BigDecimal sold = of(awards, sheet.given().period());
        BigDecimal due = BigDecimal.ZERO;
        for (Award award : awards) {
            BigDecimal price = award.price();
            if (price == null) {
                sheet.notSettled(name, Line.Kind.PAYMENT, "MW-h", "not every award has a price");
                return;
            }
            due = due.add(of(award, sheet.given().period()).multiply(price));
        }
        Amount hours = Amount.readyHours(sold);
        sheet.sum(
                name,
                Line.Kind.PAYMENT,
                hours,
                new Amount(due.multiply(factor), hours.divisor(), sheet.currency()),
                why + "; each at its own price");
    }
}
