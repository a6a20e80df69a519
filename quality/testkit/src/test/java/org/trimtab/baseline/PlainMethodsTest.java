package org.trimtab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.baseline.Loads.levels;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.Estimate.Choice;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/** The vectors of the market rules that belong to methods without like days. */
class PlainMethodsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 22);
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static Loads hourly() {
        return Loads.hourly("America/New_York", DAY.minusDays(40), DAY.plusDays(10)).all(100);
    }

    private static Loads minutes(Duration step) {
        return new Loads(
                        new MarketCalendar("TEST", CHICAGO, Set.of()),
                        DAY.minusDays(1),
                        DAY.plusDays(1),
                        step)
                .all(50_000_000);
    }

    private static BaselineCase told(Loads loads, Instant told, MarketInterval event) {
        return new BaselineCase(
                loads.series(), event, told, loads.calendar, loads.marks, Beside.NOTHING);
    }

    @Test
    void shouldAverageThreeHoursBeforeAndTwoAfterWhenPjmUsesTheSameDay() {
        Loads loads = hourly();
        int[] around = {98, 99, 100, 97, 96};
        int[] hours = {8, 9, 10, 18, 19};
        for (int i = 0; i < hours.length; i++) {
            loads.hours(DAY, hours[i], hours[i] + 1, around[i]);
        }
        loads.hours(DAY, 11, 18, 1);
        Estimate estimate = BaselineMethods.of("pjm-same-day").find(loads.event(DAY, 12, 17));
        assertThat(levels(estimate)).hasSize(5).containsOnly(98L);
    }

    @Test
    void shouldAverageTheHourTwoHoursBeforeOnFiveDaysWhenCenterPointDoes() {
        LocalDate friday = LocalDate.of(2008, 7, 18);
        Loads loads =
                new Loads(
                        new MarketCalendar("TEST", CHICAGO, Set.of()),
                        LocalDate.of(2008, 7, 1),
                        LocalDate.of(2008, 7, 20),
                        Duration.ofMinutes(15));
        loads.all(7);
        for (int date = 14; date <= 18; date++) {
            loads.hours(LocalDate.of(2008, 7, date), 14, 15, date * 10);
        }
        Estimate estimate =
                BaselineMethods.of("centerpoint-load-management").find(loads.event(friday, 16, 17));
        assertThat(levels(estimate)).hasSize(4).containsOnly(160L);
        assertThat(estimate.days())
                .extracting(Estimate.Day::date)
                .containsExactly(
                        LocalDate.of(2008, 7, 17),
                        LocalDate.of(2008, 7, 16),
                        LocalDate.of(2008, 7, 15),
                        LocalDate.of(2008, 7, 14));
    }

    private static Loads peakLoads(List<Instant> peaks) {
        Loads loads = hourly();
        for (int i = 0; i < 40; i++) {
            Instant peak = loads.at(DAY.minusDays(i / 2 + 1), 15 + i % 2);
            peaks.add(peak);
            loads.stretch(
                    MarketInterval.starting(peak, Duration.ofHours(1)), 70_000 + 1_000 * (i % 7));
        }
        return loads;
    }

    private static Beside peaksOf(List<Instant> peaks) {
        return new Beside(null, null, null, null, null, peaks);
    }

    @Test
    void shouldAverageTheTwentyHighestOfFortyWhenNyisoDoes() {
        List<Instant> peaks = new ArrayList<>();
        Loads loads = peakLoads(peaks);
        BaselineMethod method = BaselineMethods.of("nyiso-acl");
        Estimate estimate = method.find(loads.event(loads.local(DAY, 14, 18), peaksOf(peaks)));
        assertThat(levels(estimate)).containsOnly(74_550L);
        assertThat(estimate.days()).hasSize(40);
        assertThat(estimate.days()).filteredOn(d -> d.choice() == Choice.TAKEN).hasSize(20);

        Estimate refused =
                method.find(loads.event(loads.local(DAY, 14, 18), peaksOf(peaks.subList(0, 19))));
        assertThat(refused.refusal()).contains("in 20 of").contains("found 19");
        assertThat(method.find(loads.event(DAY, 14, 18)).refusal()).contains("found 0");
    }

    @Test
    void shouldTakeTheHighestLoadOfTheMonthWhenHydroQuebecDoes() {
        assertThat(
                        HydroQuebecThreshold.threshold(
                                Power.ofWatts(10_000_000), Power.ofWatts(8_000_000)))
                .isEqualTo(Power.ofWatts(2_400_000));
        Loads loads = hourly().hours(DAY.minusDays(30), 3, 4, 999);
        loads.hours(DAY.minusDays(3), 3, 4, 140).hours(DAY, 14, 15, 500);
        loads.hours(DAY.minusDays(2), 3, 4, 700);
        loads.mark(loads.local(DAY.minusDays(2), 3, 4), DayMark.Why.EVENT);
        Estimate estimate =
                BaselineMethods.of("hydro-quebec-threshold").find(loads.event(DAY, 14, 18));
        assertThat(levels(estimate)).containsOnly(140L);
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void shouldTakeTheReadingsBeforeTheInstructionWhenMetersAreComparedBeforeAndAfter() {
        Loads loads = minutes(Duration.ofMinutes(1));
        Instant told = loads.at(DAY, 14).plus(Duration.ofMinutes(7));
        for (int minute = 1; minute <= 22; minute++) {
            loads.stretch(
                    MarketInterval.starting(
                            told.minus(Duration.ofMinutes(minute)), Duration.ofMinutes(1)),
                    minute * 1_000);
        }
        BaselineCase given =
                told(loads, told, MarketInterval.starting(told, Duration.ofMinutes(10)));
        assertThat(levels(BaselineMethods.of("meter-before-1-sample").find(given)))
                .hasSize(10)
                .containsOnly(1_000L);
        assertThat(levels(BaselineMethods.of("meter-before-1m").find(given))).containsOnly(1_000L);
        assertThat(levels(BaselineMethods.of("meter-before-5m").find(given))).containsOnly(3_000L);
        // The full quarter of an hour from 13:45 to 14:00: 8 to 22 minutes before.
        assertThat(levels(BaselineMethods.of("meter-before-15m").find(given)))
                .containsOnly(15_000L);
    }

    @Test
    void shouldSayWhatIsNeededWhenTheMeterIsTooSlowOrSilent() {
        Loads slow = minutes(Duration.ofMinutes(15));
        assertThat(BaselineMethods.of("meter-before-5m").find(slow.event(DAY, 14, 15)).refusal())
                .contains("PT5M")
                .contains("PT15M");
        Loads silent = minutes(Duration.ofMinutes(1));
        silent.hours(DAY, 13, 14, LoadSeries.UNKNOWN);
        assertThat(BaselineMethods.of("meter-before-5m").find(silent.event(DAY, 14, 15)).refusal())
                .contains("80 % of the 5 readings")
                .contains("found 0");
    }

    @Test
    void shouldUseTheNclrVectorWhenTheLoadDropsFromFifty() {
        Loads loads = minutes(Duration.ofMinutes(1)).hours(DAY, 14, 15, 2_000_000);
        Estimate estimate = BaselineMethods.of("meter-before-5m").find(loads.event(DAY, 14, 15));
        assertThat(estimate.intervals())
                .hasSize(60)
                .allSatisfy(i -> assertThat(i.reductionWatts()).isEqualTo(48_000_000L));
    }

    @Test
    void shouldUseTheGivenLevelWhenNothingIsMeasured() {
        Loads loads = hourly();
        Beside beside =
                new Beside(
                        Power.ofWatts(20),
                        Power.ofWatts(90),
                        hourly().all(77).series(),
                        null,
                        minutes(Duration.ofMinutes(5)).all(40).hours(DAY, 14, 15, 60).series(),
                        List.of());
        BaselineCase given = loads.event(loads.local(DAY, 14, 16), beside);
        assertThat(levels(BaselineMethods.of("maximum-base-load").find(given)))
                .containsExactly(20L, 20L);
        assertThat(levels(BaselineMethods.of("firm-service-level").find(given)))
                .containsExactly(90L, 90L);
        assertThat(levels(BaselineMethods.of("control-group").find(given)))
                .containsExactly(77L, 77L);
        // 14:00 in Chicago is 15:00 in New York.
        assertThat(levels(BaselineMethods.of("set-point").find(given))).containsExactly(40L, 60L);
        for (String id :
                List.of("maximum-base-load", "firm-service-level", "control-group", "set-point")) {
            assertThat(BaselineMethods.of(id).find(loads.event(DAY, 14, 16)).refusal())
                    .contains(id)
                    .contains("none was given");
        }
    }

    @Test
    void shouldNameTheNearestWhenAMethodIsUnknown() {
        assertThatThrownBy(() -> BaselineMethods.of("ercot-mid8of10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ercot-mid8of10\"")
                .hasMessageContaining("ercot-mid-8-of-10");
        assertThat(BaselineMethods.all())
                .extracting(BaselineMethod::id)
                .doesNotHaveDuplicates()
                .contains(
                        "maximum-base-load",
                        "firm-service-level",
                        "meter-before-1-sample",
                        "meter-before-1m",
                        "meter-before-5m",
                        "meter-before-15m",
                        "pjm-3-day-type-saa",
                        "pjm-same-day",
                        "pjm-match-day",
                        "caiso-10-of-10",
                        "caiso-5-of-10",
                        "caiso-4-of-4",
                        "miso-10-of-10",
                        "nyiso-acl",
                        "nyiso-cbl",
                        "iso-ne-10-of-10",
                        "ieso-15-of-20",
                        "ercot-mid-8-of-10",
                        "ercot-nearest-20",
                        "ercot-matching-day-pair",
                        "ercot-regression",
                        "control-group",
                        "set-point",
                        "hydro-quebec-threshold",
                        "generic-10-of-10",
                        "centerpoint-load-management");
    }

    @Test
    void shouldRefuseWhenAnEventIsTooLong() {
        Loads loads = hourly();
        MarketInterval years =
                new MarketInterval(loads.at(DAY, 0), loads.at(DAY, 0).plus(Duration.ofDays(400)));
        for (BaselineMethod method : BaselineMethods.all()) {
            assertThat(method.find(loads.event(years, Beside.NOTHING)).refusal())
                    .as(method.id())
                    .contains("the longest is");
        }
    }
}
