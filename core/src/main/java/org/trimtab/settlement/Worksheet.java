package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.DayMark;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.SettlementCase.Excused;

/** What a statement is put together on: figures, lines, events and notes, and the rules that were read. */
final class Worksheet {
    private final SettlementCase given;
    private final RulesUsed rules;
    private final MeteredLoad meter;
    private final String currency;
    private final Map<String, NavigableMap<Instant, Award>> awardsByStart;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Worksheet(SettlementCase given) {
        this.given = given;
        this.rules = new RulesUsed(given.rules());
        this.meter =
                new MeteredLoad(
                        given.load(),
                        !rules.has("estimated_readings") || rules.isSet("estimated_readings"));
        this.awardsByStart = new LinkedHashMap<>();
        for (Award award : given.awards()) {
            awardsByStart
                    .computeIfAbsent(award.name(), name -> new TreeMap<>())
                    .put(award.interval().from(), award);
        }
        this.currency = rules.has("currency") ? rules.text("currency") : "USD";
    }

    SettlementCase given() {
        return given;
    }

    RulesUsed rules() {
        return rules;
    }

    MeteredLoad meter() {
        return meter;
    }

    String currency() {
        return currency;
    }

    void note(String note) {
        notes.add(note);
    }

    void event(Event event) {
        events.add(event);
    }

    List<Event> events() {
        return events;
    }

    void figure(
            String name,
            @Nullable BigDecimal value,
            String unit,
            @Nullable Boolean passed,
            String explanation) {
        figures.add(
                new Figure(name, value == null ? null : shown(value), unit, passed, explanation));
    }

    /** An amount due to the site for a quantity at a rate; rounded here and nowhere else. */
    void pay(String name, Amount quantity, Rate rate, BigDecimal factor, String why) {
        line(new Bill(name, Line.Kind.PAYMENT, factor), quantity, rate, why);
    }

    /** An amount due from the site for a quantity at a rate. */
    void charge(String name, Amount quantity, Rate rate, String why) {
        line(new Bill(name, Line.Kind.CHARGE, BigDecimal.ONE.negate()), quantity, rate, why);
    }

    /** An amount due from the site because it fell short. */
    void penalty(String name, Amount quantity, Rate rate, BigDecimal factor, String why) {
        line(new Bill(name, Line.Kind.PENALTY, factor.negate()), quantity, rate, why);
    }

    /** An amount that was summed interval by interval; it has no one rate. */
    void sum(String name, Line.Kind kind, Amount quantity, Amount amount, String why) {
        Money money = money(amount.value(), amount.divisor());
        lines.add(new Line(name, kind, quantity.shown(), quantity.unit(), null, "", money, why));
    }

    /** A line that cannot be settled, and why. */
    void notSettled(String name, Line.Kind kind, String unit, String why) {
        lines.add(new Line(name, kind, null, unit, null, "", null, "not settled: " + why));
    }

    private record Bill(String name, Line.Kind kind, BigDecimal factor) {}

    private void line(Bill bill, Amount quantity, Rate rate, String why) {
        BigDecimal amount = quantity.value().multiply(rate.value()).multiply(bill.factor());
        lines.add(
                new Line(
                        bill.name(),
                        bill.kind(),
                        quantity.shown(),
                        quantity.unit(),
                        shown(rate.value().divide(rate.divisor(), Stretch.DIGITS)),
                        currency + "/" + rate.unit(),
                        money(amount, quantity.divisor().multiply(rate.divisor())),
                        why));
    }

    private Money money(BigDecimal amount, BigDecimal divisor) {
        return new Money(amount.divide(divisor, 2, rules.rounding()), currency);
    }

    /**
     * A quantity, exact as a fraction so that nothing is rounded before money is.
     *
     * @param value how much, times the divisor
     * @param divisor above 0
     * @param unit such as {@code MW-h}
     */
    record Amount(BigDecimal value, BigDecimal divisor, String unit) {
        private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

        static Amount of(BigDecimal value, String unit) {
            return new Amount(value, BigDecimal.ONE, unit);
        }

        /** Hours of megawatts kept ready. */
        static Amount readyHours(BigDecimal megawattSeconds) {
            return new Amount(megawattSeconds, SECONDS_PER_HOUR, "MW-h");
        }

