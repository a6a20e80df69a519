package org.trimtab.program;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.Power;

/**
 * A program's rules as data, in force over some operating days. Code holds the algebra; every figure stands here with
 * its source.
 *
 * @param id the program, such as {@code ercot/ers-30}
 * @param title the same in words
 * @param market short name of the market, such as {@code ERCOT}
 * @param kind which algebra settles it, such as {@code ers} or {@code reserve-deployment}
 * @param effectiveFrom first operating day it holds, local to the market
 * @param effectiveUntil first operating day it no longer holds; null while it does
 * @param values by key
 */
public record RulePack(
        String id,
        String title,
        String market,
        String kind,
        LocalDate effectiveFrom,
        @Nullable LocalDate effectiveUntil,
        Map<String, RuleValue> values) {

    public RulePack {
        values = Map.copyOf(values);
    }

    /** The program and the day from which these rules hold; what a statement names. */
    public String version() {
        return id + "@" + effectiveFrom;
    }

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(effectiveFrom)
                && (effectiveUntil == null || day.isBefore(effectiveUntil));
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Optional<RuleValue> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * A value by its key.
     *
     * @throws RuleMissing when the pack lacks it
     */
    public RuleValue value(String key) {
        RuleValue value = values.get(key);
        if (value == null) {
            throw new RuleMissing("the rules " + version() + " have no " + key);
        }
        return value;
    }

    /** A level; {@link RuleMissing} when it is missing or no power. */
    public Power power(String key) {
        return Power.ofWatts(number(key, Dimension.POWER).longValueExact());
    }

    /** A length of time; {@link RuleMissing} when it is missing or no time. */
    public Duration duration(String key) {
        return Duration.ofNanos(number(key, Dimension.TIME).movePointRight(9).longValueExact());
    }

    /** A ratio, 1 for 100 %; {@link RuleMissing} when it is missing or no ratio. */
    public BigDecimal ratio(String key) {
        return number(key, Dimension.RATIO);
    }

    /** A whole number; {@link RuleMissing} when it is missing or no count. */
    public int count(String key) {
        return number(key, Dimension.COUNT).intValueExact();
    }

    /** A word; {@link RuleMissing} when it is missing or a number. */
    public String text(String key) {
        RuleValue value = value(key);
        need(value, Dimension.TEXT);
        return value.text();
    }

    /** Yes or no; {@link RuleMissing} when it is missing or neither. */
    public boolean flag(String key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw new RuleMissing(
                    key + " of " + version() + " is \"" + text + "\", not true or false");
        }
        return text.equals("true");
    }

    /**
     * A number in the base unit of its dimension (W, s, 1, Hz, W/min, USD, USD/MWh, USD/MW-h, USD/MW-day, USD/kW-year).
     *
     * @throws RuleMissing when it is missing or of another dimension
     */
    public BigDecimal number(String key, Dimension dimension) {
        RuleValue value = value(key);
        need(value, dimension);
        return value.number();
    }

    private void need(RuleValue value, Dimension dimension) {
        if (!value.unit().dimension().equals(dimension)) {
            throw new RuleMissing(
                    value.key()
                            + " of "
                            + version()
                            + " is in "
                            + value.unit().symbol()
                            + ", where a "
                            + dimension
                            + " is needed");
        }
    }
}
