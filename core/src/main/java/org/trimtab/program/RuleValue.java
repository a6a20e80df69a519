package org.trimtab.program;

import java.math.BigDecimal;

/**
 * One value of a rule pack.
 *
 * @param key its name in the pack, such as {@code pass_ratio}
 * @param text the value as written; a number in {@code unit}, a time of day, a word, {@code true} or {@code false}
 * @param unit the unit it is written in
 * @param source where it stands
 */
public record RuleValue(String key, String text, RuleUnit unit, RuleSource source) {

    /**
     * The value in the base unit of its dimension.
     *
     * @throws RuleMissing when it is not a number
     */
    public BigDecimal number() {
        try {
            return new BigDecimal(text).multiply(unit.toBase());
        } catch (NumberFormatException e) {
            throw new RuleMissing(
                    key + " is \"" + text + "\", which is no number of " + unit.symbol());
        }
    }
}
