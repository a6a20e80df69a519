package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * Following a fast signal (market-rules §2.5): each clock hour of an award is scored by accuracy, delay and precision
 * with the rules' weights, and its megawatts are paid at the award's price times the score. The signal is the set-point
 * about the award's contracted level, which must be there; the response is the metered level about the same.
 *
 * <p>Rules: {@code weight_accuracy}, {@code weight_delay}, {@code weight_precision}, {@code sample_interval}, {@code
 * delay_most}, {@code accuracy_window}, {@code keep_score}; and {@code precision_at_delay} (flag) when the error is
 * taken at the delay found and not at once.
 */
final class RegulationKind {
    private final Worksheet sheet;
    private final BigDecimal[] weights;
    private final Duration sample;
    private final int delayMost;
    private final int window;
    private final boolean precisionAtDelay;
    private final MeteredLoad setPoints;
    private final List<Interval> intervals = new ArrayList<>();
    private int unscored;

    private RegulationKind(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.weights =
                new BigDecimal[] {
                    rules.ratio("weight_accuracy"),
                    rules.ratio("weight_delay"),
                    rules.ratio("weight_precision")
                };
        this.sample = rules.duration("sample_interval");
        this.delayMost = samples(rules.duration("delay_most"));
        this.window = samples(rules.duration("accuracy_window"));
        this.precisionAtDelay = rules.isSet("precision_at_delay");
        LoadSeries asked = sheet.given().beside().setPoint();
        if (asked == null) {
            throw new RuleMissing("regulation is scored from the signal; no set-points were given");
        }
        this.setPoints = new MeteredLoad(asked, true);
        if (window < 2 || delayMost < 1) {
            throw new RuleMissing("accuracy_window and delay_most need two samples or more");
        }
    }

    private int samples(Duration length) {
        return Math.toIntExact(length.dividedBy(sample));
    }

    static void settle(Worksheet sheet) {
        RegulationKind kind = new RegulationKind(sheet);
        for (List<Award> awards : sheet.awardsByName().values()) {
            kind.settle(awards);
        }
        kind.tell();
    }

    private void settle(List<Award> awards) {
        String name = awards.getFirst().name();
        BigDecimal seconds = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        boolean whole = true;
        for (Award award : awards) {
            MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
            BigDecimal price = award.price();
            if (held == null) {
                continue;
            }
            for (MarketInterval hour : Stretch.pieces(held, Duration.ofHours(1))) {
                BigDecimal score = score(award, hour);
                BigDecimal sold = Stretch.megawattSeconds(award.reduction().watts(), hour);
                seconds = seconds.add(sold);
                if (score == null || price == null) {
                    whole = false;
                } else {
                    due = due.add(sold.multiply(price).multiply(score.max(BigDecimal.ZERO)));
                }
            }
        }
        Amount hours = Amount.readyHours(seconds);
        if (whole) {
            sheet.sum(
                    name,
                    Line.Kind.PAYMENT,
                    hours,
                    new Amount(due, hours.divisor(), sheet.currency()),
                    "each hour's megawatts at the price, times its score");
        } else {
            sheet.notSettled(
                    name, Line.Kind.PAYMENT, "MW-h", "an hour has no score or an award no price");
        }
    }

    private @Nullable BigDecimal score(Award award, MarketInterval hour) {
        Power about = award.contracted();
        String excuse = sheet.excuse(hour);
        BigDecimal score = about == null ? null : score(about, hour);
        String reason = "accuracy, delay and precision, weighted";
        if (score == null) {
            unscored++;
            reason =
                    about == null
                            ? "the award has no level to regulate about"
                            : "signal or meter not read, or the signal did not move";
        }
        BigDecimal keep = sheet.rules().ratioIfAny("keep_score");
        Verdict verdict;
        if (excuse != null) {
            verdict = Verdict.EXCUSED;
        } else if (score == null) {
            verdict = Verdict.NOT_SETTLED;
        } else {
            verdict = keep == null || score.compareTo(keep) >= 0 ? Verdict.MET : Verdict.MISSED;
        }
        intervals.add(
                new Interval(
                        hour,
                        about,
                        sheet.meter().mean(hour),
                        setPoints.mean(hour),
                        null,
                        null,
                        score == null ? null : Worksheet.shown(score),
                        verdict,
                        excuse == null ? reason : excuse));
        return score;
    }

