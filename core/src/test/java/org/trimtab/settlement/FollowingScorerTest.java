package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.settlement.FollowingScore.Verdict;
import org.trimtab.settlement.FollowingScorer.Summary;

class FollowingScorerTest {
    private static final Instant T0 = Instant.parse("2026-07-01T18:00:00Z");
    private static final Instant HOUR = T0.plusSeconds(3_600);

    private final FollowingScorer scorer = new FollowingScorer(FollowingRule.ERCOT, T0, HOUR);

    private static Power mw(double megawatts) {
        return Power.ofWatts(Math.round(megawatts * 1_000_000));
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1_000));
    }

    private void asked(double seconds, double setPoint, double response) {
        scorer.asked(at(seconds), mw(setPoint), mw(response));
    }

    private void read(double seconds, double level) {
        scorer.read(at(seconds), mw(level));
    }

    private FollowingScore onlyScore(double now) {
        List<FollowingScore> scores = scorer.close(at(now));
        assertThat(scores).hasSize(1);
        return scores.getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "61.2, 0, 60, 1.2, PASSED",
        "52.0, 7.5, 60, -0.5, PASSED",
        "66, 0, 60, 6, FAILED",
        "54, 0, 60, -6, FAILED",
        "64.999999, 0, 60, 4.999999, PASSED",
        "65, 0, 60, 5, FAILED",
        "209.999999, 0, 200, 9.999999, PASSED",
        "210, 0, 200, 10, FAILED",
        "4, 0, 0, 4, PASSED",
        "5, 0, 0, 5, FAILED",
        "-66, 0, 60, -126, FAILED"
    })
    void shouldScoreByTheMarketsFormula(
            double level, double response, double setPoint, double deviation, Verdict verdict) {
        for (int second = 0; second <= 300; second += 4) {
            asked(second, setPoint, response);
            read(second, level);
        }

        assertThat(onlyScore(300))
                .isEqualTo(
                        new FollowingScore(
                                MarketInterval.starting(T0, Duration.ofMinutes(5)),
                                mw(level),
                                mw(setPoint),
                                mw(response),
                                mw(deviation),
                                verdict));
    }

    @Test
    void shouldAverageARampTo76Megawatts() {
        for (int second = 0; second <= 300; second += 4) {
            asked(second, 100 - 40 * Math.min(1, second / 240.0), 0);
            read(second, 76);
        }

        FollowingScore score = onlyScore(300);
        assertThat(score.meanSetPoint()).isEqualTo(mw(76));
        assertThat(score.deviation()).isEqualTo(Power.ZERO);
    }

    @Test
    void shouldWeighSamplesByTheTimeTheySpan() {
        asked(0, 50, 0);
        asked(10, 60, 0);
        for (int second = 0; second <= 300; second += 20) {
            read(second, 60);
        }

        // 10 s at 55 MW on the line, then 290 s at 60 MW
        assertThat(onlyScore(300).meanSetPoint()).isEqualTo(Power.ofWatts(59_833_333));
    }

    @Test
    void shouldHoldWhatWasAskedWhenItIsToldOnlyOnAChange() {
        asked(0, 80, 0);
        asked(150, 40, 2);
        for (int second = 0; second <= 300; second += 10) {
            read(second, 60);
        }

        FollowingScore score = onlyScore(300);
        assertThat(score.meanSetPoint()).isEqualTo(mw(60));
        assertThat(score.meanFrequencyResponse()).isEqualTo(mw(1));
        assertThat(score.deviation()).isEqualTo(mw(1));
    }

    @Test
    void shouldSplitALineAtTheEndOfAnInterval() {
        asked(0, 60, 0);
        for (int second = 0; second < 300; second += 10) {
            read(second + 5, 60);
        }
        read(305, 80);
        for (int second = 310; second <= 610; second += 10) {
            read(second, 80);
        }

        List<FollowingScore> scores = scorer.close(at(610));
        // The line from 60 MW at 295 s to 80 MW at 305 s is at 70 MW when the interval ends.
        assertThat(scores.get(0).meanLevel()).isEqualTo(Power.ofWatts(60_083_333));
        assertThat(scores.get(1).meanLevel()).isEqualTo(Power.ofWatts(79_916_667));
    }

    @Test
    void shouldWaitForTheMeterToPassTheEndAndNoLongerThanTheGap() {
        asked(0, 60, 0);
        for (int second = 0; second <= 295; second += 5) {
            read(second, 60);
        }

        assertThat(scorer.close(at(300))).isEmpty();
        assertThat(scorer.close(at(329.999))).isEmpty();
        FollowingScore score = onlyScore(330);
        assertThat(score.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(score.meanLevel()).isEqualTo(mw(60));
        assertThat(scorer.close(at(330))).isEmpty();
    }

    @Test
    void shouldNotScoreAnIntervalInWhichTheMeterWasSilentTooLong() {
        asked(0, 60, 0);
        for (int second = 0; second <= 900; second += 5) {
            if (second < 400 || second > 430) {
                read(second, 60);
            }
        }

        assertThat(scorer.close(at(900)))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.PASSED, Verdict.METER_MISSING, Verdict.PASSED);
        assertThat(scorer.summary()).isEqualTo(new Summary(2, 0, 0, 1));
        assertThat(scorer.summary().share()).isEqualTo(Share.ALL);
    }

    @Test
    void shouldBearASilenceOfExactlyTheGap() {
        asked(0, 60, 0);
        for (int second = 0; second <= 300; second += 30) {
            read(second, 60);
        }

        assertThat(onlyScore(300).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void shouldBlameOnlyTheIntervalThatWasSilentWhenASilenceCrossesAnEnd() {
        asked(0, 60, 0);
        for (int second = 0; second <= 900; second += 5) {
            if (second <= 290 || second >= 340) {
                read(second, 60);
            }
        }

        assertThat(scorer.close(at(900)))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.PASSED, Verdict.METER_MISSING, Verdict.PASSED);
    }

    @Test
    void shouldNeverScoreWhenTheMeterNeverSpeaks() {
        asked(0, 60, 0);

        List<FollowingScore> scores = scorer.close(HOUR.plusSeconds(60));
        assertThat(scores).hasSize(12);
        assertThat(scores)
                .allSatisfy(score -> {
                    assertThat(score.verdict()).isEqualTo(Verdict.METER_MISSING);
                    assertThat(score.meanLevel()).isNull();
                    assertThat(score.deviation()).isNull();
                });
        assertThat(scorer.summary().share()).isNull();
        assertThat(scorer.summary().passes(FollowingRule.ERCOT)).isNull();
    }

    @Test
    void shouldExemptTheIntervalsATrackCoversOnlyInPart() {
        FollowingScorer track = new FollowingScorer(FollowingRule.ERCOT, at(100), at(700));
        for (int second = 100; second <= 900; second += 4) {
            track.asked(at(second), mw(60), Power.ZERO);
            track.read(at(second), mw(60));
        }

        assertThat(track.close(at(900)))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.EXEMPT, Verdict.PASSED, Verdict.EXEMPT);
        assertThat(track.summary()).isEqualTo(new Summary(1, 0, 2, 0));
    }

    @Test
    void shouldExemptAnIntervalInWhichSomethingWentBeforeTheSetPoint() {
        for (int second = 0; second <= 600; second += 4) {
            asked(second, 60, 0);
            read(second, second < 300 ? 60 : 5);
        }
        scorer.exempt(at(450));

        assertThat(scorer.close(at(600)))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.PASSED, Verdict.EXEMPT);
    }

    @Test
    void shouldExemptWithoutAScoreWhatNothingWasAskedIn() {
        asked(400, 60, 0);
        for (int second = 0; second <= 900; second += 5) {
            read(second, 60);
        }

        assertThat(scorer.close(at(900)))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.EXEMPT, Verdict.PASSED);
        assertThat(scorer.summary()).isEqualTo(new Summary(1, 0, 2, 0));
    }

    @Test
    void shouldIgnoreDuplicatesOldAndAbsurdSamplesAndThoseFarAhead() {
        scorer.read(Instant.MAX, mw(1));
        scorer.read(Instant.MIN, mw(1));
        scorer.asked(Instant.MAX, mw(1), Power.ZERO);
        for (int second = 0; second <= 300; second += 5) {
            asked(second, 60, 0);
            asked(second, 999, 0);
            asked(second - 3, 999, 0);
            read(second, 61);
            read(second, 999);
            read(second - 3, 999);
            scorer.read(at(second + 1), Power.ofWatts(Long.MAX_VALUE));
            scorer.read(at(second + 1), Power.ofWatts(Long.MIN_VALUE));
            scorer.asked(at(second + 1), mw(1), Power.ofWatts(Long.MIN_VALUE));
            scorer.read(at(second + 86_400 + 300), mw(999));
        }

        FollowingScore score = onlyScore(300);
        assertThat(score.meanSetPoint()).isEqualTo(mw(60));
        assertThat(score.meanLevel()).isEqualTo(mw(61));
    }

    @Test
    void shouldStayExactAtTheLargestLevels() {
        for (int second = 0; second <= 300; second += 30) {
            scorer.asked(at(second), FollowingScorer.LEVEL_MOST, Power.ZERO);
            scorer.read(at(second), Power.ZERO.minus(FollowingScorer.LEVEL_MOST));
        }

        assertThat(onlyScore(300).deviation()).isEqualTo(Power.ofWatts(-2_000_000_000_000L));
    }

    @Test
    void shouldCloseADayAtMostAtOnceAndTheRestNextTime() {
        FollowingScorer days =
                new FollowingScorer(FollowingRule.ERCOT, T0, T0.plus(Duration.ofDays(2)));
        days.asked(T0, mw(60), Power.ZERO);
        Instant late = T0.plus(Duration.ofDays(3));

        assertThat(days.close(late)).hasSize(FollowingScorer.INTERVALS_OPEN_MAX);
        assertThat(days.close(late)).hasSize(FollowingScorer.INTERVALS_OPEN_MAX);
        assertThat(days.close(late)).isEmpty();
        assertThat(days.summary().meterMissing()).isEqualTo(576);
    }

    @Test
    void shouldBeDoneOnlyWhenTheLastIntervalIsClosed() {
        FollowingScorer track = new FollowingScorer(FollowingRule.ERCOT, T0, at(300));
        track.asked(T0, mw(60), Power.ZERO);
        for (int second = 0; second < 300; second += 5) {
            track.read(at(second), mw(60));
        }

        assertThat(track.close(at(300))).isEmpty();
        assertThat(track.isDone()).isFalse();
        track.read(at(301), mw(60));
        assertThat(track.close(at(301))).hasSize(1);
        assertThat(track.isDone()).isTrue();
    }

    @Test
    void shouldExemptTheIntervalInWhichATrackIsWithdrawnAndScoreNoneAfter() {
        for (int second = 0; second <= 900; second += 4) {
            asked(second, 60, 0);
            read(second, 60);
        }
        scorer.endAt(at(420));
        scorer.endAt(at(3_000));

        assertThat(scorer.close(HOUR))
                .extracting(FollowingScore::verdict)
                .containsExactly(Verdict.PASSED, Verdict.EXEMPT);
        assertThat(scorer.isDone()).isTrue();
    }

    @Test
    void shouldPassAMonthWhenEnoughIntervalsPassed() {
        assertThat(new Summary(85, 15, 7, 3).passes(FollowingRule.ERCOT)).isTrue();
        assertThat(new Summary(84, 15, 7, 3).passes(FollowingRule.ERCOT)).isFalse();
        assertThat(new Summary(80, 10, 7, 3).plus(new Summary(5, 5, 0, 0)))
                .isEqualTo(new Summary(85, 15, 7, 3));
    }

    @Test
    void shouldAverageAsAPlainSumDoesWhateverTheSpacing() {
        for (long seed = 1; seed <= 15; seed++) {
            Random random = new Random(seed);
            FollowingScorer any = new FollowingScorer(FollowingRule.ERCOT, T0, HOUR);
            double[] sums = new double[12];
            long atMillis = 0;
            double level = random.nextInt(100_000_000);
            any.asked(T0, mw(50), Power.ZERO);
            any.read(T0, Power.ofWatts((long) level));
            while (atMillis < 3_600_000) {
                long toMillis = atMillis + 1 + random.nextInt(29_000);
                double toLevel = random.nextInt(100_000_000);
                any.read(T0.plusMillis(toMillis), Power.ofWatts((long) toLevel));
                for (long ms = atMillis; ms < Math.min(toMillis, 3_600_000); ms++) {
                    double middle = (ms + 0.5 - atMillis) / (toMillis - atMillis);
                    sums[(int) (ms / 300_000)] += level + (toLevel - level) * middle;
                }
                atMillis = toMillis;
                level = toLevel;
            }
            List<FollowingScore> scores = new ArrayList<>(any.close(HOUR));
            assertThat(scores).as("seed %d", seed).hasSize(12);
            for (int i = 0; i < 12; i++) {
                assertThat((double) scores.get(i).meanLevel().watts())
                        .as("seed %d interval %d", seed, i)
                        .isBetween(sums[i] / 300_000 - 2, sums[i] / 300_000 + 2);
            }
        }
    }

    @Test
    void shouldScoreTheSameHoweverOftenItIsClosed() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            FollowingScorer often = new FollowingScorer(FollowingRule.ERCOT, T0, HOUR);
            FollowingScorer once = new FollowingScorer(FollowingRule.ERCOT, T0, HOUR);
            List<FollowingScore> scores = new ArrayList<>();
            for (int second = 0; second <= 3_640; second++) {
                Power setPoint = mw(50 + random.nextInt(10));
                Power level = mw(50 + random.nextInt(10));
                boolean silent = random.nextInt(4) > 0;
                for (FollowingScorer one : List.of(often, once)) {
                    one.asked(at(second), setPoint, Power.ZERO);
                    if (!silent) {
                        one.read(at(second), level);
                    }
                }
                scores.addAll(often.close(at(second)));
            }
            assertThat(scores).as("seed %d", seed).isEqualTo(once.close(at(3_640)));
            assertThat(often.summary()).isEqualTo(once.summary());
        }
    }

    @Test
    void shouldRefuseARuleThatCannotBe() {
        assertThatThrownBy(() -> rule(Duration.ofMinutes(7), Duration.ofSeconds(30)))
                .hasMessageContaining("PT7M");
        assertThatThrownBy(() -> rule(Duration.ZERO, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> rule(Duration.ofMinutes(5), Duration.ofMinutes(5)))
                .hasMessageContaining("less than the interval of PT5M, got PT5M");
        assertThatThrownBy(() -> new FollowingScorer(FollowingRule.ERCOT, T0, T0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static FollowingRule rule(Duration interval, Duration gap) {
        return new FollowingRule(Share.NONE, Power.ZERO, Share.ALL, interval, gap, "test");
    }
}