        /** Energy. */
        static Amount energy(BigDecimal megawattSeconds) {
            return new Amount(megawattSeconds, SECONDS_PER_HOUR, "MWh");
        }

        BigDecimal shown() {
            return Worksheet.shown(value.divide(divisor, Stretch.DIGITS));
        }
    }

    /**
     * Money for one of a quantity, exact as a fraction.
     *
     * @param value how much, times the divisor
     * @param divisor above 0
     * @param unit what it is for, such as {@code MW-h}
     */
    record Rate(BigDecimal value, BigDecimal divisor, String unit) {
        static Rate per(String unit, BigDecimal value) {
            return new Rate(value, BigDecimal.ONE, unit);
        }

        /** A rate for a year, for one month. */
        static Rate monthly(BigDecimal yearly) {
            return new Rate(yearly, BigDecimal.valueOf(12), "kW-month");
        }
    }

    /** Awards by name, in the order the names first come. */
    Map<String, List<Award>> awardsByName() {
        Map<String, List<Award>> byName = new LinkedHashMap<>();
        for (Award award : given.awards()) {
            byName.computeIfAbsent(award.name(), name -> new ArrayList<>()).add(award);
        }
        return byName;
    }

    /** An award that covers a stretch whole; null when none does. */
    @Nullable Award awardOver(MarketInterval interval) {
        for (NavigableMap<Instant, Award> awards : awardsByStart.values()) {
            Map.Entry<Instant, Award> entry = awards.floorEntry(interval.from());
            if (entry != null && !entry.getValue().interval().until().isBefore(interval.until())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The length of a scored interval, or the meter's when that is coarser. */
    Duration scoringLength(String key) {
        Duration ruled = rules.duration(key);
        if (ruled.compareTo(meter.step()) >= 0) {
            return ruled;
        }
        note(
                "the rules score every "
                        + ruled.toSeconds()
                        + " s; the meter reads every "
                        + meter.step().toSeconds()
                        + " s, which was scored instead");
        return meter.step();
    }

    /** Why a stretch is not held against the site; null when nothing excuses it. */
    @Nullable String excuse(MarketInterval interval) {
        for (Excused excused : given.excused()) {
            if (!excused.why().equals(Excused.Why.ANNOUNCED)
                    && excused.interval().overlaps(interval)) {
                return excused.reason();
            }
        }
        for (DayMark mark : given.marks()) {
            if (mark.why().equals(DayMark.Why.OUTAGE) && mark.interval().overlaps(interval)) {
                return "outage";
            }
        }
        return null;
    }

    /** The statement. What is due is known only when every line is. */
    ProgramStatement statement() {
        String rounding = rules.roundingInWords();
        if (meter.tookEstimates()) {
            note("some readings were estimated and not measured; they count as read");
        }
        Money total = Money.zero(currency).toCents(rules.rounding());
        for (Line line : lines) {
            Money amount = line.amount();
            if (line.kind().equals(Line.Kind.TOLD)) {
                continue;
            }
            if (amount == null) {
                total = null;
                note("the total is open because " + line.name() + " could not be settled");
                break;
            }
            total = total.plus(amount);
        }
        if (total != null && !given.shares().isEmpty()) {
            split(total);
        }
        return new ProgramStatement(
                given.rules().id(),
                given.rules().version(),
                given.period(),
                given.calendar().zone().getId(),
                figures,
                lines,
                events,
                rounding,
                rules.read(),
                List.copyOf(notes),
                total);
    }

    private void split(Money total) {
        for (RevenueSplit.Part part : RevenueSplit.split(total, given.shares())) {
            lines.add(
                    new Line(
                            "share of " + part.party(),
                            Line.Kind.TOLD,
                            BigDecimal.valueOf(part.partsPerMillion(), 4),
                            "%",
                            null,
                            "",
                            part.amount(),
                            "part of the total; left-over cents go to the largest remainders"));
        }
    }

    /** At most nine decimals, without trailing zeros. */
    static BigDecimal shown(BigDecimal value) {
        BigDecimal rounded = value.scale() > 9 ? value.setScale(9, RoundingMode.HALF_EVEN) : value;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }
}