    private @Nullable BigDecimal score(Power about, MarketInterval hour) {
        if (sheet.meter().step().compareTo(sample) > 0 || setPoints.step().compareTo(sample) > 0) {
            sheet.note(
                    "regulation is scored from samples every "
                            + sample.toSeconds()
                            + " s; the meter or the signal has fewer");
            return null;
        }
        int count = samples(hour.length());
        long[] signal = read(setPoints, about, hour.from(), count, false);
        long[] response = read(sheet.meter(), about, hour.from(), count + delayMost, true);
        if (signal.length < count || response.length < count) {
            return null;
        }
        BigDecimal accuracy = BigDecimal.ZERO;
        BigDecimal delay = BigDecimal.ZERO;
        int windows = 0;
        int late = 0;
        for (int from = 0; from + window <= count; from += window) {
            RegulationScore best = RegulationScore.best(signal, response, from, window, delayMost);
            if (best != null) {
                accuracy = accuracy.add(best.accuracy());
                delay = delay.add(best.delay());
                late += best.delaySamples();
                windows++;
            }
        }
        if (windows == 0) {
            return null;
        }
        int shift = precisionAtDelay ? (late + windows / 2) / windows : 0;
        BigDecimal precision = RegulationScore.precision(signal, response, 0, count, shift);
        if (precision == null) {
            return null;
        }
        BigDecimal divisor = BigDecimal.valueOf(windows);
        return weigh(
                accuracy.divide(divisor, Stretch.DIGITS),
                delay.divide(divisor, Stretch.DIGITS),
                precision);
    }

    private BigDecimal weigh(BigDecimal accuracy, BigDecimal delay, BigDecimal precision) {
        BigDecimal whole = weights[0].add(weights[1]).add(weights[2]);
        return accuracy.multiply(weights[0])
                .add(delay.multiply(weights[1]))
                .add(precision.multiply(weights[2]))
                .divide(whole, Stretch.DIGITS);
    }

    /** Samples about a level, above zero to draw less; fewer than asked where the series ends or has a gap. */
    private long[] read(MeteredLoad series, Power about, Instant from, int count, boolean mayEnd) {
        long[] samples = new long[count];
        for (int i = 0; i < count; i++) {
            Power level =
                    series.mean(MarketInterval.starting(from.plus(sample.multipliedBy(i)), sample));
            if (level == null) {
                return mayEnd ? Arrays.copyOf(samples, i) : new long[0];
            }
            samples[i] = about.watts() - level.watts();
        }
        return samples;
    }

    private void tell() {
        BigDecimal sum = BigDecimal.ZERO;
        int scored = 0;
        for (Interval interval : intervals) {
            BigDecimal score = interval.score();
            if (score != null) {
                sum = sum.add(score);
                scored++;
            }
        }
        BigDecimal mean =
                scored == 0 ? null : sum.divide(BigDecimal.valueOf(scored), Stretch.DIGITS);
        BigDecimal keep = sheet.rules().ratioIfAny("keep_score");
        Boolean passed =
                (mean == null || keep == null || unscored > 0)
                        ? null
                        : Boolean.valueOf(mean.compareTo(keep) >= 0);
        sheet.figure(
                "performance score",
                mean,
                "1",
                passed,
                "mean of " + scored + " hours; " + unscored + " could not be scored");
        sheet.event(
                new Event(
                        "regulation",
                        sheet.given().period(),
                        null,
                        intervals,
                        mean == null ? null : Worksheet.shown(mean),
                        passed,
                        Verdicts.inWords(intervals)));
    }
}
