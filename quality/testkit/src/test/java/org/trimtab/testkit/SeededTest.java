package org.trimtab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeededTest {
    @Test
    void shouldDrawTheSameValuesWhenTheSeedIsTheSame() {
        assertThat(draw(Seeded.of(7))).isEqualTo(draw(Seeded.of(7)));
        assertThat(draw(Seeded.of(7))).isNotEqualTo(draw(Seeded.of(8)));
    }

    @Test
    void shouldStayInsideTheRangeAndReachBothEnds() {
        Set<Long> seen = new HashSet<>();
        Seeded.forAll(
                500,
                any -> {
                    long value = any.longFrom(-3, 3);
                    assertThat(value).isBetween(-3L, 3L);
                    seen.add(value);
                });
        assertThat(seen).hasSize(7);
    }

    @Test
    void shouldDrawWhenTheRangeReachesTheEndsOfLong() {
        Seeded.forAll(
                200,
                any -> {
                    assertThat(any.longFrom(Long.MAX_VALUE - 1, Long.MAX_VALUE))
                            .isGreaterThanOrEqualTo(Long.MAX_VALUE - 1);
                    any.longFrom(Long.MIN_VALUE, Long.MAX_VALUE);
                });
    }

    @Test
    void shouldNameTheSeedWhenAPropertyFails() {
        assertThatThrownBy(
                        () -> Seeded.forAll(100, 50, any -> assertThat(any.seed()).isLessThan(117)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("case 18 of 50 fails")
                .hasMessageContaining("Seeded.forAll(117L, 1, …)");
    }

    @Test
    void shouldKeepEveryValueWhenShuffled() {
        List<Integer> values = List.of(1, 2, 3, 4, 5, 6, 7, 8);
        Seeded.forAll(
                20,
                any ->
                        assertThat(any.shuffled(values))
                                .containsExactlyInAnyOrderElementsOf(values));
    }

    @Test
    void shouldChangeExactlyOneBitWhenFlipped() {
        Seeded.forAll(
                100,
                any -> {
                    byte[] before = any.bytes(1, 64);
                    byte[] after = any.withOneBitFlipped(before);
                    int changed = 0;
                    for (int i = 0; i < before.length; i++) {
                        changed += Integer.bitCount((before[i] ^ after[i]) & 0xff);
                    }
                    assertThat(changed).isEqualTo(1);
                });
    }

    private static List<Object> draw(Seeded any) {
        List<Object> drawn = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            drawn.add(any.longFrom(0, 1_000_000));
            drawn.add(any.chance(50));
            drawn.add(any.pick(List.of("a", "b", "c")));
            drawn.add(any.list(0, 3, one -> one.intFrom(1, 6)));
        }
        return drawn;
    }
}
