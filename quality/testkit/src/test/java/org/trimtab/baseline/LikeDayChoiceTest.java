package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.baseline.Loads.levels;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.DayMark.Why;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.interval.MarketInterval;
import org.trimtab.telemetry.Quality;

/** Which days are taken and why not the others; days of 23 and 25 hours; readings missing or estimated. */
class LikeDayChoiceTest {
    /** A Wednesday. */
    private static final LocalDate DAY = LocalDate.of(2026, 7, 22);

    private static Loads steady() {
        return Loads.hourly("America/New_York", DAY.minusDays(400), DAY.plusDays(3)).all(100_000);
    }

    private static Estimate find(String id, Loads loads) {
        return BaselineMethods.of(id).find(loads.event(DAY, 13, 15));
    }

    private static Choice choice(Estimate estimate, LocalDate date) {
        return estimate.days().stream()
                .filter(day -> day.date().equals(date))
                .map(Estimate.Day::choice)
                .findFirst()
                .orElseThrow();
    }

    private static List<LocalDate> with(Estimate estimate, Choice choice) {
        return estimate.days().stream()
                .filter(day -> day.choice() == choice)
                .map(Estimate.Day::date)
                .toList();
    }

    @Test
    void shouldLeaveOutMarkedDaysAndLookFurtherBackWhenThereAreAny() {
        Loads loads = steady();
        loads.mark(loads.local(DAY.minusDays(1), 20, 21), Why.EVENT);
        loads.mark(loads.local(DAY.minusDays(2), 3, 4), Why.OUTAGE);
        loads.mark(loads.local(DAY.minusDays(5), 13, 14), Why.PRICE_CURTAILED);
        Estimate estimate = find("caiso-10-of-10", loads);
        assertThat(choice(estimate, DAY.minusDays(1))).isEqualTo(Choice.EVENT_DAY);
        assertThat(choice(estimate, DAY.minusDays(2))).isEqualTo(Choice.OUTAGE);
        assertThat(choice(estimate, DAY.minusDays(3))).isEqualTo(Choice.OTHER_DAY_TYPE);
        assertThat(choice(estimate, DAY.minusDays(5))).isEqualTo(Choice.PRICE_CURTAILED);
        assertThat(with(estimate, Choice.TAKEN)).hasSize(10).endsWith(DAY.minusDays(19));
        assertThat(estimate.days().getFirst().date()).isEqualTo(DAY.minusDays(1));
        assertThat(estimate.warnings())
                .containsExactly(
                        "days left out because they were curtailed for the price, which a market"
                                + " may count: 1");
    }

    @Test
    void shouldKeepPriceCurtailedDaysAndWarnWhenPjmDoes() {
        Loads loads = steady().hours(DAY.minusDays(1), 13, 15, 60_000);
        loads.mark(loads.local(DAY.minusDays(1), 13, 15), Why.PRICE_CURTAILED);
        loads.hours(DAY.minusDays(2), 13, 15, 50_000);
        Estimate estimate = find("pjm-3-day-type-saa", loads);
        assertThat(choice(estimate, DAY.minusDays(1))).isEqualTo(Choice.TAKEN);
        assertThat(choice(estimate, DAY.minusDays(2))).isEqualTo(Choice.RANKED_OUT);
        assertThat(levels(estimate)).containsOnly(90_000L);
        assertThat(estimate.warnings())
                .anyMatch(w -> w.startsWith("days taken although they were curtailed"));
    }

    @Test
    void shouldReplaceADayOfLowUsageWhenPjmFindsOne() {
        Loads loads = steady().hours(DAY.minusDays(1), 13, 15, 19_000);
        Estimate estimate = find("pjm-3-day-type-saa", loads);
        assertThat(choice(estimate, DAY.minusDays(1))).isEqualTo(Choice.LOW_USAGE);
        assertThat(with(estimate, Choice.TAKEN)).hasSize(4);
        assertThat(levels(estimate)).containsOnly(100_000L);

        // 25 % of the mean of 100, 100, 100, 100 and 27 is 21.35.
        Loads justEnough = steady().hours(DAY.minusDays(1), 13, 15, 27_000);
        assertThat(choice(find("pjm-3-day-type-saa", justEnough), DAY.minusDays(1)))
                .isEqualTo(Choice.RANKED_OUT);
    }

