package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.baseline.Loads.levels;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.MarketInterval;

/** The vectors of the market rules that belong to methods of like days. */
class LikeDaysTest {
    /** A Wednesday. */
    private static final LocalDate EVENT_DAY = LocalDate.of(2026, 7, 22);

    private static final int MW = 1_000_000;

    private static Loads flat(int... weekdaysBack) {
        Loads loads =
                Loads.hourly("America/New_York", LocalDate.of(2026, 6, 1), LocalDate.of(2026, 8, 1))
                        .all(weekdaysBack[weekdaysBack.length - 1]);
        LocalDate date = EVENT_DAY;
        for (int level : weekdaysBack) {
            date = weekdayBefore(date);
            loads.day(date, level);
        }
        return loads;
    }

    private static LocalDate weekdayBefore(LocalDate date) {
        LocalDate before = date.minusDays(1);
        return before.getDayOfWeek().getValue() > 5 ? weekdayBefore(before) : before;
    }

    private static List<LocalDate> chosen(Estimate estimate, Choice choice) {
        return estimate.days().stream()
                .filter(day -> day.choice() == choice)
                .map(Estimate.Day::date)
                .toList();
    }

    @Test
    void shouldAddTheMeanShortfallWhenPjmAdjustsSymmetrically() {
        Loads loads = flat(98 * MW, 100 * MW, 102 * MW, 96 * MW, 90 * MW);
        loads.hours(EVENT_DAY, 8, 9, 95 * MW);
        loads.hours(EVENT_DAY, 9, 10, 97 * MW);
        loads.hours(EVENT_DAY, 10, 11, 96 * MW);
        loads.hours(EVENT_DAY, 11, 12, 1 * MW);
        loads.hours(EVENT_DAY, 12, 16, 5 * MW);

        Estimate estimate =
                BaselineMethods.of("pjm-3-day-type-saa").find(loads.event(EVENT_DAY, 12, 16));

        assertThat(levels(estimate)).containsOnly(96L * MW).hasSize(4);
        assertThat(estimate.intervals().getFirst().reductionWatts()).isEqualTo(91L * MW);
        assertThat(estimate.adjustment().value())
                .isEqualByComparingTo(BigDecimal.valueOf(-3L * MW));
        assertThat(estimate.adjustment().baselineWatts()).isEqualTo(99L * MW);
        assertThat(estimate.adjustment().actualWatts()).isEqualTo(96L * MW);
        assertThat(estimate.adjustment().windows()).containsExactly(loads.local(EVENT_DAY, 8, 11));
        assertThat(chosen(estimate, Choice.TAKEN)).hasSize(4);
        assertThat(chosen(estimate, Choice.RANKED_OUT)).containsExactly(LocalDate.of(2026, 7, 15));
        assertThat(chosen(estimate, Choice.OTHER_DAY_TYPE))
                .containsExactly(LocalDate.of(2026, 7, 19), LocalDate.of(2026, 7, 18));
    }

    @Test
    void shouldCapTheFactorWhenTheEventDayIsFarFromTheOthers() {
        assertThat(scaled("caiso-10-of-10", 130)).isEqualTo(120);
        assertThat(scaled("caiso-5-of-10", 130)).isEqualTo(130);
        assertThat(scaled("caiso-10-of-10", 110)).isEqualTo(110);
        assertThat(scaled("caiso-5-of-10", 110)).isEqualTo(110);
        assertThat(scaled("caiso-10-of-10", 70)).isEqualTo(80);
        assertThat(scaled("caiso-5-of-10", 70)).isEqualTo(70);
    }

