package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Notice;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramTerms;
import org.trimtab.program.ProgramTerms.BaselineMethod;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.IntervalPerformance.Reason;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

class SettlementTest {
    private static final Instant FROM = Instant.parse("2026-07-01T15:00:00Z");
    private static final SiteId SITE = new SiteId("west-1");

    private static ProgramTerms terms(
            BaselineMethod method, Duration interval, Duration ramp, String usd, String energyUsd) {
        return new ProgramTerms(
                "reserve",
                method,
                Duration.ofMinutes(1),
                method == BaselineMethod.MAXIMUM_BASE_LOAD ? Power.ofWatts(1_000_000) : null,
                interval,
                ramp,
                new BigDecimal(usd),
                EnergyPrice.ofDollars(new BigDecimal(energyUsd)),
                new BigDecimal("0.95"));
    }

    private static final ProgramTerms TERMS =
            terms(
                    BaselineMethod.METER_BEFORE_METER_AFTER,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    "10",
                    "50");

    private static Obligation obligation(
            Duration length, long baseline, long limit, @Nullable Instant endedAt) {
        Notice notice =
                new Notice(
                        new InstructionId("e-1"),
                        "operator",
                        FROM,
                        MarketInterval.starting(FROM, length));
        return new Obligation(
                new Instruction.LimitTo(notice, Power.ofWatts(limit)),
                ObligationState.RESTORING,
                FROM,
                Power.ofWatts(baseline),
                Power.ofWatts(limit),
                endedAt,
                null);
    }

    private static MeterReading reading(Instant at, long watts, Quality quality) {
        return new MeterReading(new MeterId("main"), at, Power.ofWatts(watts), quality);
    }

    /** A reading every {@code spacing} seconds; a negative level leaves the reading out. */
    private static List<MeterReading> metered(
            long fromSecond, long untilSecond, long spacing, LongUnaryOperator level) {
        List<MeterReading> readings = new ArrayList<>();
        for (long s = fromSecond; s < untilSecond; s += spacing) {
            long watts = level.applyAsLong(s);
            if (watts >= 0) {
                readings.add(reading(FROM.plusSeconds(s), watts, Quality.GOOD));
            }
        }
        return readings;
    }

    @Test
    void shouldPayWhatWasDeliveredWhenTheSiteFallsInTime() {
        Statement statement =
                Settlement.settle(
                        SITE,
                        TERMS,
                        obligation(Duration.ofMinutes(3), 3_600_000, 1_200_000, null),
                        metered(-60, 240, 1, s -> s < 10 ? 3_600_000 : 1_200_000));
        assertThat(statement.intervals())
                .extracting(IntervalPerformance::verdict)
                .containsExactly(Verdict.EXCUSED, Verdict.MET, Verdict.MET);
        assertThat(statement.deliveredAt()).isEqualTo(FROM.plusSeconds(10));
        assertThat(statement.intervals().getFirst().metered()).isEqualTo(Power.ofWatts(1_600_000));
        // 2.0 MW, then 2.4 MW twice, a minute each.
        assertThat(statement.energyReduced()).isEqualTo(new Energy(60L * (2_000_000 + 4_800_000)));
        // 2.4 MW for 2 minutes at 10 $/MW/h; 0.11333 MWh at 50 $/MWh.
        assertThat(statement.availability()).isEqualTo(Money.usd("0.80"));
        assertThat(statement.energy()).isEqualTo(Money.usd("5.67"));
        assertThat(statement.total()).isEqualTo(Money.usd("6.47"));
    }

    @Test
    void shouldMissAnIntervalWhenDeliveryFallsJustShortOfThePassRatio() {
        ProgramTerms terms =
                terms(
                        BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        "1",
                        "1");
        Obligation owed = obligation(Duration.ofMinutes(2), 2_000_000, 1_000_000, null);
        Statement statement =
                Settlement.settle(
                        SITE,
                        terms,
                        owed,
                        metered(-5, 120, 1, s -> s < 60 ? 1_050_000 : 1_050_001));
        assertThat(statement.intervals())
                .extracting(IntervalPerformance::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED);
        assertThat(statement.intervals().getLast().reason()).isEqualTo(Reason.SHORT);
        assertThat(statement.intervals().getLast().owed()).isEqualTo(Reduction.ofWatts(1_000_000));
        assertThat(statement.deliveredAt()).isNull();
        // A missed interval is paid its energy, not its availability: 1 MW for 1 minute.
        assertThat(statement.availability()).isEqualTo(Money.usd("0.02"));
        assertThat(statement.energyReduced()).isEqualTo(new Energy(60L * (950_000 + 949_999)));
    }

