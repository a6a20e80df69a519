package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * How much of the expected answer to a frequency event a load gave (ERCOT's primary frequency response reference
 * document, Attachment B, as market-rules §1.10 says), mirrored for load: the level before the event and the ramp it
 * was on, less the level in a window after it. Of a window the best level counts, or its mean.
 *
 * @param ramp how much the level would have moved by itself, W; above zero when it was rising
 * @param response reduction found, W; above zero when less was drawn
 * @param expected reduction expected of the site, W, above zero below nominal frequency; never zero
 */
public record FrequencyEventScore(Power ramp, Power response, Power expected) {
    private static final Duration STEP_MOST = Duration.ofSeconds(4);

    public FrequencyEventScore {
        if (expected.watts() == 0) {
            throw new IllegalArgumentException(
                    "a frequency event is scored against an expected response; it is 0 W");
        }
    }

    /**
     * Where levels are taken and what passes.
     *
     * @param before how long before the event the level before it is taken
     * @param rampFrom how long before the event the ramp starts
     * @param rampFactor what part of the change between these two goes on to the window
     * @param windowFrom start of the window after the event
     * @param windowUntil end of the window, its last sample included
     * @param best true when the best level of the window counts, false when its mean does
     * @param passRatio least rolling average of what was given of what was expected
     * @param events events in the rolling average
     * @param source where the figures come from
     */
    public record Rule(
            Duration before,
            Duration rampFrom,
            BigDecimal rampFactor,
            Duration windowFrom,
            Duration windowUntil,
            boolean best,
            BigDecimal passRatio,
            int events,
            String source) {
        public Rule {
            if (rampFrom.compareTo(before) <= 0 || windowUntil.compareTo(windowFrom) <= 0) {
                throw new IllegalArgumentException(
                        "a ramp starts before the level before the event is taken, and a window ends"
                                + " after it starts");
            }
        }
    }

    /** ERCOT's sustained response. */
    public static final Rule ERCOT_SUSTAINED =
            new Rule(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(60),
                    new BigDecimal("0.821"),
                    Duration.ofSeconds(46),
                    Duration.ofSeconds(60),
                    true,
                    new BigDecimal("0.75"),
                    8,
                    "Primary Frequency Response Reference Document, Attachment B; that the level"
                            + " before is the one four seconds before is our reading");

    /** ERCOT's initial response; recalled and not read again. */
    public static final Rule ERCOT_INITIAL =
            new Rule(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(60),
                    new BigDecimal("0.59"),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(52),
                    false,
                    new BigDecimal("0.75"),
                    8,
                    "Primary Frequency Response Reference Document, recalled: window of 20 to 52 s,"
                            + " ramp factor 0.59 and eight events");

    /**
     * Scores one event.
     *
     * @param load level sampled at least every four seconds
     * @param eventAt start of the event
     * @param expected reduction expected, below zero above nominal frequency
     * @return null when a level it needs was not read or the samples are too far apart
     */
    public static @Nullable FrequencyEventScore of(
            Rule rule, LoadSeries load, Instant eventAt, Power expected) {
        if (load.step().compareTo(STEP_MOST) > 0) {
            return null;
        }
        MeteredLoad meter = new MeteredLoad(load, false);
        Power before = at(meter, eventAt.minus(rule.before()));
        Power earlier = at(meter, eventAt.minus(rule.rampFrom()));
        Power after = after(rule, meter, eventAt, expected);
        if (before == null || earlier == null || after == null) {
            return null;
        }
        Power ramp =
                Power.ofWatts(
                        BigDecimal.valueOf(before.watts() - earlier.watts())
                                .multiply(rule.rampFactor())
                                .setScale(0, RoundingMode.HALF_EVEN)
                                .longValueExact());
        return new FrequencyEventScore(ramp, before.plus(ramp).minus(after), expected);
    }

    private static @Nullable Power at(MeteredLoad meter, Instant at) {
        return meter.mean(MarketInterval.starting(at, meter.step()));
    }

    private static @Nullable Power after(
            Rule rule, MeteredLoad meter, Instant eventAt, Power expected) {
        MarketInterval window =
                new MarketInterval(
                        eventAt.plus(rule.windowFrom()),
                        eventAt.plus(rule.windowUntil()).plus(meter.step()));
        if (!rule.best()) {
            return meter.mean(window);
        }
        return expected.watts() > 0 ? meter.least(window) : meter.most(window);
    }

    /** Given over expected; 1 is all of it, and it may be more or below zero. */
    public BigDecimal ratio() {
        return BigDecimal.valueOf(response.watts())
                .divide(BigDecimal.valueOf(expected.watts()), Stretch.DIGITS);
    }

    /** Mean ratio of the last events the rule looks at, oldest first; null when there is none. */
    public static @Nullable BigDecimal rolling(Rule rule, List<FrequencyEventScore> scores) {
        List<FrequencyEventScore> last =
                scores.subList(Math.max(0, scores.size() - rule.events()), scores.size());
        if (last.isEmpty()) {
            return null;
        }
        BigDecimal sum =
                last.stream()
                        .map(FrequencyEventScore::ratio)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(last.size()), Stretch.DIGITS);
    }
}