    @Test
    void shouldFillUpWithTheHighestEventDaysWhenPjmFindsTooFewOthers() {
        Loads loads = steady();
        LocalDate highest = DAY.minusDays(20);
        loads.hours(highest, 13, 15, 108_000);
        loads.mark(
                new MarketInterval(loads.at(DAY.minusDays(50), 0), loads.at(DAY.minusDays(2), 0)),
                Why.EVENT);
        Estimate estimate = find("pjm-3-day-type-saa", loads);
        assertThat(with(estimate, Choice.TAKEN))
                .containsExactly(DAY.minusDays(1), DAY.minusDays(2));
        assertThat(with(estimate, Choice.TAKEN_AS_FALLBACK)).hasSize(2).contains(highest);
        assertThat(levels(estimate)).containsOnly(102_000L);
        assertThat(estimate.warnings()).anyMatch(w -> w.contains("filled up with the event days"));

        assertThat(find("caiso-10-of-10", loads).refusal())
                .startsWith("needs 5 weekdays before 2026-07-22")
                .contains("found 2 within 45 days; left out: 30 with an event");
    }

    @Test
    void shouldSayHowManyWereFoundWhenTheMethodAllowsFewer() {
        Loads loads = steady();
        loads.mark(
                new MarketInterval(loads.at(DAY.minusDays(60), 0), loads.at(DAY.minusDays(9), 0)),
                Why.EVENT);
        Estimate estimate = find("caiso-10-of-10", loads);
        assertThat(with(estimate, Choice.TAKEN)).hasSize(7);
        assertThat(estimate.warnings())
                .containsExactly(
                        "7 of 10 weekdays found within 45 days; the method allows 5 or more");
    }

    @Test
    void shouldTakeTheHighestInEachIntervalWhenIesoDoes() {
        Loads loads = steady();
        LocalDate date = DAY;
        for (int i = 0; i < 20; i++) {
            do {
                date = date.minusDays(1);
            } while (date.getDayOfWeek().getValue() > 5);
            // Opposite orders in the two hours: 1 to 20 and 20 to 1.
            loads.hours(date, 13, 14, (i + 1) * 1_000).hours(date, 14, 15, (20 - i) * 1_000);
        }
        // The 15 highest of 1 to 20 are 6 to 20, with mean 13.
        assertThat(levels(find("ieso-15-of-20", loads))).containsExactly(13_000L, 13_000L);
    }

    @Test
    void shouldRefuseAWeekdayWhenTheMethodIsForWeekends() {
        assertThat(find("caiso-4-of-4", steady()).refusal())
                .isEqualTo("caiso-4-of-4 has no rule for 2026-07-22, a weekday");
        Estimate saturday =
                BaselineMethods.of("caiso-4-of-4").find(steady().event(DAY.plusDays(-4), 13, 15));
        assertThat(with(saturday, Choice.TAKEN))
                .containsExactly(
                        DAY.minusDays(10), DAY.minusDays(11), DAY.minusDays(17), DAY.minusDays(18));
    }

    @Test
    void shouldCompareAHolidayWithSundaysWhenTheCalendarKnowsIt() {
        LocalDate thanksgiving = LocalDate.of(2026, 11, 26);
        Loads loads =
                new Loads(
                                MarketCalendars.of("PJM"),
                                LocalDate.of(2026, 9, 20),
                                LocalDate.of(2026, 12, 10),
                                Duration.ofHours(1))
                        .all(100);
        BaselineMethod pjm = BaselineMethods.of("pjm-3-day-type-saa");
        assertThat(with(pjm.find(loads.event(thanksgiving, 13, 15)), Choice.TAKEN))
                .allMatch(date -> date.getDayOfWeek().getValue() == 7);
        assertThat(choice(pjm.find(loads.event(thanksgiving.plusDays(1), 13, 15)), thanksgiving))
                .isEqualTo(Choice.OTHER_DAY_TYPE);
    }

    /** Days that draw as much all along as the event day did, among others that draw more. */
    private static Loads alike(int... daysBack) {
        Loads loads = steady().each(at -> 100_000 + at.getHour() * 1_000);
        loads.day(DAY, 50_000).hours(DAY, 13, 15, 1_000);
        loads.day(DAY.minusDays(1), 50_000);
        for (int back : daysBack) {
            loads.day(DAY.minusDays(back), 50_000);
            loads.hours(DAY.minusDays(back), 13, 15, 50_000 + back * 1_000);
        }
        return loads;
    }

