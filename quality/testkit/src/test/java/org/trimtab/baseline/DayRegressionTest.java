package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.interval.MarketCalendar;

class DayRegressionTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 20);

    private static Loads quarters(LocalDate first) {
        return new Loads(
                new MarketCalendar("TEST", ZoneId.of("America/Chicago"), Set.of()),
                first,
                DAY.plusDays(2),
                Duration.ofMinutes(15));
    }

    /** Thousandths of a degree: a warm and a cold half of the year, and a warmer event day. */
    private static int temperature(LocalDateTime at) {
        return at.toLocalDate().equals(DAY)
                ? 31_000
                : (at.getMonthValue() >= 5 && at.getMonthValue() <= 9 ? 26_000 : 6_000)
                        + at.getDayOfMonth() * 100;
    }

    private static int shape(LocalDateTime at) {
        return 80 + at.getHour() + at.getMinute() / 15;
    }

    @Test
    void shouldFindTheLoadWhenTheModelIsTrue() {
        // Cooling of 20 kW per degree above 18, heating of 5 kW, Saturdays 100 kW less.
        Loads loads =
                quarters(FIRST)
                        .each(at -> {
                            int degrees = temperature(at) - 18_000;
                            int level =
                                    1_000_000
                                            + Math.max(0, degrees) * 20
                                            + Math.max(0, -degrees) * 5
                                            - (at.getDayOfWeek().getValue() == 6 ? 100_000 : 0);
                            return level / 100 * shape(at);
                        });
        Loads weather = quarters(FIRST).each(DayRegressionTest::temperature);
        Beside beside = new Beside(null, null, null, weather.series(), null, List.of());
        BaselineMethod method = BaselineMethods.of("ercot-regression");
        Estimate estimate = method.find(loads.event(loads.local(DAY, 14, 16), beside));
        // A hot day draws more before the event than the days before it did.
        assertThat(estimate.warnings()).hasSize(1).allMatch(w -> w.startsWith("load was raised"));
        assertThat(estimate.intervals()).hasSize(8);
        for (Estimate.Interval interval : estimate.intervals()) {
            assertThat((double) interval.baseline().watts())
                    .isCloseTo(interval.metered().watts(), within(50.0));
        }
        assertThat(estimate.adjustment().value().doubleValue()).isCloseTo(1, within(1e-4));

        // Without the temperature the day is taken for a usual one, and only the correction helps.
        Estimate blind = method.find(loads.event(DAY, 14, 16));
        assertThat(blind.warnings()).anyMatch(w -> w.startsWith("no temperature"));
        assertThat(blind.adjustment().value().doubleValue()).isGreaterThan(1.02);
    }

    @Test
    void shouldPredictItselfWhenTheLoadIsConstant() {
        Loads loads = quarters(DAY.minusDays(80)).all(123_457);
        Estimate estimate = BaselineMethods.of("ercot-regression").find(loads.event(DAY, 14, 16));
        assertThat(Loads.levels(estimate)).hasSize(8).containsOnly(123_457L);
        assertThat(estimate.warnings())
                .anyMatch(w -> w.contains("too few to show the time of year"));
    }

    @Test
    void shouldRefuseWithTheCountWhenHistoryIsShort() {
        Loads loads = quarters(DAY.minusDays(59)).all(1_000);
        assertThat(BaselineMethods.of("ercot-regression").find(loads.event(DAY, 14, 16)).refusal())
                .startsWith("needs 60 days")
                .contains("found 59 within 366 days");
    }
}
