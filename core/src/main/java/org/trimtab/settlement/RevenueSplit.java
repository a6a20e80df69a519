package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trimtab.quantity.Money;

/**
 * Splits an amount between a host and its clients to the cent, so that the parts add up exactly. Every part is first
 * rounded towards zero; the cents left over go to those who lost most by that, the one named first when equal.
 */
public final class RevenueSplit {
    /** Most parties an amount is split between. */
    public static final int PARTIES_MAX = 10_000;

    private static final int WHOLE_PPM = 1_000_000;

    private RevenueSplit() {}

    /**
     * Who gets which part.
     *
     * @param party who
     * @param partsPerMillion part of the whole, 0 to 1,000,000
     */
    public record Share(String party, int partsPerMillion) {
        public Share {
            if (partsPerMillion < 0 || partsPerMillion > WHOLE_PPM) {
                throw new IllegalArgumentException(
                        "the share of "
                                + party
                                + " lies between 0 and 1,000,000 parts per million,"
                                + " got "
                                + partsPerMillion);
            }
        }
    }

    /**
     * What a party gets.
     *
     * @param party who
     * @param partsPerMillion its share
     * @param amount cents exactly; negative when it has to pay
     */
    public record Part(String party, int partsPerMillion, Money amount) {}

    /**
     * Splits an amount.
     *
     * @param total whole cents
     * @param shares in the order in which left-over cents are given to equals; together 1,000,000 parts per million
     * @throws IllegalArgumentException when the shares do not add up or the amount is not in whole cents
     */
    public static List<Part> split(Money total, List<Share> shares) {
        long sum = shares.stream().mapToLong(Share::partsPerMillion).sum();
        if (shares.isEmpty() || shares.size() > PARTIES_MAX || sum != WHOLE_PPM) {
            throw new IllegalArgumentException(
                    "1 to "
                            + PARTIES_MAX
                            + " shares must add up to 1,000,000 parts per million, got "
                            + shares.size()
                            + " with "
                            + sum);
        }
        BigInteger cents = wholeCents(total);
        BigInteger[] parts = new BigInteger[shares.size()];
        BigInteger[] lost = new BigInteger[shares.size()];
        BigInteger left = cents.abs();
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] exact =
                    cents.abs()
                            .multiply(BigInteger.valueOf(shares.get(i).partsPerMillion()))
                            .divideAndRemainder(BigInteger.valueOf(WHOLE_PPM));
            parts[i] = exact[0];
            lost[i] = exact[1];
            left = left.subtract(exact[0]);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> lost[i]).reversed());
        for (int i = 0; i < left.intValueExact(); i++) {
            int next = order.get(i);
            parts[next] = parts[next].add(BigInteger.ONE);
        }
        List<Part> split = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            BigInteger signed = cents.signum() < 0 ? parts[i].negate() : parts[i];
            split.add(
                    new Part(
                            shares.get(i).party(),
                            shares.get(i).partsPerMillion(),
                            new Money(new BigDecimal(signed, 2), total.currency())));
        }
        return List.copyOf(split);
    }

    private static BigInteger wholeCents(Money total) {
        try {
            return total.amount().movePointRight(2).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "only whole cents can be split, got " + total.amount().toPlainString());
        }
    }
}