    @Test
    void shouldTakeTheMostAlikeWhenDaysAreMatched() {
        Estimate match = find("pjm-match-day", alike(6, 21, 22));
        // The day before is like it as well, and later than the 22nd.
        assertThat(with(match, Choice.TAKEN))
                .containsExactly(DAY.minusDays(1), DAY.minusDays(6), DAY.minusDays(21));
        assertThat(levels(match)).containsOnly((50_000L + 56_000 + 71_000) / 3);
        assertThat(match.days().getFirst().rankWatts()).isZero();

        int[] back = {6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30, 33};
        Estimate nearest = find("ercot-nearest-20", alike(back));
        assertThat(with(nearest, Choice.TAKEN))
                .hasSize(20)
                .contains(DAY.minusDays(1), DAY.minusDays(30))
                .doesNotContain(DAY.minusDays(2), DAY.minusDays(33));

        // Only with the day before alike as well is a day one of a pair.
        int[] pairs = {
            7, 8, 14, 15, 21, 22, 28, 29, 35, 36, 42, 43, 49, 50, 56, 57, 63, 64, 70, 71, 90
        };
        Estimate paired = find("ercot-matching-day-pair", alike(pairs));
        assertThat(with(paired, Choice.TAKEN))
                .hasSize(10)
                .contains(DAY.minusDays(7), DAY.minusDays(70))
                .doesNotContain(DAY.minusDays(8), DAY.minusDays(90));
        long mean = Arrays.stream(pairs).filter(i -> i % 7 == 0).sum() * 1_000L / 10 + 50_000;
        assertThat(levels(paired)).containsOnly(mean);
    }

    @Test
    void shouldDropAnHourOnlyOnTheDayThatLacksItWhenTheClockGoesForward() {
        // 8 March 2026 has no 02:00 in New York; it is a Sunday, as are the 15th and the others.
        LocalDate sunday = LocalDate.of(2026, 3, 15);
        Loads loads =
                Loads.hourly("America/New_York", sunday.minusDays(60), sunday.plusDays(2))
                        .each(at -> at.getHour() * 1_000 + at.getDayOfMonth());
        BaselineMethod method =
                BaselineMethods.of(
                        Specs.unadjusted(
                                BaselineMethods.specs().stream()
                                        .filter(s -> s.id().equals("caiso-4-of-4"))
                                        .findFirst()
                                        .orElseThrow()));
        Estimate estimate = method.find(loads.event(sunday, 1, 4));
        // Saturday 14, Sunday 8, Saturday 7, Sunday 1.
        assertThat(with(estimate, Choice.TAKEN)).hasSize(4);
        // 30 / 4 and 22 / 3 beyond the hour, halves to even.
        assertThat(levels(estimate)).containsExactly(1_008L, 2_007L, 3_008L);
    }

    @Test
    void shouldGiveBothHoursALevelWhenTheClockGoesBack() {
        LocalDate longSunday = LocalDate.of(2026, 11, 1);
        Loads loads =
                Loads.hourly("America/New_York", longSunday.minusDays(60), longSunday.plusDays(10))
                        .each(at -> at.getHour() * 1_000);
        BaselineMethod method = BaselineMethods.of("generic-10-of-10");
        Estimate estimate = method.find(loads.event(longSunday, 0, 3));
        assertThat(levels(estimate)).containsExactly(0L, 1_000L, 1_000L, 2_000L);
        // Looked back at, the long day counts once with its first 01:00.
        assertThat(levels(method.find(loads.event(longSunday.plusDays(7), 0, 3))))
                .containsExactly(0L, 1_000L, 2_000L);
    }

    @Test
    void shouldFollowTheClockWhenAnEventRunsOverMidnight() {
        Loads loads = steady().each(at -> at.getHour() * 1_000);
        MarketInterval night = new MarketInterval(loads.at(DAY, 22), loads.at(DAY.plusDays(1), 2));
        BaselineMethod method = BaselineMethods.of("generic-10-of-10");
        assertThat(levels(method.find(loads.event(night, Beside.NOTHING))))
                .containsExactly(22_000L, 23_000L, 0L, 1_000L);

        // Of an event of 30 hours the night before is part of what the day before would give.
        MarketInterval long30 = new MarketInterval(loads.at(DAY, 22), loads.at(DAY.plusDays(2), 4));
        Estimate estimate = method.find(loads.event(long30, Beside.NOTHING));
        assertThat(estimate.days().getFirst().date()).isEqualTo(DAY.minusDays(2));
    }

