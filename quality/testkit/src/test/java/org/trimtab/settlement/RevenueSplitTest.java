package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.RevenueSplit.Part;
import org.trimtab.settlement.RevenueSplit.Share;
import org.trimtab.testkit.Seeded;

class RevenueSplitTest {
    @Test
    void shouldGiveLeftOverCentsToTheLargestRemainders() {
        List<Part> parts =
                RevenueSplit.split(
                        Money.usd("100.00"),
                        List.of(
                                new Share("host", 333_333),
                                new Share("first", 333_333),
                                new Share("second", 333_334)));

        assertThat(parts)
                .extracting(Part::amount)
                .containsExactly(Money.usd("33.33"), Money.usd("33.33"), Money.usd("33.34"));
        assertThat(
                        RevenueSplit.split(
                                Money.usd("-0.01"),
                                List.of(new Share("host", 500_000), new Share("client", 500_000))))
                .extracting(Part::amount)
                .as("a charge is split too, the first of equals bears the odd cent")
                .containsExactly(Money.usd("-0.01"), Money.usd("0.00"));
    }

    @Test
    void shouldAlwaysAddUpAndStayWithinACentOfTheExactPart() {
        Seeded.forAll(
                500,
                any -> {
                    Money total =
                            new Money(
                                    BigDecimal.valueOf(
                                            any.longFrom(-900_000_000_000L, 900_000_000_000L), 2),
                                    "USD");
                    List<Share> shares = new ArrayList<>();
                    int left = 1_000_000;
                    int parties = any.intFrom(1, 12);
                    for (int i = 1; i < parties; i++) {
                        int ppm = any.intFrom(0, left);
                        shares.add(new Share("party " + i, ppm));
                        left -= ppm;
                    }
                    shares.add(new Share("last", left));

                    List<Part> parts = RevenueSplit.split(total, shares);

                    assertThat(
                                    parts.stream()
                                            .map(part -> part.amount().amount())
                                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(total.amount());
                    for (Part part : parts) {
                        BigDecimal exact =
                                total.amount()
                                        .multiply(BigDecimal.valueOf(part.partsPerMillion(), 6));
                        assertThat(part.amount().amount().subtract(exact).abs())
                                .isLessThan(new BigDecimal("0.01"));
                    }
                });
    }

    @Test
    void shouldRefuseSharesThatDoNotAddUpAndPartsOfCents() {
        assertThatThrownBy(() ->
                        RevenueSplit.split(Money.usd("1.00"), List.of(new Share("host", 999_999))))
                .hasMessageContaining("999999");
        assertThatThrownBy(() ->
                        RevenueSplit.split(
                                Money.usd("1.005"), List.of(new Share("host", 1_000_000))))
                .hasMessageContaining("1.005");
    }
}