    @Test
    void shouldNotSettleAnIntervalWhenTheMeterWasSilentInIt() {
        Statement statement =
                Settlement.settle(
                        SITE,
                        TERMS,
                        obligation(Duration.ofMinutes(4), 3_000_000, 1_000_000, null),
                        metered(-60, 240, 1, s -> s >= 70 && s < 130 ? -1 : 1_000_000));
        assertThat(statement.intervals())
                .extracting(IntervalPerformance::verdict)
                .containsExactly(
                        Verdict.EXCUSED, Verdict.NOT_SETTLED, Verdict.NOT_SETTLED, Verdict.MET);
        IntervalPerformance silent = statement.intervals().get(1);
        assertThat(silent.reason()).isEqualTo(Reason.METER_MISSING);
        assertThat(silent.metered()).isNull();
        assertThat(silent.delivered()).isNull();
        assertThat(statement.energyReduced()).isEqualTo(new Energy(2 * 60L * 2_000_000));
    }

    @Test
    void shouldBearASilenceAsLongAsTheGapAndNoLonger() {
        Obligation owed = obligation(Duration.ofMinutes(1), 3_000_000, 1_000_000, null);
        // Readings every second; the last before the silence is at 20 s and holds for 5 s.
        assertThat(
                        Settlement.settle(
                                        SITE,
                                        TERMS,
                                        owed,
                                        metered(-60, 60, 1, s -> s > 20 && s < 25 ? -1 : 1_000_000))
                                .count(Verdict.NOT_SETTLED))
                .isZero();
        assertThat(
                        Settlement.settle(
                                        SITE,
                                        TERMS,
                                        owed,
                                        metered(-60, 60, 1, s -> s > 20 && s < 26 ? -1 : 1_000_000))
                                .count(Verdict.NOT_SETTLED))
                .isEqualTo(1);
    }

    @Test
    void shouldNeverCountReadingsThatAreNotGood() {
        Obligation owed = obligation(Duration.ofMinutes(1), 3_000_000, 1_000_000, null);
        List<MeterReading> readings = new ArrayList<>();
        for (int s = -60; s < 60; s++) {
            Quality quality = s < 20 ? Quality.GOOD : s < 40 ? Quality.STALE : Quality.SUSPECT;
            readings.add(reading(FROM.plusSeconds(s), s < 20 ? 2_000_000 : 0, quality));
        }
        Statement statement = Settlement.settle(SITE, TERMS, owed, readings);
        assertThat(statement.count(Verdict.NOT_SETTLED)).isEqualTo(1);
        assertThat(statement.deliveredAt()).isNull();
        assertThat(statement.energyReduced()).isEqualTo(Energy.ZERO);
        assertThat(statement.total()).isEqualTo(Money.usd("0.00"));
    }

    @Test
    void shouldCutTheLastIntervalShortWhenTheEventIsCancelled() {
        Instant cancelled = FROM.plusSeconds(90).plusMillis(500);
        Statement statement =
                Settlement.settle(
                        SITE,
                        TERMS,
                        obligation(Duration.ofMinutes(10), 3_000_000, 1_000_000, cancelled),
                        metered(-60, 200, 1, s -> 1_000_000));
        assertThat(statement.owed()).isEqualTo(new MarketInterval(FROM, cancelled));
        assertThat(statement.intervals()).hasSize(2);
        assertThat(statement.intervals().getLast().interval())
                .isEqualTo(new MarketInterval(FROM.plusSeconds(60), cancelled));
        assertThat(statement.energyReduced()).isEqualTo(new Energy(2_000_000L * 90 + 1_000_000));
    }

    @Test
    void shouldPayNothingWhenThereIsNoBaseline() {
        Obligation with = obligation(Duration.ofMinutes(1), 1, 1, null);
        Obligation without =
                new Obligation(
                        with.instruction(), with.state(), FROM, null, with.limit(), null, null);
        Statement statement =
                Settlement.settle(SITE, TERMS, without, metered(-60, 60, 1, s -> 500_000));
        assertThat(statement.intervals().getFirst().reason()).isEqualTo(Reason.NO_BASELINE);
        assertThat(statement.intervals().getFirst().metered()).isEqualTo(Power.ofWatts(500_000));
        assertThat(statement.total()).isEqualTo(Money.usd("0.00"));
    }

    @Test
    void shouldHaveNoIntervalsWhenTheObligationNeverBegan() {
        Obligation began = obligation(Duration.ofMinutes(1), 1, 1, null);
        Statement statement =
                Settlement.settle(
                        SITE,
                        TERMS,
                        new Obligation(
                                began.instruction(),
                                ObligationState.WITHDRAWN,
                                FROM,
                                null,
                                null,
                                FROM.minusSeconds(5),
                                null),
                        List.of());
        assertThat(statement.intervals()).isEmpty();
        assertThat(statement.limit()).isNull();
        assertThat(statement.total()).isEqualTo(Money.usd("0.00"));
    }

