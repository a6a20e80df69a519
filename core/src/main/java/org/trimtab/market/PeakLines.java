package org.trimtab.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.CoincidentPeakCharge.Choice;
import org.trimtab.market.PowerBill.Kind;
import org.trimtab.market.PowerBill.Line;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;

/** The lines of a bill that follow a greatest level: the site's own, or that in a peak of the system. */
final class PeakLines {
    /** Most months of one bill; a longer period is billed in parts. */
    static final int MONTHS_MAX = 120;

    private static final BigDecimal WATTS_PER_KILOWATT = BigDecimal.valueOf(1_000);

    private final Tariff tariff;
    private final BilledPeriod billed;

    PeakLines(Tariff tariff, BilledPeriod billed) {
        this.tariff = tariff;
        this.billed = billed;
    }

    void addTo(List<Line> lines) {
        for (DemandCharge charge : tariff.demand()) {
            for (YearMonth month : months()) {
                if (charge.months().contains(month.getMonthValue())) {
                    lines.add(demand(charge, month));
                }
            }
        }
        for (CoincidentPeakCharge charge : tariff.peaks()) {
            lines.add(peaks(charge));
        }
    }

    private List<YearMonth> months() {
        List<YearMonth> months = new ArrayList<>();
        YearMonth month = YearMonth.from(tariff.calendar().dateOf(billed.period().from()));
        YearMonth last =
                YearMonth.from(tariff.calendar().dateOf(billed.period().until().minusNanos(1)));
        for (; !month.isAfter(last); month = month.plusMonths(1)) {
            if (months.size() == MONTHS_MAX) {
                throw new IllegalArgumentException(
                        "a bill covers at most " + MONTHS_MAX + " months, got " + billed.period());
            }
            months.add(month);
        }
        return months;
    }

    private Line demand(DemandCharge charge, YearMonth month) {
        MarketInterval part = common(whole(month), billed.period());
        Greatest greatest = greatest(charge, part);
        Power billedLevel = greatest.level() == null ? Power.ZERO : greatest.level();
        String note =
                "greatest mean of "
                        + charge.interval().toMinutes()
                        + " min"
                        + (greatest.at() == null ? "" : " at " + greatest.at());
        for (int back = 1; back <= charge.ratchetMonths(); back++) {
            Power before = greatestBefore(charge, month.minusMonths(back));
            Power least = before == null ? Power.ZERO : charge.ratchetOf(before);
            if (least.compareTo(billedLevel) > 0) {
                billedLevel = least;
                note =
                        "ratchet: "
                                + charge.ratchet()
                                + " of the demand of "
                                + month.minusMonths(back);
            }
        }
        BigDecimal kilowatts = BigDecimal.valueOf(billedLevel.watts(), 3);
        return new Line(
                Kind.DEMAND,
                charge.name() + ", " + month,
                kilowatts,
                "kW",
                money(kilowatts.multiply(charge.dollarsPerKilowattMonth())),
                greatest.unread() == 0
                        ? ""
                        : "the load is not known in " + greatest.unread() + " intervals",
                note);
    }

    private @Nullable Power greatestBefore(DemandCharge charge, YearMonth month) {
        MarketInterval whole = whole(month);
        MarketInterval span = billed.load().span();
        return whole.overlaps(span) ? greatest(charge, common(whole, span)).level() : null;
    }

    /**
     * The greatest mean level in an interval.
     *
     * @param level null when none is known
     * @param at start of its interval
     * @param unread intervals that are not known
     */
    private record Greatest(@Nullable Power level, @Nullable Instant at, int unread) {}

    private Greatest greatest(DemandCharge charge, MarketInterval over) {
        Power greatest = null;
        Instant at = null;
        int unread = 0;
        Instant from = over.from();
        while (from.isBefore(over.until())) {
            Instant until = from.plus(charge.interval());
            MarketInterval piece =
                    new MarketInterval(from, until.isAfter(over.until()) ? over.until() : until);
            Power mean = billed.load().mean(piece);
            if (mean == null) {
                unread++;
            } else if (greatest == null || mean.compareTo(greatest) > 0) {
                greatest = mean;
                at = from;
            }
            from = until;
        }
        return new Greatest(greatest, at, unread);
    }

    private Line peaks(CoincidentPeakCharge charge) {
        BigDecimal watts = BigDecimal.ZERO;
        int counted = 0;
        int unread = 0;
        for (Instant peak : counted(charge)) {
            Power level = billed.load().mean(MarketInterval.starting(peak, charge.interval()));
            counted++;
            if (level == null) {
                unread++;
            } else {
                watts = watts.add(BigDecimal.valueOf(level.watts()));
            }
        }
        BigDecimal kilowatts =
                watts.divide(
                        WATTS_PER_KILOWATT.multiply(BigDecimal.valueOf(charge.peaks())),
                        9,
                        tariff.rounding());
        BigDecimal dollars =
                watts.multiply(charge.dollarsPerKilowattYear())
                        .divide(
                                WATTS_PER_KILOWATT.multiply(BigDecimal.valueOf(charge.peaks())),
                                2,
                                tariff.rounding());
        String note =
                "%d of %d peaks lie in the period; charged %d %s later"
                        .formatted(
                                counted,
                                charge.peaks(),
                                charge.lagYears(),
                                charge.lagYears() == 1 ? "year" : "years");
        return new Line(
                Kind.COINCIDENT_PEAK,
                charge.name(),
                kilowatts,
                "kW",
                money(dollars),
                unread == 0 ? "" : "the load is not known in " + unread + " peaks",
                note);
    }

    /** Peaks of the system that count: in the months, in the period, one to a month or day. */
    private List<Instant> counted(CoincidentPeakCharge charge) {
        List<Instant> counted = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        boolean monthly = charge.choice().equals(Choice.ONE_PER_MONTH);
        for (Instant peak : billed.systemPeaks().stream().sorted().toList()) {
            LocalDate date = tariff.calendar().dateOf(peak);
            if (billed.period().contains(peak)
                    && charge.months().contains(date.getMonthValue())
                    && counted.size() < charge.peaks()
                    && taken.add(monthly ? YearMonth.from(date) : date)) {
                counted.add(peak);
            }
        }
        return counted;
    }

    private Money money(BigDecimal dollars) {
        return new Money(dollars.setScale(2, tariff.rounding()), tariff.currency());
    }

    private MarketInterval whole(YearMonth month) {
        ZoneId zone = tariff.calendar().zone();
        return new MarketInterval(
                month.atDay(1).atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    }

    private static MarketInterval common(MarketInterval a, MarketInterval b) {
        return new MarketInterval(
                a.from().isAfter(b.from()) ? a.from() : b.from(),
                a.until().isBefore(b.until()) ? a.until() : b.until());
    }
}
