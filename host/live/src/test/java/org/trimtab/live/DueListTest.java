package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueListTest {
    private static final long START = System.nanoTime();

    private final DueList due = new DueList(4);

    @Test
    void shouldGivePlacesInTheOrderTheyAreDueAndEachOnce() {
        due.set(2, START + 30);
        due.set(0, START + 10);
        due.set(1, START + 20);
        assertThat(due.take(START + 9)).isEqualTo(-1);
        assertThat(due.take(START + 25)).isZero();
        assertThat(due.take(START + 25)).isEqualTo(1);
        assertThat(due.take(START + 25)).isEqualTo(-1);
        assertThat(due.take(START + 30)).isEqualTo(2);
        assertThat(due.take(START + 99)).isEqualTo(-1);
    }

    @Test
    void shouldKeepOnlyTheLastTimeWhenAPlaceIsSetAnew() {
        due.set(0, START + 10);
        due.set(0, START + 50);
        assertThat(due.take(START + 49)).isEqualTo(-1);
        assertThat(due.take(START + 50)).isZero();
        assertThat(due.take(START + 99)).isEqualTo(-1);
    }

    @Test
    void shouldHastenOnlyWhatIsDueLater() {
        due.set(0, START + 50);
        due.hasten(0, START + 10);
        due.hasten(0, START + 40);
        due.hasten(1, START + 5);
        assertThat(due.take(START + 9)).isEqualTo(-1);
        assertThat(due.take(START + 10)).isZero();
        assertThat(due.take(START + 99)).isEqualTo(-1);
    }
}