    @Test
    void shouldHoldTheFactorAtTheReciprocalWhenARulePackSaysSo() {
        BaselineSpec spec =
                BaselineMethods.specs().stream()
                        .filter(s -> s.id().equals("caiso-5-of-10"))
                        .findFirst()
                        .orElseThrow();
        BaselineSpec reciprocal =
                Specs.correctedBy(
                        spec,
                        new BaselineSpec.Correction(
                                spec.adjustment().kind(),
                                spec.adjustment().windows(),
                                new BigDecimal("0.714285714"),
                                new BigDecimal("1.40")));
        Loads loads = flat(10_000).hours(EVENT_DAY, 0, 12, 7_000);
        assertThat(levels(BaselineMethods.of(reciprocal).find(loads.event(EVENT_DAY, 13, 15))))
                .containsOnly(7_143L);
    }

    private static long scaled(String id, int actual) {
        Loads loads = flat(100).hours(EVENT_DAY, 0, 12, actual);
        Estimate estimate = BaselineMethods.of(id).find(loads.event(EVENT_DAY, 13, 15));
        assertThat(estimate.adjustment().capped()).isEqualTo(levels(estimate).getFirst() != actual);
        return levels(estimate).getFirst();
    }

    @Test
    void shouldTakeTheMiddleTheHighestOrAllWhenTheMethodSaysSo() {
        int[] days = {90, 101, 99, 100, 98, 103, 97, 102, 100, 120};
        Loads loads = flat(Arrays.stream(days).map(w -> w * 1000).toArray());
        loads.day(EVENT_DAY, 100_000);
        assertThat(plain("ercot-mid-8-of-10", loads)).isEqualTo(100_000);
        assertThat(plain("generic-10-of-10", loads)).isEqualTo(101_000);
        assertThat(plain("caiso-5-of-10", loads)).isEqualTo(105_200);
        assertThat(plain("pjm-3-day-type-saa", loads)).isEqualTo(99_500);
    }

    /** Without its adjustment. */
    private static long plain(String id, Loads loads) {
        BaselineSpec spec =
                BaselineMethods.specs().stream().filter(s -> s.id().equals(id)).findFirst().get();
        Estimate estimate =
                new LikeDays(Specs.unadjusted(spec)).find(loads.event(EVENT_DAY, 13, 15));
        assertThat(estimate.refusal()).isNull();
        return levels(estimate).getFirst();
    }

    @Test
    void shouldScaleByEnergyWhenErcotAdjusts() {
        Loads loads = flat(100_000).day(EVENT_DAY, 95_000);
        Estimate estimate =
                BaselineMethods.of("ercot-mid-8-of-10").find(loads.event(EVENT_DAY, 13, 15));
        assertThat(levels(estimate)).containsOnly(95_000L);
        assertThat(estimate.adjustment().value()).isEqualByComparingTo("0.95");
    }

    @Test
    void shouldRefuseWithTheCountWhenTooFewDaysAreEligible() {
        Loads loads =
                Loads.hourly("America/New_York", EVENT_DAY.minusDays(5), EVENT_DAY.plusDays(1))
                        .all(100);
        Estimate estimate =
                BaselineMethods.of("caiso-10-of-10").find(loads.event(EVENT_DAY, 13, 15));
        assertThat(estimate.refusal())
                .contains("needs 5 weekdays")
                .contains("found 3 within 45 days")
                .contains("with readings missing");
        assertThat(estimate.intervals()).isEmpty();
    }

    @Test
    void shouldMeasureBeforeTheNoticeWhenTheProgramGivesOne() {
        Loads loads = flat(100_000);
        loads.hours(EVENT_DAY, 9, 10, 104_000);
        BaselineCase given = loads.event(EVENT_DAY, 13, 15);
        BaselineCase told =
                new BaselineCase(
                        given.load(),
                        given.event(),
                        loads.at(EVENT_DAY, 10),
                        given.calendar(),
                        List.of(),
                        given.beside());
        Estimate estimate = BaselineMethods.of("iso-ne-10-of-10").find(told);
        assertThat(levels(estimate)).containsOnly(104_000L);
        assertThat(estimate.adjustment().windows())
                .containsExactly(
                        MarketInterval.starting(loads.at(EVENT_DAY, 9), Duration.ofHours(1)));
        assertThat(estimate.warnings()).anyMatch(w -> w.contains("raised before the event"));
    }
}
