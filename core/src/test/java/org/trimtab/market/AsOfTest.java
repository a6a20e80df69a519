package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketInterval;

class AsOfTest {
    private static final Instant START = Instant.parse("2023-08-17T05:00:00Z");

    @Test
    void shouldHideWhatWasNotKnownWhenItIsReadEarlier() {
        AsOfSeries series = hours(AsOfRule.atEnd());

        AsOf early = series.asOf(START.plus(Duration.ofMinutes(119)));

        assertThat(early.size()).isEqualTo(1);
        assertThat(early.valueAt(START)).isEqualTo(10);
        assertThat(early.valueAt(START.plus(Duration.ofMinutes(61)))).isNull();
        assertThatThrownBy(() -> early.value(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(series.asOf(START.plus(Duration.ofHours(2))).size()).isEqualTo(2);
    }

    @Test
    void shouldKnowTomorrowFromThePostingOnWhenItIsADayAheadSeries() {
        AsOfSeries series =
                hours(AsOfRule.dayBefore(LocalTime.of(13, 30), ZoneId.of("America/Chicago")));

        Instant posted = Instant.parse("2023-08-16T18:30:00Z");
        assertThat(series.asOf(posted).valueAt(START)).isEqualTo(10);
        assertThat(series.asOf(posted.minusMillis(1)).valueAt(START)).isNull();
    }

    @Test
    void shouldFindNothingWhenThereIsAGap() {
        AsOfSeries series = AsOfSeries.of("P", List.of(fact(0, START, 1), fact(2, START, 3)));

        assertThat(series.asOf(START).valueAt(START.plus(Duration.ofHours(1)))).isNull();
        assertThat(series.asOf(START).valueAt(START.plus(Duration.ofHours(2)))).isEqualTo(3);
        assertThat(series.asOf(START).valueAt(START.minusSeconds(1))).isNull();
    }

    @Test
    void shouldRefuseWhenKnowledgeRunsBackwards() {
        List<AsOfSeries.Fact> facts = List.of(fact(0, START.plusSeconds(9), 1), fact(1, START, 2));

        assertThatThrownBy(() -> AsOfSeries.of("P", facts))
                .hasMessageContaining("of when they were known");
    }

    private static AsOfSeries.Fact fact(int hour, Instant knownAt, long value) {
        Instant from = START.plus(Duration.ofHours(hour));
        return new AsOfSeries.Fact(
                new MarketInterval(from, from.plus(Duration.ofHours(1))), knownAt, value);
    }

    private static AsOfSeries hours(AsOfRule rule) {
        List<AsOfSeries.Fact> facts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AsOfSeries.Fact plain = fact(i, START, 10L + i);
            facts.add(
                    new AsOfSeries.Fact(
                            plain.interval(), rule.knownAt(plain.interval()), plain.value()));
        }
        return AsOfSeries.of("P", facts);
    }
}
