package org.trimtab.settlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure that unread intervals leave open: what it is if they all were bad, and if they all were good. It is told
 * only when both are the same, and passes or fails only when both do.
 *
 * @param least if every unknown were bad
 * @param most if every unknown were good
 */
record Bounds(BigDecimal least, BigDecimal most) {
    static final Bounds WHOLE = new Bounds(BigDecimal.ONE, BigDecimal.ONE);

    /** Quotients of two sums with the same divisor; the divisor is not 0. */
    static Bounds of(BigDecimal least, BigDecimal most, BigDecimal divisor) {
        return new Bounds(
                least.divide(divisor, Stretch.DIGITS), most.divide(divisor, Stretch.DIGITS));
    }

    /** The figure; null while it is open. */
    @Nullable BigDecimal known() {
        return least.compareTo(most) == 0 ? least : null;
    }

    @Nullable Boolean atLeast(BigDecimal pass) {
        if (least.compareTo(pass) >= 0) {
            return true;
        }
        return most.compareTo(pass) < 0 ? Boolean.FALSE : null;
    }

    /** 1 from a pass mark on, and below it the figure to a power. */
    Bounds factor(BigDecimal pass, int exponent) {
        return new Bounds(factor(least, pass, exponent), factor(most, pass, exponent));
    }

    Bounds times(Bounds other) {
        return new Bounds(least.multiply(other.least), most.multiply(other.most));
    }

    String inWords() {
        BigDecimal known = known();
        return known != null
                ? Worksheet.shown(known).toPlainString()
                : "between "
                        + Worksheet.shown(least).toPlainString()
                        + " and "
                        + Worksheet.shown(most).toPlainString();
    }

    private static BigDecimal factor(BigDecimal value, BigDecimal pass, int exponent) {
        return value.compareTo(pass) >= 0 ? BigDecimal.ONE : value.pow(exponent);
    }
}