    @Test
    void shouldSayWhatIsMissingWhenReadingsAreBadOrEstimated() {
        Loads loads = steady();
        quality(loads, loads.local(DAY.minusDays(1), 13, 14), Quality.SUSPECT);
        quality(loads, loads.local(DAY.minusDays(2), 13, 14), Quality.ESTIMATED);
        loads.stretch(loads.local(DAY.minusDays(5), 14, 15), LoadSeries.UNKNOWN);
        quality(loads, loads.local(DAY, 13, 14), Quality.STALE);
        Estimate estimate = find("caiso-10-of-10", loads);
        assertThat(with(estimate, Choice.METER_MISSING))
                .containsExactly(DAY.minusDays(1), DAY.minusDays(5));
        assertThat(estimate.intervals().getFirst().metered()).isNull();
        assertThat(estimate.intervals().getFirst().reductionWatts()).isNull();
        assertThat(estimate.warnings())
                .containsExactlyInAnyOrder(
                        "intervals of the event without a good reading: 1 of 2",
                        "estimated readings on the days taken: 1");
    }

    private static void quality(Loads loads, MarketInterval stretch, Quality quality) {
        LoadSeries series = loads.series();
        for (int i = series.indexOf(stretch.from()); i < series.indexOf(stretch.until()); i++) {
            loads.qualities[i] = (byte) List.of(Quality.values()).indexOf(quality);
        }
    }

    @Test
    void shouldStandUnadjustedAndSayWhyWhenTheWindowIsUnknown() {
        Loads loads = steady().hours(DAY, 9, 12, LoadSeries.UNKNOWN);
        Estimate estimate = find("caiso-10-of-10", loads);
        assertThat(levels(estimate)).containsOnly(100_000L);
        assertThat(estimate.adjustment()).isNull();
        assertThat(estimate.warnings()).anyMatch(w -> w.startsWith("no adjustment: no interval"));

        Loads idle = steady().all(0).hours(DAY, 9, 12, 5_000);
        assertThat(find("caiso-10-of-10", idle).warnings())
                .anyMatch(w -> w.startsWith("no adjustment: the days taken drew nothing"));
    }

    @Test
    void shouldNotCountAnotherEventWhenItLiesInTheWindow() {
        Loads loads = steady().hours(DAY, 9, 10, 10_000).hours(DAY, 10, 12, 101_000);
        loads.mark(loads.local(DAY, 9, 10), Why.EVENT);
        Estimate estimate = find("pjm-3-day-type-saa", loads);
        assertThat(levels(estimate)).containsOnly(101_000L);
        assertThat(estimate.warnings()).anyMatch(w -> w.contains("that lie in another event"));
    }

    @Test
    void shouldCountTheWindowWhenTheSiteOnlyCurtailedForThePriceInIt() {
        Loads loads = steady().hours(DAY, 9, 12, 90_000);
        loads.mark(loads.local(DAY, 9, 12), Why.PRICE_CURTAILED);
        assertThat(levels(find("pjm-3-day-type-saa", loads))).containsOnly(90_000L);
    }

    @Test
    void shouldLeaveOutBothDaysOfAPairWhenOneOfThemIsMarked() {
        Loads loads = steady();
        loads.mark(loads.local(DAY.minusDays(7), 3, 4), Why.EVENT);
        Estimate paired = find("ercot-matching-day-pair", loads);
        assertThat(choice(paired, DAY.minusDays(7))).isEqualTo(Choice.EVENT_DAY);
        assertThat(choice(paired, DAY.minusDays(6))).isEqualTo(Choice.EVENT_DAY);
        assertThat(choice(find("ercot-nearest-20", loads), DAY.minusDays(6)))
                .isEqualTo(Choice.TAKEN);
    }

    @Test
    void shouldLeaveOutADayWhenTooLittleOfItIsKnownToRankIt() {
        Loads twoHours = steady().hours(DAY.minusDays(1), 0, 2, LoadSeries.UNKNOWN);
        assertThat(choice(find("ercot-mid-8-of-10", twoHours), DAY.minusDays(1)))
                .isIn(Choice.TAKEN, Choice.RANKED_OUT);
        Loads threeHours = steady().hours(DAY.minusDays(1), 0, 3, LoadSeries.UNKNOWN);
        assertThat(choice(find("ercot-mid-8-of-10", threeHours), DAY.minusDays(1)))
                .isEqualTo(Choice.METER_MISSING);
        assertThat(choice(find("caiso-10-of-10", threeHours), DAY.minusDays(1)))
                .isEqualTo(Choice.TAKEN);
    }

