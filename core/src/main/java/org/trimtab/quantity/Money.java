package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money. Arithmetic is exact; rounding happens only where a rule names it.
 *
 * @param amount decimal amount, positive when we are paid
 * @param currency ISO 4217 code such as {@code USD}
 */
public record Money(BigDecimal amount, String currency) {
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public static Money usd(String amount) {
        return new Money(new BigDecimal(amount), "USD");
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /** This amount rounded to cents. */
    public Money toCents(RoundingMode rounding) {
        return new Money(amount.setScale(2, rounding), currency);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + currency;
    }
}
