package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.EnergyPrice;

class PriceSeriesTest {
    private static final Instant START = Instant.parse("2023-11-05T05:00:00Z");

    @Test
    void shouldFindTheResolutionWhenStampsAreRegular() {
        PriceSeries series = hours(0, 1, 2);
        assertThat(series.resolution()).isEqualTo(Duration.ofHours(1));
        assertThat(series.span()).isEqualTo(new MarketInterval(START, hour(3)));
        assertThat(series.gaps()).isEmpty();
    }

    @Test
    void shouldKeepTheGapWhenAnHourIsMissing() {
        PriceSeries series = hours(0, 1, 3, 4);
        assertThat(series.gaps()).containsExactly(new MarketInterval(hour(2), hour(3)));
        assertThat(series.at(hour(2))).isNull();
        assertThat(series.at(hour(3))).isEqualTo(new EnergyPrice(3));
    }

    @Test
    void shouldBeHalfOpenWhenAskedAtTheEdges() {
        PriceSeries series = hours(0, 1);
        assertThat(series.at(START.minusNanos(1))).isNull();
        assertThat(series.at(START)).isEqualTo(new EnergyPrice(0));
        assertThat(series.at(hour(1).minusNanos(1))).isEqualTo(new EnergyPrice(0));
        assertThat(series.at(hour(1))).isEqualTo(new EnergyPrice(1));
        assertThat(series.at(hour(2))).isNull();
    }

    @Test
    void shouldEndAnIntervalSoonerWhenTheNextStampComesSooner() {
        PriceSeries series =
                PriceSeries.starting(
                        "P",
                        List.of(START, hour(1), hour(1).plusSeconds(600), hour(3), hour(4)),
                        IntStream.range(0, 5).mapToObj(EnergyPrice::new).toList());
        assertThat(series.resolution()).isEqualTo(Duration.ofHours(1));
        assertThat(series.prices().get(1).interval().length()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void shouldHoldThePriceUntilTheNextStampWhenStampsJitter() {
        Instant late = hour(2).plusSeconds(1_800);
        PriceSeries series =
                PriceSeries.starting(
                        "P",
                        List.of(START, hour(1), late, late.plusSeconds(3_600), hour(6)),
                        IntStream.range(0, 5).mapToObj(EnergyPrice::new).toList());
        assertThat(series.prices().get(1).interval()).isEqualTo(new MarketInterval(hour(1), late));
        assertThat(series.gaps())
                .containsExactly(new MarketInterval(late.plusSeconds(7_200), hour(6)));
    }

    @Test
    void shouldRefuseWhenStampsAreTooFewOrOutOfOrder() {
        assertThatThrownBy(() -> hours(0)).hasMessageContaining("at least two");
        assertThatThrownBy(() ->
                        new PriceSeries("P", Duration.ofHours(1), List.of(priced(1), priced(0))))
                .hasMessageContaining("in order");
        assertThatThrownBy(() -> new PriceSeries("P", Duration.ofHours(1), List.of()))
                .hasMessageContaining("at least one");
    }

    private static PriceSeries.Priced priced(int hour) {
        return new PriceSeries.Priced(
                MarketInterval.starting(hour(hour), Duration.ofHours(1)), new EnergyPrice(hour));
    }

    private static PriceSeries hours(int... hours) {
        return PriceSeries.starting(
                "P",
                IntStream.of(hours).mapToObj(PriceSeriesTest::hour).toList(),
                IntStream.of(hours).mapToObj(EnergyPrice::new).toList());
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
