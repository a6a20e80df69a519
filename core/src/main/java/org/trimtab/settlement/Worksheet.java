package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final List<Figure> figures = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Worksheet(SettlementCase given) {
        this.given = given;
        this.rules = new RulesUsed(given.rules());
        this.meter = new MeteredLoad(given.load(), rules.isSet("estimated_readings"));
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
                new Figure(
                        name, value == null ? null : shown(value), unit, passed, explanation));
    }

    /** An amount due to the site for a quantity at a rate; rounded here and nowhere else. */
    void pay(String name, Amount quantity, BigDecimal rate, BigDecimal factor, String why) {
        line(name, Line.Kind.PAYMENT, quantity, rate, factor, why);
    }

    /** An amount due from the site for a quantity at a rate. */
    void charge(String name, Amount quantity, BigDecimal rate, String why) {
        line(name, Line.Kind.CHARGE, quantity, rate, BigDecimal.ONE.negate(), why);
    }

    /** An amount due from the site because it fell short. */
    void penalty(String name, Amount quantity, BigDecimal rate, String why) {
        line(name, Line.Kind.PENALTY, quantity, rate, BigDecimal.ONE.negate(), why);
    }

    /** An exact amount that was summed interval by interval; it has no one rate. */
    void sum(String name, Line.Kind kind, Amount quantity, BigDecimal amount, String why) {
        lines.add(
                new Line(
                        name,
                        kind,
                        shown(quantity.value()),
                        quantity.unit(),
                        null,
                        "",
                        cents(amount),
                        why));
    }

    /** A line that cannot be settled, and why. */
    void notSettled(String name, Line.Kind kind, String unit, String why) {
        lines.add(new Line(name, kind, null, unit, null, "", null, "not settled: " + why));
    }

    private void line(
            String name,
            Line.Kind kind,
            Amount quantity,
            BigDecimal rate,
            BigDecimal factor,
            String why) {
        BigDecimal amount = quantity.value().multiply(rate).multiply(factor);
        lines.add(
                new Line(
                        name,
                        kind,
                        shown(quantity.value()),
                        quantity.unit(),
                        shown(rate),
                        quantity.rateUnit(currency),
                        cents(amount),
                        why));
    }

    private Money cents(BigDecimal amount) {
        return new Money(amount, currency).toCents(rules.rounding());
    }

    /**
     * A quantity of a line.
     *
     * @param value how much
     * @param unit such as {@code MW-h}
     */
    record Amount(BigDecimal value, String unit) {
        static Amount megawattHours(BigDecimal value) {
            return new Amount(value, "MW-h");
        }

        private String rateUnit(String currency) {
            return currency + "/" + unit;
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

    /** The award that holds at the start of a stretch and longest covers it; null when none holds. */
    @Nullable Award awardOver(MarketInterval interval) {
        for (Award award : given.awards()) {
            if (award.interval().overlaps(interval)
                    && !award.interval().from().isAfter(interval.from())
                    && !award.interval().until().isBefore(interval.until())) {
                return award;
            }
        }
        return null;
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
        BigDecimal rounded =
                value.scale() > 9 ? value.setScale(9, RoundingMode.HALF_EVEN) : value;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }
}
