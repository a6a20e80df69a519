package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;

class FrequencyEventScoreTest {
    private static final Instant EVENT = Cases.at("2026-07-01T18:02:00Z");
    private static final MarketInterval MINUTES =
            Cases.between("2026-07-01T18:00:00Z", "2026-07-01T18:05:00Z");

    /** 79 MW a minute before, 80.5 MW four seconds before: a ramp of 1.2315 MW. */
    private static LoadSeries rising(double after) {
        LoadSeries load = Cases.constant(MINUTES, Duration.ofSeconds(2), 79);
        load = Cases.with(load, new MarketInterval(EVENT.minusSeconds(30), EVENT), 80.5);
        return Cases.with(load, new MarketInterval(EVENT, MINUTES.until()), after);
    }

    @Test
    void shouldAllowForTheRampTheLoadWasOn() {
        FrequencyEventScore score =
                FrequencyEventScore.of(
                        FrequencyEventScore.ERCOT_SUSTAINED,
                        rising(77.2725),
                        EVENT,
                        Cases.mw(4.459));

        assertThat(score.ramp()).isEqualTo(Cases.mw(1.2315));
        assertThat(score.response()).isEqualTo(Cases.mw(4.459));
        assertThat(score.ratio()).isEqualByComparingTo("1");
    }

    @Test
    void shouldTakeTheBestOfTheWindowForSustainedAndTheMeanForInitialResponse() {
        LoadSeries load = Cases.constant(MINUTES, Duration.ofSeconds(2), 80);
        load =
                Cases.with(
                        load,
                        new MarketInterval(EVENT.plusSeconds(20), EVENT.plusSeconds(37)),
                        70.0);
        LoadSeries late =
                Cases.with(
                        Cases.constant(MINUTES, Duration.ofSeconds(2), 80),
                        new MarketInterval(EVENT.plusSeconds(60), EVENT.plusSeconds(62)),
                        72.0);

        FrequencyEventScore initial =
                FrequencyEventScore.of(
                        FrequencyEventScore.ERCOT_INITIAL, load, EVENT, Cases.mw(10));
        FrequencyEventScore sustained =
                FrequencyEventScore.of(
                        FrequencyEventScore.ERCOT_SUSTAINED, late, EVENT, Cases.mw(10));

        // nine of seventeen samples
        assertThat(initial.response()).isEqualTo(Cases.mw(5.294118));
        assertThat(sustained.response()).isEqualTo(Cases.mw(8));
        assertThat(
                        FrequencyEventScore.rolling(
                                FrequencyEventScore.ERCOT_SUSTAINED, List.of(initial, sustained)))
                .isBetween(new java.math.BigDecimal("0.6647"), new java.math.BigDecimal("0.6648"));
    }

    @Test
    void shouldMirrorAHighFrequencyEvent() {
        FrequencyEventScore score =
                FrequencyEventScore.of(
                        FrequencyEventScore.ERCOT_SUSTAINED,
                        Cases.with(
                                Cases.constant(MINUTES, Duration.ofSeconds(2), 80),
                                new MarketInterval(EVENT, MINUTES.until()),
                                83.0),
                        EVENT,
                        Cases.mw(-4));

        assertThat(score.response()).isEqualTo(Cases.mw(-3));
        assertThat(score.ratio()).isEqualByComparingTo("0.75");
    }

    @Test
    void shouldNotScoreWhatWasNotReadOrReadTooSeldom() {
        LoadSeries unread =
                Cases.with(
                        rising(77),
                        new MarketInterval(EVENT.plusSeconds(50), EVENT.plusSeconds(52)),
                        null);

        assertThat(
                        FrequencyEventScore.of(
                                FrequencyEventScore.ERCOT_SUSTAINED, unread, EVENT, Cases.mw(4)))
                .isNull();
        assertThat(
                        FrequencyEventScore.of(
                                FrequencyEventScore.ERCOT_SUSTAINED,
                                Cases.constant(MINUTES, Duration.ofSeconds(60), 79),
                                EVENT,
                                Cases.mw(4)))
                .isNull();
        assertThat(
                        FrequencyEventScore.rolling(
                                FrequencyEventScore.ERCOT_SUSTAINED, new ArrayList<>()))
                .isNull();
    }
}