    @Test
    void shouldRaiseTheAlarmWithFiguresWhenLoadIsRaisedBeforeTheEvent() {
        Loads raised = steady().hours(DAY, 9, 12, 103_000);
        assertThat(find("pjm-3-day-type-saa", raised).warnings())
                .containsExactly(
                        "load was raised before the event: 103.000 kW in the adjustment window,"
                                + " 103.0 % of the median 100.000 kW of 5 eligible days at the same"
                                + " hours; above 102 % a market may call it gaming");
        assertThat(find("pjm-3-day-type-saa", steady().hours(DAY, 9, 12, 102_000)).warnings())
                .isEmpty();
        assertThat(find("meter-before-1-sample", steady().hours(DAY, 12, 13, 103_000)).warnings())
                .anyMatch(w -> w.contains("raised before the event"));
    }

    @Test
    void shouldGiveABaselineWithoutReadingsWhenTheEventIsStillToCome() {
        Loads loads = Loads.hourly("America/New_York", DAY.minusDays(40), DAY).all(100_000);
        Estimate estimate = find("generic-10-of-10", loads);
        assertThat(levels(estimate)).containsExactly(100_000L, 100_000L);
        assertThat(estimate.intervals()).allMatch(i -> i.metered() == null);
        assertThat(estimate.warnings()).anyMatch(w -> w.contains("outside the data"));
    }

    @Test
    void shouldPredictItselfOnceHistoryFillsWhenTheLoadIsConstant() {
        LocalDate first = LocalDate.of(2026, 1, 1);
        Loads loads = Loads.hourly("UTC", first, first.plusDays(61)).all(1);
        for (int week = 0; week < 8; week++) {
            loads.mark(loads.local(first.plusDays(1 + 7L * week), 12, 16), Why.EVENT);
        }
        BaselineMethod method = BaselineMethods.of("generic-10-of-10");
        int weekdays = 0;
        int others = 0;
        for (int day = 0; day < 61; day++) {
            LocalDate date = first.plusDays(day);
            boolean weekend = date.getDayOfWeek().getValue() > 5;
            Estimate estimate = method.find(loads.event(date, 12, 16));
            if ((weekend ? others : weekdays) >= 10) {
                assertThat(levels(estimate)).as("day %d", day).hasSize(4).containsOnly(1L);
            } else {
                assertThat(estimate.refusal()).as("day %d", day).startsWith("needs 10");
            }
            boolean event = day % 7 == 1;
            weekdays += !weekend && !event ? 1 : 0;
            others += weekend && !event ? 1 : 0;
        }
        assertThat(weekdays).isGreaterThan(20);
    }

    @Test
    void shouldLagALinearLoadAndMeetADailyWaveWhenTenDaysAreAveraged() {
        LocalDate first = LocalDate.of(2026, 6, 1);
        LocalDate wednesday = LocalDate.of(2026, 7, 22);
        Loads linear = Loads.hourly("UTC", first, first.plusDays(61));
        for (int i = 0; i < linear.watts.length; i++) {
            linear.watts[i] = i * 1_000;
        }
        BaselineMethod method = BaselineMethods.of("generic-10-of-10");
        // Weekdays 1, 2, 5, 6, 7, 8, 9, 12, 13 and 14 days back: 7.7 days of 24,000 W.
        Estimate estimate = method.find(linear.event(wednesday, 12, 16));
        assertThat(estimate.intervals())
                .allSatisfy(i ->
                        assertThat(i.baseline().watts()).isEqualTo(i.metered().watts() - 184_800));

        Loads wave =
                Loads.hourly("UTC", first, first.plusDays(61))
                        .each(at -> (int) (1_000 * StrictMath.sin(at.getHour() * 0.2618)));
        assertThat(method.find(wave.event(wednesday, 0, 24)).intervals())
                .hasSize(24)
                .allSatisfy(i -> assertThat(i.baseline()).isEqualTo(i.metered()));
    }

    @Test
    void shouldTakeOtherValuesWhenASpecIsChanged() {
        BaselineSpec pjm =
                BaselineMethods.specs().stream()
                        .filter(s -> s.id().equals("pjm-3-day-type-saa"))
                        .findFirst()
                        .orElseThrow();
        Loads loads = steady();
        loads.mark(loads.local(DAY.minusDays(1), 13, 15), Why.EVENT);
        Estimate estimate =
                BaselineMethods.of(Specs.excluding(pjm, Set.of())).find(loads.event(DAY, 13, 15));
        assertThat(choice(estimate, DAY.minusDays(1))).isEqualTo(Choice.TAKEN);
    }
}