    @Test
    void shouldJudgeTheLevelItselfWhenTheProgramContractsAMaximumBaseLoad() {
        ProgramTerms terms =
                terms(
                        BaselineMethod.MAXIMUM_BASE_LOAD,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        "1",
                        "1");
        Statement statement =
                Settlement.settle(
                        SITE,
                        terms,
                        obligation(Duration.ofMinutes(2), 1_000_000, 800_000, null),
                        metered(-60, 120, 1, s -> s < 60 ? 800_000 : 800_001));
        assertThat(statement.intervals())
                .extracting(IntervalPerformance::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED);
    }

    @Test
    void shouldMatchThePostedCostsOfErcotsEmergencyResponseService() {
        // ERS-30 posting for Oct 1 to Nov 30 2026, time periods 1 and 5.
        assertPosted(164, 2_400_916_000L, "5.15", "2027813.65");
        assertPosted(123, 2_288_654_000L, "15.03", "4231011.76");
    }

    private static void assertPosted(int hours, long watts, String price, String posted) {
        ProgramTerms terms =
                terms(
                        BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMinutes(15),
                        Duration.ZERO,
                        price,
                        "0");
        Statement statement =
                Settlement.settle(
                        SITE,
                        terms,
                        obligation(Duration.ofHours(hours), watts, 0, null),
                        metered(-60, hours * 3600L, 60, s -> 0));
        assertThat(statement.availability()).isEqualTo(Money.usd(posted));
    }

    @Test
    void shouldNotDependOnTheOrderOfReadingsAndShouldBeTheSumOfItsIntervals() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int seconds = 30 + random.nextInt(400);
            int spacing = 1 + random.nextInt(4);
            Instant ended = random.nextBoolean() ? FROM.plusMillis(random.nextInt(300_000)) : null;
            Obligation owed =
                    obligation(
                            Duration.ofSeconds(seconds),
                            random.nextInt(5_000_000),
                            random.nextInt(3_000_000),
                            ended);
            List<MeterReading> readings =
                    metered(
                            -60,
                            seconds + 60L,
                            spacing,
                            s -> random.nextInt(20) == 0 ? -1 : random.nextInt(5_000_000));
            for (int i = 0; i < 30; i++) {
                MeterReading one = readings.get(random.nextInt(readings.size()));
                readings.add(
                        random.nextBoolean()
                                ? one
                                : reading(
                                        one.observedAt(),
                                        random.nextInt(5_000_000),
                                        Quality.values()[random.nextInt(4)]));
            }
            Statement first = Settlement.settle(SITE, TERMS, owed, readings);
            Collections.shuffle(readings, random);
            assertThat(Settlement.settle(SITE, TERMS, owed, readings)).isEqualTo(first);
            assertSumOfIntervals(first);
        }
    }

    private static void assertSumOfIntervals(Statement statement) {
        Energy energy = Energy.ZERO;
        BigDecimal availability = BigDecimal.ZERO;
        Instant next = statement.owed().from();
        for (IntervalPerformance interval : statement.intervals()) {
            assertThat(interval.interval().from()).isEqualTo(next);
            next = interval.interval().until();
            energy = energy.plus(Settlement.energyReduced(interval));
            if (interval.verdict() == Verdict.MET) {
                availability =
                        availability.add(
                                new BigDecimal(interval.owed().watts())
                                        .movePointLeft(6)
                                        .multiply(BigDecimal.TEN)
                                        .multiply(
                                                BigDecimal.valueOf(
                                                        interval.interval().length().toMillis(),
                                                        3)));
            }
        }
        assertThat(next).isEqualTo(statement.owed().until());
        assertThat(statement.energyReduced()).isEqualTo(energy);
        assertThat(statement.availability().amount())
                .isEqualTo(availability.divide(new BigDecimal(3600), 2, RoundingMode.HALF_UP));
        assertThat(statement.total().amount())
                .isEqualTo(statement.availability().amount().add(statement.energy().amount()));
    }

    @Test
    void shouldRefuseAnEventWhenItHasTooManyIntervals() {
        ProgramTerms terms =
                terms(
                        BaselineMethod.METER_BEFORE_METER_AFTER,
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        "1",
                        "1");
        assertThatThrownBy(() ->
                        Settlement.settle(
                                SITE,
                                terms,
                                obligation(Duration.ofHours(1), 2, 1, null),
                                List.of()))
                .hasMessageContaining("more than 100000");
    }
}
